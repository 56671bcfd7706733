/**
 * What the model reads of other files: the definitions of what the code at the cursor uses, where the user
 * wrote and looked lately, and what has the same words. All of it stands before the document in the prompt, so
 * a change here has the engine evaluate everything again. That is why a choice stays while the user types on
 * and is made anew only for a reason.
 */
import { type ContextSource } from "../../protocol";
import { type Delay, passed, untilAborted } from "../waiting";
import { type Candidate, choosePieces } from "./choose";
import { createDefinitionPlaces, type DefinitionPlaces, type DefinitionPorts } from "./definitionPlaces";
import {
  current,
  definitionCandidates,
  type GatherPorts,
  type Place,
  type ReadLines,
  recentCandidates,
  similarCandidates,
} from "./gather";
import { type ContextPiece } from "./piece";
import { createRecentPlaces } from "./recent";
import { type SimilarChunk, type SimilarQuery } from "./similar";
import { linesOf } from "./words";
import { type Count } from "./window";

export interface ContextPorts extends DefinitionPorts {
  /** Text of a file now: the open document or from disk; undefined when it cannot be read or is excluded. */
  text(uri: string, signal: AbortSignal): Promise<string | undefined>;
  /** The index of the workspace's code. */
  similar(query: SimilarQuery): readonly SimilarChunk[];
  /** As the model sees it: relative to the workspace folder, with `/`. */
  pathOf(uri: string): string;
  /** The file is in a folder of the workspace. */
  own(uri: string): boolean;
  /** Files that must not be read for completion. */
  excluded(uri: string): boolean;
  readonly delay: Delay;
}

export interface ContextOptions {
  /** All of them unless a bench measures what each one buys. */
  readonly sources?: ReadonlySet<ContextSource>;
  /** Milliseconds; what is not there by then is left out. */
  readonly patience?: number;
}

export interface PiecesRequest extends Place {
  /** Tokens of the model; 0: no context is wanted. */
  readonly budget: number;
  /** The document's own text as the model sees it, with LF line breaks. */
  readonly window: string;
  readonly count: Count;
  /** Choose anew although the user types on: there is time to evaluate the prompt. */
  readonly renew?: boolean;
}

export interface ContextSources {
  /** `line` from 0. All URIs are canonical. */
  noteEdit(uri: string, line: number): void;
  noteVisit(uri: string, line: number): void;
  noteCopy(uri: string, lines: ContextPiece["lines"]): void;
  /** The file is gone. */
  forget(uri: string): void;
  /** Pieces for a place in a document, in the order of the prompt. Never rejects but with the signal's reason. */
  pieces(request: PiecesRequest, signal: AbortSignal): Promise<readonly ContextPiece[]>;
}

const everySource: ReadonlySet<ContextSource> = new Set([
  "definition",
  "copied",
  "edited",
  "visited",
  "similar",
]);
const onlyDefinitions: ReadonlySet<ContextSource> = new Set(["definition"]);
const defaultPatience = 80;
/** Lines the cursor moves before what is chosen for one place no longer serves the other. */
const near = 32;
/** Milliseconds without a request: long enough that a cold prompt is not felt as one more key. */
const pause = 3000;
/** Documents whose choice is remembered. */
const mostChoices = 64;

interface Choice {
  readonly pieces: readonly ContextPiece[];
  readonly line: number;
  readonly budget: number;
  /** `notes` then. */
  readonly note: number;
  /** When pieces were asked for last. */
  readonly asked: number;
}

/** What a request looks for: everything, only definitions to add to what is there, or nothing. */
type Search = "all" | "definitions" | "nothing";

export const createContextSources = (ports: ContextPorts, options: ContextOptions = {}): ContextSources =>
  new OtherFiles(ports, options);

class OtherFiles implements ContextSources {
  readonly #ports: ContextPorts;
  readonly #sources: ReadonlySet<ContextSource>;
  readonly #patience: number;
  readonly #recent = createRecentPlaces();
  readonly #definitions: DefinitionPlaces;
  readonly #choices = new Map<string, Choice>();
  /** When each file was edited, visited or copied from last, in notes. */
  readonly #noted = new Map<string, number>();
  #notes = 0;

  constructor(ports: ContextPorts, { sources = everySource, patience = defaultPatience }: ContextOptions) {
    this.#ports = ports;
    this.#sources = sources;
    this.#patience = patience;
    this.#definitions = createDefinitionPlaces(ports);
  }

  noteEdit(uri: string, line: number): void {
    this.#definitions.forget(uri);
    this.#recent.noteEdit(uri, line, this.#ports.now());
    this.#noted.set(uri, ++this.#notes);
  }

  noteVisit(uri: string, line: number): void {
    this.#recent.noteVisit(uri, line, this.#ports.now());
    this.#noted.set(uri, ++this.#notes);
  }

  noteCopy(uri: string, lines: ContextPiece["lines"]): void {
    this.#recent.noteCopy(uri, lines, this.#ports.now());
    this.#noted.set(uri, ++this.#notes);
  }

