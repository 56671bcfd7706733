/**
 * Kept prompts and answers as lines of a training set. `messages` with `role` and `content` is the conversational format
 * of TRL's SFTTrainer (and of OpenAI's fine-tuning files, Axolotl, LLaMA-Factory, Unsloth); `prompt` and `completion` is
 * TRL's prompt-completion format. Pure.
 */
import { tokenSets, type FimTokenSet } from "../model/fimFamilies";
import { type FindPrivate, type Masked, maskRequest } from "../model/routing/mask";
import { type ChatMessage, type GenerateRequest } from "../model/runtime";
import {
  type TrainingChoice,
  type TrainingKind,
  type TrainingObstacle,
  type TrainingRecord,
} from "../protocol";
import { longest, type Trace, type TracePart } from "./trace";

export interface TrainingPorts {
  /** Personal data and secrets; it finds nothing where nothing more is to be masked. */
  readonly find: FindPrivate;
  /** As a person saw it, masked, or wrote it anew. */
  readonly answer?: string;
}

export type Offer =
  | { readonly record: TrainingRecord; readonly line: string }
  | { readonly obstacle: TrainingObstacle }
  /** It is of the other kind, or there is nothing to learn from it. */
  | undefined;

/** What of a trace may be learnt, as it would be written. */
export function offerOf(id: string, trace: Trace, choice: TrainingChoice, ports: TrainingPorts): Offer {
  const content = contentOf(trace, choice.kind);
  if (content === undefined || ports.answer?.trim() === "") return undefined;
  const { mark, looked = false } = trace;
  if (!choice.marked && (mark !== undefined || !looked)) return { obstacle: "marked" };
  if ([content.answer, ...content.prompt.map(({ text }) => text)].some(({ length }) => length >= longest))
    return { obstacle: "cut" };
  const tokens = choice.kind === "completion" ? tokensOf(trace) : undefined;
  if (choice.kind === "completion" && (tokens === undefined || holdsTokens(content, tokens)))
    return { obstacle: "template" };
  const masked = maskedContent(content, ports);
  if (masked === undefined) return { obstacle: "unsearched" };
  const { task, time, model, uris, verdict } = trace;
  const record: TrainingRecord = {
    ...{ id, time, task, looked },
    ...(model === undefined ? {} : { model }),
    ...(uris[0] === undefined ? {} : { uri: uris[0] }),
    ...(verdict === undefined ? {} : { outcome: verdict.outcome }),
    ...(mark === undefined ? {} : { mark }),
    ...{ prompt: masked.prompt, answer: masked.answer, masked: masked.count },
  };
  return { record, line: tokens === undefined ? chatLine(masked) : completionLine(masked, tokens) };
}

interface Content {
  readonly prompt: readonly TracePart[];
  readonly answer: string;
}

const roles = new Set(["system", "user", "assistant"]);
const textOf = (parts: readonly TracePart[], wanted: string) =>
  parts.find(({ name }) => name === wanted)?.text ?? "";

function contentOf({ parts, answer, verdict }: Trace, kind: TrainingKind): Content | undefined {
  const said = verdict?.text ?? answer;
  if (said.trim() === "") return undefined;
  const isChat = parts.length > 0 && parts.every(({ name }) => roles.has(name));
  if (kind === "chat") return isChat ? { prompt: parts, answer: said } : undefined;
  // Of the suggestions that nobody took nothing is to be learnt.
  if (isChat || (verdict?.outcome !== "taken" && verdict?.outcome !== "edited")) return undefined;
  const prompt = ["before", "after"].map((name) => ({ name, text: textOf(parts, name) }));
  // What was written of the hole already stands behind the tokens, before the answer.
  return { prompt, answer: textOf(parts, "written") + said };
}

/** `qwen-coder psm`; own tokens of a model's settings are not known by such a name. */
function tokensOf({ template = "" }: Trace): FimTokenSet | undefined {
  const [family, order] = template.split(" ");
  return tokenSets.find((set) => set.family === family && set.order === order);
}

