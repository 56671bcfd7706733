/** What the editor's chat says, as the server is told it. The editor's classes come in, so that this knows no editor. */
import { type ChatPart, type ChatTurn } from "../../../server/src/protocol";

interface Call {
  readonly callId: string;
  readonly name: string;
  readonly input: object;
}
interface Result {
  readonly callId: string;
  readonly content: readonly unknown[];
}

/** Which of the editor's kinds a part is. */
export interface PartKinds {
  isText(part: unknown): part is { readonly value: string };
  isCall(part: unknown): part is Call;
  isResult(part: unknown): part is Result;
  isPrompt(part: unknown): part is { readonly value: unknown };
}

/** Of `LanguageModelChatMessageRole`; the third is not in the API of the oldest editor. */
const roles = { 1: "user", 2: "assistant", 3: "system" } as const;

export interface Message {
  readonly role: number;
  readonly content: readonly unknown[];
}

export function turnOf({ role, content }: Message, kinds: PartKinds): ChatTurn {
  const known = role === 2 || role === 3 ? roles[role] : roles[1];
  return { role: known, parts: content.flatMap((part) => partOf(part, kinds) ?? []) };
}

function partOf(part: unknown, kinds: PartKinds): ChatPart | undefined {
  if (kinds.isText(part)) return { kind: "text", text: part.value };
  if (kinds.isCall(part)) return { kind: "call", id: part.callId, tool: part.name, input: part.input };
  if (kinds.isResult(part)) {
    const text = part.content.map((one) => textOf(one, kinds)).join("\n");
    return { kind: "result", id: part.callId, text };
  }
  const data = dataText(part);
  return data === undefined ? undefined : { kind: "text", text: data };
}

function textOf(part: unknown, kinds: PartKinds): string {
  if (kinds.isText(part)) return part.value;
  if (kinds.isPrompt(part)) return promptText(part.value);
  return dataText(part) ?? "";
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Text that came as bytes; of anything else that comes so, that it was left out. */
function dataText(part: unknown): string | undefined {
  if (!isFields(part)) return undefined;
  const { mimeType, data } = part;
  if (typeof mimeType !== "string" || !(data instanceof Uint8Array)) return undefined;
  if (/^(?:text\/|application\/json\b)/i.test(mimeType)) return new TextDecoder().decode(data);
  return `[left out, not text: ${mimeType}]`;
}

const deepest = 200;

/** The words of a tree that the editor's own tools answer (`@vscode/prompt-tsx`), a line where it breaks one. */
function promptText(tree: unknown): string {
  const lines: string[] = [];
  const visit = (node: unknown, depth: number): void => {
    if (!isFields(node) || depth > deepest) return;
    const { text, children, node: root, lineBreakBefore } = node;
    const breaks = lines.length > 0 && Boolean(lineBreakBefore);
    if (typeof text === "string") lines.push(breaks ? `\n${text}` : text);
    if (root !== undefined) visit(root, depth + 1);
    if (Array.isArray(children)) children.forEach((child: unknown) => visit(child, depth + 1));
  };
  visit(tree, 0);
  return typeof tree === "string" ? tree : lines.join("");
}
