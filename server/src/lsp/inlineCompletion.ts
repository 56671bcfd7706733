/**
 * Ghost text between the editor's terms and the feature's. It is offered only while a model that can complete
 * is ready: no model, no requests, no noise.
 */
import {
  type Disposable,
  type Command,
  type DocumentSelector,
  type ExecuteCommandParams,
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
  type Range,
} from "vscode-languageserver/node";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { type Completion, type InlineRequest } from "../completion/handler";
import { canEncode } from "../documents/charset";
import { acceptedCommand, type CompletionSettings, type VisitNotification } from "../protocol";
import { t } from "../util/l10n";
import { type Surroundings } from "./cells";

/** Files, documents not saved yet, and notebook cells; never a comparison's old side or an output. */
export const completionSelector: DocumentSelector = [
  { scheme: "file" },
  { scheme: "untitled" },
  { notebook: "*" },
];

export interface Offer {
  /** Brings the registration in line with `wanted`; calls may overlap, the last one counts. */
  set(wanted: boolean): Promise<void>;
}

export function createOffer(register: () => Promise<Disposable>, onError: (error: unknown) => void): Offer {
  let wanted = false;
  let registered: Disposable | undefined;
  let running: Promise<void> | undefined;

  async function settle(): Promise<void> {
    while (wanted !== (registered !== undefined)) {
      if (wanted) registered = await register();
      else {
        registered?.dispose();
        registered = undefined;
      }
    }
  }

  async function attempt(): Promise<void> {
    try {
      await settle();
    } catch (error) {
      wanted = false;
      onError(error);
    } finally {
      running = undefined;
    }
  }

  return {
    set: (value) => {
      wanted = value;
      running ??= attempt();
      return running;
    },
  };
}

export interface InlineCompletionDeps {
  readonly completion: Pick<Completion, "complete" | "visit">;
  /** The user looks at this line (from 0). */
  noteVisit(uri: string, line: number): void;
  open(uri: string): TextDocument | undefined;
  settings(uri: string): Promise<CompletionSettings>;
  /** The encoding the file is saved in; undefined when nobody knows. */
  encoding(uri: string): Promise<string | undefined>;
  /** The cells around a notebook cell; undefined for other documents. */
  surroundings(uri: string): Surroundings | undefined;
}

/** The document as it is now, and what the feature has to know of it; the cursor is still to come. */
interface Known {
  readonly document: TextDocument;
  readonly about: Omit<InlineRequest, "offset" | "explicit" | "selected">;
}

async function lookUp(deps: InlineCompletionDeps, uri: string): Promise<Known | undefined> {
  const [settings, encoding] = await Promise.all([deps.settings(uri), deps.encoding(uri)]);
  // Looked up after the waits: the text must be the one the answer is for.
  const document = deps.open(uri);
  if (!document) return undefined;
  const surroundings = deps.surroundings(uri);
  const about = {
    uri: document.uri,
    languageId: document.languageId,
    text: document.getText(),
    version: document.version,
    settings,
    ...(encoding === undefined ? {} : { encodable: canEncode(encoding) }),
    ...(surroundings === undefined ? {} : { surroundings }),
  };
  return { document, about };
}

function requestOf(
  { document, about }: Known,
  { position, context }: Pick<InlineCompletionParams, "position" | "context">,
): InlineRequest {
  const selected = context.selectedCompletionInfo;
  const offsets = ({ start, end }: Range) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  });
  return {
    ...about,
    offset: document.offsetAt(position),
    explicit: context.triggerKind === InlineCompletionTriggerKind.Invoked,
    ...(selected === undefined ? {} : { selected: { text: selected.text, range: offsets(selected.range) } }),
  };
}

export function createInlineCompletion(deps: InlineCompletionDeps) {
  return async (params: InlineCompletionParams, signal: AbortSignal): Promise<InlineCompletionItem[]> => {
    const known = await lookUp(deps, params.textDocument.uri);
    signal.throwIfAborted();
    if (!known) return [];
    const { document } = known;
    const items = await deps.completion.complete(requestOf(known, params), signal);
    return items.map(({ text, range, id }) => ({
      insertText: text,
      range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
      command: onAccepted(id),
    }));
  };
}

/** The user looks at a place and may soon write there. */
export function createVisit(deps: InlineCompletionDeps) {
  return async ({ uri, position }: VisitNotification.Params): Promise<void> => {
    deps.noteVisit(uri, position.line);
    const known = await lookUp(deps, uri);
    const context = { triggerKind: InlineCompletionTriggerKind.Automatic };
    if (known) await deps.completion.visit(requestOf(known, { position, context }));
  };
}

const onAccepted = (id: number): Command => ({
  title: t("Suggestion accepted"),
  command: acceptedCommand,
  arguments: [id],
});

/** The id of the suggestion that the user accepted; undefined for other commands and arguments. */
export function acceptedId({ command, arguments: parameters }: ExecuteCommandParams): number | undefined {
  const id: unknown = parameters?.[0];
  return command === acceptedCommand && typeof id === "number" ? id : undefined;
}