  forget(uri: string): void {
    this.#recent.forget(uri);
    this.#definitions.forget(uri);
    this.#choices.delete(uri);
    this.#noted.delete(uri);
  }

  async pieces(request: PiecesRequest, signal: AbortSignal): Promise<readonly ContextPiece[]> {
    signal.throwIfAborted();
    const { uri, budget, text, offset } = request;
    if (budget <= 0) return [];
    const choice = this.#choices.get(uri);
    const line = lineAt(text, offset);
    const search = this.#searchFor(request, line, choice);
    const note = this.#notes;
    try {
      const pieces = await this.#chosenBy(search, request, signal);
      const since = search === "all" || choice === undefined ? { line, note } : choice;
      this.#remember(uri, { ...since, pieces, budget, asked: this.#ports.now() });
      return pieces;
    } catch (error) {
      signal.throwIfAborted();
      this.#ports.onError?.(error);
      return [];
    }
  }

  #searchFor({ uri, budget, renew }: PiecesRequest, line: number, choice: Choice | undefined): Search {
    if (choice === undefined || renew === true || choice.budget !== budget) return "all";
    const elsewhere = [...this.#noted].some(([other, at]) => other !== uri && at > choice.note);
    if (elsewhere || Math.abs(choice.line - line) > near) return "all";
    return this.#ports.now() - choice.asked >= pause ? "definitions" : "nothing";
  }

  #remember(uri: string, choice: Choice): void {
    this.#choices.delete(uri);
    this.#choices.set(uri, choice);
    if (this.#choices.size > mostChoices) this.#choices.delete(this.#choices.keys().next().value ?? "");
  }

  async #chosenBy(
    search: Search,
    request: PiecesRequest,
    signal: AbortSignal,
  ): Promise<readonly ContextPiece[]> {
    const { excluded } = this.#ports;
    const choice = this.#choices.get(request.uri);
    // With more room the whole prompt is made anew, and what was cut to fit need not stay so short.
    const had = choice === undefined || choice.budget < request.budget ? [] : choice.pieces;
    if (search === "nothing") return had.filter(({ uri }) => !excluded(uri));
    const wanted = search === "all" ? everySource : onlyDefinitions;
    const found = await this.#gathered(request, { wanted, had }, signal);
    signal.throwIfAborted();
    const { budget, window, count } = request;
    return choosePieces({ ...found, budget, window, count, excluded }, signal);
  }

  /** Everything that is there before patience ends. */
  async #gathered(
    request: PiecesRequest,
    { wanted, had }: { readonly wanted: ReadonlySet<ContextSource>; readonly had: readonly ContextPiece[] },
    signal: AbortSignal,
  ) {
    const { delay, pathOf, own, similar, excluded } = this.#ports;
    const enough = new AbortController();
    const until = AbortSignal.any([signal, enough.signal]);
    void passed(this.#patience, delay, until).then(() => enough.abort());
    const lines = reader(this.#ports, until);
    const from: GatherPorts = { lines, pathOf, own };
    const has = (source: ContextSource) => wanted.has(source) && this.#sources.has(source);
    const places = this.#recent
      .list(this.#ports.now())
      .filter(({ source, uri }) => has(source) && !excluded(uri));
    const find = (source: ContextSource, work: () => Promise<readonly Candidate[]>) =>
      has(source) ? this.#inTime(work(), until) : Promise.resolve(undefined);
    const [previous, ...found] = await Promise.all([
      this.#inTime(Promise.all(had.map((piece) => current(piece, lines))), until),
      find("definition", () => definitionCandidates(request, this.#definitions, from)),
      this.#inTime(recentCandidates(request, places, from), until),
      find("similar", async () => similarCandidates(request, similar, from)),
    ]);
    enough.abort();
    return {
      // Unread in time, they stay: to lose them would cost more than to show a line that has changed.
      previous: (previous ?? had).filter((piece) => piece !== undefined),
      candidates: found.flatMap((each) => each ?? []),
    };
  }

  /** Undefined for what failed or came too late. */
  #inTime<T>(work: Promise<T>, until: AbortSignal): Promise<T | undefined> {
    const safe = work.catch((error: unknown) => {
      if (!until.aborted) this.#ports.onError?.(error);
      return undefined;
    });
    return untilAborted(safe, until);
  }
}

/** Reads each file once for a choice, and none that is excluded. */
function reader(ports: ContextPorts, signal: AbortSignal): ReadLines {
  const known = new Map<string, Promise<readonly string[] | undefined>>();
  return (uri) => {
    const reading =
      known.get(uri) ??
      (ports.excluded(uri)
        ? Promise.resolve(undefined)
        : ports.text(uri, signal).then((text) => (text === undefined ? undefined : linesOf(text))));
    known.set(uri, reading);
    return reading;
  };
}

/** From 0. Counted without dividing a large document into lines with every key. */
function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
