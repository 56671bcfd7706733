/** Prompts and answers that are kept: the key stays in the editor's secret storage, the text in pages that are no files. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import {
  ForgetTracesRequest,
  journalTaskName,
  type TraceEntry,
  TraceKeyRequest,
  TraceRequest,
  TracesRequest,
} from "../../server/src/protocol";
import { announce } from "./announce";
import { t } from "./l10n";
import { type ServerLink } from "./link";

const scheme = "hanare-trace";
const secretName = "traceKey";

/** Answers the server, which has no other place for a key than its memory. */
export function answerTraceKey(link: ServerLink, secrets: vscode.SecretStorage): vscode.Disposable {
  return link.onRequest<TraceKeyRequest.Params, TraceKeyRequest.Result>(
    TraceKeyRequest.method,
    async ({ create }) => {
      if (create && (await secrets.get(secretName)) === undefined)
        await secrets.store(secretName, randomBytes(32).toString("base64"));
      // Another window may have stored its own meanwhile: the last one counts for both.
      const key = await secrets.get(secretName);
      return key === undefined ? {} : { key };
    },
  );
}

export function showTracePages(ready: Promise<ServerLink>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }, token) {
      const params: TraceRequest.Params = { id: path.replace(/^\//, "").replace(/\.md$/, "") };
      const link = await ready;
      const { text } = await link.request<TraceRequest.Result>(TraceRequest.method, params, token);
      return text === "" ? t("This prompt is no longer kept.") : text;
    },
  });
}

type TraceItem = vscode.QuickPickItem & { readonly id?: string; readonly settings?: true };

function itemOf({ id, time, task, model, uri, answered }: TraceEntry): TraceItem {
  const name = uri === undefined ? "" : vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  return {
    id,
    label: new Date(time).toLocaleString(vscode.env.language),
    description: [journalTaskName(task, t), ...(model === undefined ? [] : [model])].join(" · "),
    detail: [...(name === "" ? [] : [name]), t("{0} characters", answered)].join(" · "),
  };
}

export async function showTraces(link: ServerLink): Promise<void> {
  const { traces, locked, off } = await link.request<TracesRequest.Result>(TracesRequest.method, {});
  const title = t("Kept Prompts and Answers");
  const setting: TraceItem = {
    label: t("$(gear) Choose the folders whose prompts are kept"),
    ...(off ? { detail: t("None is chosen: nothing is kept.") } : {}),
    settings: true,
  };
  const placeHolder =
    locked > 0
      ? t("Not readable with this editor's key, or damaged: {0}", locked)
      : t("{0} kept, encrypted, on this computer", traces.length);
  const chosen = await vscode.window.showQuickPick([...traces.map(itemOf), setting], {
    ...{ title, placeHolder, matchOnDescription: true, matchOnDetail: true },
  });
  if (chosen?.settings) await vscode.commands.executeCommand("hanare.openSettings", "hanare.journal.traces");
  if (chosen?.id === undefined) return;
  const page = vscode.Uri.from({ scheme, path: `/${chosen.id}.md` });
  await vscode.window.showTextDocument(page, { preview: true });
}

export async function forgetTraces(link: ServerLink): Promise<void> {
  const remove = t("Delete");
  const question = t(
    "Delete all prompts and answers that are kept on this computer? They cannot be brought back.",
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true }, remove)) !== remove) return;
  const { files } = await link.request<ForgetTracesRequest.Result>(ForgetTracesRequest.method, {});
  const done = files === 0 ? t("There was nothing to delete.") : t("Deleted: {0}", files);
  announce(done);
}
