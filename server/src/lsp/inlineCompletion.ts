/**
 * Ghost text between the editor's terms and the feature's. It is offered only while a model that can complete
 * is ready: no model, no requests, no noise.
 */
import {
  type Disposable,
  type DocumentSelector,
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { type Completion, type InlineRequest } from "../completion/handler";
import { canEncode } from "../documents/charset";
import { type CompletionSettings } from "../protocol";

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
  readonly completion: Completion;
  open(uri: string): TextDocument | undefined;
  settings(uri: string): Promise<CompletionSettings>;
  /** The encoding the file is saved in; undefined when nobody knows. */
  encoding(uri: string): Promise<string | undefined>;
}

function requestOf(
  document: TextDocument,
  { position, context }: InlineCompletionParams,
  settings: CompletionSettings,
  encoding: string | undefined,
): InlineRequest {
  const selected = context.selectedCompletionInfo;
  return {
    uri: document.uri,
    languageId: document.languageId,
    text: document.getText(),
    offset: document.offsetAt(position),
    version: document.version,
    explicit: context.triggerKind === InlineCompletionTriggerKind.Invoked,
    settings,
    ...(encoding === undefined ? {} : { encodable: canEncode(encoding) }),
    ...(selected === undefined
      ? {}
      : {
          selected: {
            text: selected.text,
            range: {
              start: document.offsetAt(selected.range.start),
              end: document.offsetAt(selected.range.end),
            },
          },
        }),
  };
}

export function createInlineCompletion(deps: InlineCompletionDeps) {
  return async (params: InlineCompletionParams, signal: AbortSignal): Promise<InlineCompletionItem[]> => {
    const { uri } = params.textDocument;
    const [settings, encoding] = await Promise.all([deps.settings(uri), deps.encoding(uri)]);
    signal.throwIfAborted();
    // Looked up after the waits: the text must be the one the answer is for.
    const document = deps.open(uri);
    if (!document) return [];
    const items = await deps.completion.complete(requestOf(document, params, settings, encoding), signal);
    return items.map(({ text, range }) => ({
      insertText: text,
      range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
    }));
  };
}