/** A trainer reads them as tokens wherever they stand. */
function holdsTokens({ prompt, answer }: Content, { prefix, suffix, middle, stop }: FimTokenSet): boolean {
  const marks = [prefix, suffix, ...(middle === undefined ? [] : [middle]), ...stop];
  return [answer, ...prompt.map(({ text }) => text)].some((text) =>
    marks.some((mark) => text.includes(mark)),
  );
}

type MaskedContent = Content & { readonly count: number };

/** What a person wrote is looked through as well. Undefined where a text could not be searched to its end. */
function maskedContent(content: Content, { find, answer }: TrainingPorts): MaskedContent | undefined {
  const first = maskOnce(content, find);
  if (first === undefined || answer === undefined || answer === first.answer) return first;
  const second = maskOnce({ prompt: first.prompt, answer }, besidePlaceholders(find));
  return second && { ...second, count: first.count + second.count };
}

/** A placeholder behind 「住所：」 is no address. */
const besidePlaceholders =
  (find: FindPrivate): FindPrivate =>
  (text) =>
    find(text)?.filter(({ start, end }) => !/^［[^［］]{1,58}］$/u.test(text.slice(start, end).trim()));

function maskOnce({ prompt, answer }: Content, find: FindPrivate): MaskedContent | undefined {
  const names = prompt.map(({ name }) => name);
  const named = (texts: readonly string[]) => texts.map((text, at) => ({ name: names[at] ?? "", text }));
  const masked: Masked<GenerateRequest> | undefined = maskRequest(asRequest(prompt, answer), find);
  if (masked === undefined) return undefined;
  const { request, count } = masked;
  if (request.kind === "infill") {
    const { prefix, suffix, middle = "" } = request;
    return { prompt: named([prefix, suffix]), answer: middle, count };
  }
  const texts = request.kind === "chat" ? request.messages.map(({ text }) => text) : [];
  return { prompt: named(texts.slice(0, -1)), answer: texts.at(-1) ?? "", count };
}

/** Masked as what is sent to a server: the same value has the same placeholder in prompt and answer. */
function asRequest(prompt: readonly TracePart[], answer: string): GenerateRequest {
  const options = { priority: "batch", maxTokens: 1 } as const;
  if (prompt[0]?.name === "before")
    return {
      ...{ ...options, kind: "infill", middle: answer },
      ...{ prefix: textOf(prompt, "before"), suffix: textOf(prompt, "after") },
    };
  const messages = [...prompt, { name: "assistant", text: answer }].map(({ name, text }): ChatMessage => ({
    role: name === "system" || name === "assistant" ? name : "user",
    text,
  }));
  return { ...options, kind: "chat", messages };
}

function chatLine({ prompt, answer }: Content): string {
  const messages = [...prompt, { name: "assistant", text: answer }].map(({ name, text }) => ({
    role: name,
    content: text,
  }));
  return JSON.stringify({ messages });
}

/** The hole as the engine shows it to the model, without other files. */
function completionLine({ prompt, answer }: Content, { order, middle = "", ...tokens }: FimTokenSet): string {
  const before = tokens.prefix + textOf(prompt, "before");
  const after = tokens.suffix + textOf(prompt, "after");
  const hole = order === "psm" ? before + after : after + before;
  return JSON.stringify({ prompt: hole + middle, completion: answer });
}

/** What people approved of first, what they refused last; the newest first among equals. */
const ranks: Readonly<Record<NonNullable<TrainingRecord["outcome"]> | "none", number>> = {
  ...{ edited: 0, good: 1, taken: 2, none: 3, bad: 4 },
};
export const bestFirst = (a: TrainingRecord, b: TrainingRecord): number =>
  ranks[a.outcome ?? "none"] - ranks[b.outcome ?? "none"] || b.time - a.time;
