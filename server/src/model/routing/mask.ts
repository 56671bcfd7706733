/** Personal data and secrets of one request behind placeholders, and back where a placeholder stands for one value. Pure. */
import { type Span } from "../../documents/document";
import { type EmbedRequest, type GenerateRequest } from "../runtime";

export interface PrivateSpan extends Span {
  /** What it is, in the user's language: 電話番号. */
  readonly kind: string;
}

/** Personal data and secrets in a text; they may overlap. Undefined: it could not be looked through to the end. */
export type FindPrivate = (text: string) => readonly PrivateSpan[] | undefined;

export interface Masks {
  /** Places that were masked. */
  readonly count: number;
  /** From a placeholder to what it stands for. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Masked<R> extends Masks {
  readonly request: R;
}

/** Gives the same value the same placeholder in all texts of a request. */
class Masking {
  readonly #find: FindPrivate;
  /** All texts: a placeholder must not stand in one of them already. */
  readonly #all: string;
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  count = 0;
  complete = true;

  constructor(find: FindPrivate, all: readonly string[]) {
    this.#find = find;
    this.#all = all.join("\n");
  }

  readonly text = (text: string): string => this.pieces([text])[0] ?? "";

  /** Of pieces of one text: what a cut divides is masked as a whole, in the piece where it begins. */
  pieces(pieces: readonly string[]): readonly string[] {
    const text = pieces.join("");
    const found = this.#find(text);
    if (found === undefined) this.complete = false;
    const spans = joined(found ?? []);
    let start = 0;
    return pieces.map((piece) => {
      const end = start + piece.length;
      const masked = this.#piece(text, { start, end }, spans);
      start = end;
      return masked;
    });
  }

  #piece(text: string, { start, end }: Span, spans: readonly PrivateSpan[]): string {
    let masked = "";
    let at = start;
    for (const span of spans) {
      if (span.end <= start || span.start >= end) continue;
      masked += text.slice(at, Math.max(at, span.start));
      if (span.start >= start) masked += this.#placeholder(text.slice(span.start, span.end), span.kind);
      at = Math.min(end, span.end);
    }
    return masked + text.slice(at, end);
  }

  #placeholder(value: string, kind: string): string {
    this.count += 1;
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    let name: string;
    do {
      const number = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, number);
      name = `［${kind}${number}］`;
    } while (this.#all.includes(name));
    this.#names.set(value, name);
    return name;
  }

  /** A text that is compared with what the model says, or none where it would tell a value. */
  readonly stop = (text: string): readonly string[] =>
    this.text(text) === text && ![...this.#names.keys()].some((value) => value.includes(text)) ? [text] : [];

  masks(): Masks {
    return { count: this.count, values: new Map([...this.#names].map(([value, name]) => [name, value])) };
  }
}

/** The earliest and longest of overlapping ones, widened to all of them. */
function joined(spans: readonly PrivateSpan[]): readonly PrivateSpan[] {
  const result: PrivateSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return result.filter(({ start, end }) => end > start);
}

/** Undefined where a text could not be looked through: it must not go. Where it comes from is left out. */
export function maskRequest(
  request: GenerateRequest,
  find: FindPrivate,
): Masked<GenerateRequest> | undefined {
  const masking = new Masking(find, textsOf(request));
  const masked = withoutOrigin(maskedTexts(request, masking));
  const { stop } = request;
  const made = stop === undefined ? masked : { ...masked, stop: stop.flatMap(masking.stop) };
  return masking.complete ? { request: made, ...masking.masks() } : undefined;
}

export function maskEmbedding(
  { texts, priority }: EmbedRequest,
  find: FindPrivate,
): Masked<EmbedRequest> | undefined {
  const masking = new Masking(find, texts);
  const request = { texts: texts.map(masking.text), priority };
  return masking.complete ? { request, ...masking.masks() } : undefined;
}

function withoutOrigin({ origin: _, ...request }: GenerateRequest): GenerateRequest {
  return request;
}

function maskedTexts(request: GenerateRequest, masking: Masking): GenerateRequest {
  switch (request.kind) {
    case "chat":
      return {
        ...request,
        messages: request.messages.map(({ role, text }) => ({ role, text: masking.text(text) })),
      };
    case "completion":
      return { ...request, prompt: masking.text(request.prompt) };
    case "infill": {
      const { middle, files, repository, path } = request;
      const pieces = [request.prefix, middle ?? "", request.suffix];
      const [prefix = "", typed = "", suffix = ""] = masking.pieces(pieces);
      return {
        ...{ ...request, prefix, suffix },
        ...(middle === undefined ? {} : { middle: typed }),
        ...(files === undefined
          ? {}
          : {
              files: files.map((file) => ({ path: masking.text(file.path), text: masking.text(file.text) })),
            }),
        ...(repository === undefined ? {} : { repository: masking.text(repository) }),
        ...(path === undefined ? {} : { path: masking.text(path) }),
      };
    }
  }
}

/** Every text of a request that would be sent, in the order in which a model reads it. */
export function textsOf(request: GenerateRequest): readonly string[] {
  switch (request.kind) {
    case "chat":
      return request.messages.map(({ text }) => text);
    case "completion":
      return [request.prompt];
    case "infill": {
      const { files = [], repository, path, prefix, middle = "", suffix } = request;
      const names = [repository, path].filter((name) => name !== undefined);
      return [...names, ...files.flatMap((file) => [file.path, file.text]), prefix + middle, suffix];
    }
  }
}

/** Placeholders are no longer than this. */
const longest = 60;

export interface Unmasking {
  /** What of the text so far is certain. */
  push(text: string): string;
  /** The rest. */
  end(): string;
}

/** Puts the values back while an answer is written; what looks like a placeholder but is none stays. */
export function createUnmasking({ values }: Masks, encode: (value: string) => string): Unmasking {
  let held = "";
  const names = [...values.keys()];
  function replaced(text: string): string {
    return text.replace(/［[^［］]{1,58}］/gu, (name) => {
      const value = values.get(name);
      return value === undefined ? name : encode(value);
    });
  }
  /** A beginning of a placeholder stands at the end. */
  function opened(text: string): number {
    const at = text.lastIndexOf("［");
    if (at < 0 || text.length - at > longest) return -1;
    const tail = text.slice(at);
    return names.some((name) => name !== tail && name.startsWith(tail)) ? at : -1;
  }
  return {
    push(text) {
      const all = held + text;
      const at = opened(all);
      held = at < 0 ? "" : all.slice(at);
      return replaced(at < 0 ? all : all.slice(0, at));
    },
    end() {
      const rest = replaced(held);
      held = "";
      return rest;
    },
  };
}

/** As a part of a JSON string. */
export const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
