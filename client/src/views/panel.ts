/** One webview panel that shows a page, leads to places in documents and passes its buttons on. */
import * as vscode from "vscode";
import { announce } from "../announce";
import { viewOf } from "../documentViewUri";
import { t } from "../l10n";
import { page, type Target } from "./html";
import { type Rendered } from "./summaryHtml";

export type PanelMessage =
  | { readonly type: "reveal"; readonly target: number }
  | { readonly type: "action"; readonly action: string }
  | { readonly type: "length"; readonly length: string }
  | { readonly type: "choice"; readonly name: string; readonly value: string };

export interface PanelOptions {
  readonly viewType: string;
  readonly title: string;
  /** Said when what was waited for is there; absent: that it is finished. */
  readonly finished?: string;
  readonly column: vscode.ViewColumn;
  /** Where a source opens that no column shows yet. */
  readonly sourceColumn: vscode.ViewColumn;
  /** What was typed on the page stays while another tab is in front. */
  readonly keepsState?: true;
  readonly onMessage: (message: PanelMessage) => void;
  readonly onError: (error: unknown) => void;
}

export interface Panel {
  show(rendered: Rendered): void;
  post(message: object): void;
  reveal(): void;
  readonly onDidDispose: vscode.Event<void>;
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find((group) =>
    group.tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    ),
  )?.viewColumn;
}

/** Selects the range in the column that shows the source, else in `fallback`. */
export async function revealTarget(target: Target, fallback: vscode.ViewColumn): Promise<void> {
  const file = vscode.Uri.parse(target.uri);
  const uri = target.place === undefined ? file : viewOf(file);
  const { start, end } = target.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: columnOf(uri) ?? fallback,
    selection,
  });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Messages come from the page, which shows text of documents: anything unexpected is dropped. */
function asMessage(value: unknown): PanelMessage | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  if (value.type === "reveal" && "target" in value && typeof value.target === "number") {
    return { type: "reveal", target: value.target };
  }
  if (value.type === "action" && "action" in value && typeof value.action === "string") {
    return { type: "action", action: value.action };
  }
  if (value.type === "length" && "length" in value && typeof value.length === "string") {
    return { type: "length", length: value.length };
  }
  if (value.type === "choice" && "name" in value && "value" in value) {
    return { type: "choice", name: String(value.name), value: String(value.value) };
  }
  return undefined;
}

const stateOf = (body: string) => ({
  busy: body.includes('aria-busy="true"'),
  failed: body.includes('role="alert"'),
});

export function createPanel(context: vscode.ExtensionContext, options: PanelOptions): Panel {
  const root = vscode.Uri.joinPath(context.extensionUri, "media", "views");
  const panel = vscode.window.createWebviewPanel(
    options.viewType,
    options.title,
    { viewColumn: options.column, preserveFocus: false },
    {
      ...{ enableScripts: true, localResourceRoots: [root], enableFindWidget: true },
      ...(options.keepsState === undefined ? {} : { retainContextWhenHidden: true }),
    },
  );
  panel.iconPath = vscode.Uri.joinPath(context.extensionUri, "media", "icon.png");
  let targets: readonly Target[] = [];
  let working = false;
  panel.webview.onDidReceiveMessage((value: unknown) => {
    const message = asMessage(value);
    if (message?.type !== "reveal") {
      if (message) options.onMessage(message);
      return;
    }
    const target = targets[message.target];
    if (target) revealTarget(target, options.sourceColumn).catch(options.onError);
  });
  const resource = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  return {
    show(rendered) {
      targets = rendered.targets;
      const { busy, failed } = stateOf(rendered.body);
      // Nobody is told by the new page itself that what was waited for is there.
      if (working && !busy && !failed) announce(options.finished ?? t("{0}: finished", options.title));
      working = busy;
      const frame = {
        language: vscode.env.language,
        nonce: crypto.randomUUID(),
        cspSource: panel.webview.cspSource,
        styleUri: resource("panel.css"),
        scriptUri: resource("panel.js"),
      };
      panel.webview.html = page(frame, options.title, rendered.body);
    },
    post: (message) => void panel.webview.postMessage(message),
    reveal: () => panel.reveal(),
    onDidDispose: panel.onDidDispose,
  };
}
