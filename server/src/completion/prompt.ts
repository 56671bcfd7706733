/** From a frame to what the model gets, and back from its words to text at the cursor. */
import { type CompletionRequest, type InfillRequest, type RuntimeInfo } from "../model/runtime";
import { type ContextPiece } from "./context/piece";
import { type Framed } from "./frames";
import { type Hole, toLf } from "./hole";

export interface Prompt {
  readonly request:
    | Pick<InfillRequest, "kind" | "prefix" | "suffix" | "middle" | "files" | "repository" | "path">
    | Pick<CompletionRequest, "kind" | "prompt">;
  /** White space before the cursor that the prompt leaves to the model; "" or one character. */
  readonly healed: string;
}

export interface Names {
  readonly repository: string;
  /** Of the document, as the model is to see it. */
  readonly path: string;
}

/**
 * A tokenizer joins the last space before a word to the word, so a prompt that ends in a space asks for a rare
 * continuation; that one character is left out and expected back. More is not taken away: the rest of the
 * indentation is the user's word on the block. `given`: what the model has said behind the cursor already.
 */
export function buildPrompt(
  { frame, middle }: Framed,
  hole: Hole,
  { info, names, given }: { readonly info: RuntimeInfo; readonly names: Names; readonly given: string },
): Prompt {
  const { suffix } = frame.window;
  const prefix = frame.head + frame.window.prefix;
  const typed = middle + given;
  const healed = /[ \t]$/.exec(typed === "" ? prefix : typed)?.[0] ?? "";
  const before = typed === "" ? prefix.slice(0, prefix.length - healed.length) : prefix;
  const behind = typed.slice(0, Math.max(0, typed.length - healed.length));
  if (info.completes === "continuation") {
    const files = filesAsText(frame.files, names.path, hole);
    return { request: { kind: "completion", prompt: files + before + behind }, healed };
  }
  const hasFiles = frame.files.length > 0;
  const marked = hasFiles && info.separatesFiles;
  return {
    request: {
      kind: "infill",
      prefix: hasFiles && !marked ? filesAsText(frame.files, names.path, hole) + before : before,
      suffix,
      ...(behind === "" ? {} : { middle: behind }),
      ...(marked ? { files: frame.files.map(({ path, text }) => ({ path, text })), ...names } : {}),
    },
    healed,
  };
}

/** For families that know no marks between files: each part under its path in a comment. */
function filesAsText(files: readonly ContextPiece[], path: string, { syntax }: Hole): string {
  if (files.length === 0) return "";
  const [mark] = syntax.lineComments;
  const [open, close] = syntax.blockComment ?? ["", ""];
  const header = (name: string) =>
    mark === undefined ? `${open} ${name} ${close}`.trim() : `${mark} ${name}`;
  const parts = files.map((file) => `${header(file.path)}\n${file.text}\n\n`);
  return `${parts.join("")}${header(path)}\n`;
}

/** The model's words as text at the cursor, with LF line breaks. */
export function textAtCursor(raw: string, healed: string): string {
  const text = toLf(raw);
  return healed !== "" && text.startsWith(healed) ? text.slice(healed.length) : text;
}
