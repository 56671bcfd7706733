/**
 * The peer while somebody types: llama-server, driven with the request pattern of the llama.vscode extension
 * (v0.0.63), in our own words. One question at a time; a running one is never called off, the next waits for
 * it in steps of 150 ms; what follows a shown suggestion is asked for ahead.
 */
import {
  type Answer,
  type Completer,
  gone,
  type Side,
  silent,
  type View,
  type Work,
} from "../typing/completer";
import { createStopwatch, processSeconds } from "../typing/cpu";
import { linesOf, type DocumentLines } from "../typing/documentLines";
import { askInfill, type InfillAnswer, type InfillQuestion } from "../typing/infill";
import { createPeerCache, type PeerPlace } from "../typing/peerCache";
import { cutToPlace, isRepetition, withoutBlankEnd, withoutIndentation } from "../typing/peerFilters";
import { createPeerRing, ringPeriod, windowLines } from "../typing/peerRing";
import { seeded } from "../typing/random";
import { createTally } from "../typing/peerTally";
import { type ServerProcess, startServer } from "./llamaServer";

export interface LlamaVscodeOptions {
  readonly bin: string;
  readonly model: string;
  readonly threads: number;
  /** The extension's own default: 128. */
  readonly maxTokens: number;
}

/** The flags that its documentation names for a small model on the CPU; the rest is the server's default. */
function flagsOf({ model, threads }: LlamaVscodeOptions): readonly string[] {
  const values = {
    "-m": model,
    "-ub": 512,
    "-b": 512,
    "--ctx-size": 0,
    "--cache-reuse": 256,
    "-t": threads,
    "-tb": threads,
  };
  const flags = Object.entries(values).flatMap(([key, value]) => [key, String(value)]);
  return [...flags, "--no-webui", "--offline"];
}

export const startPeerServer = (options: LlamaVscodeOptions): Promise<ServerProcess> =>
  startServer(options.bin, flagsOf(options));

export function llamaVscode(name: string, options: LlamaVscodeOptions): Side {
  return {
    name,
    async start() {
      const server = await startPeerServer(options);
      const seconds = createStopwatch(async () => (await processSeconds(server.pid)) ?? NaN);
      const pattern = createPattern({
        ask: (question) => askInfill(server.url, question),
        now: () => performance.now(),
        delay: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        maxTokens: options.maxTokens,
      });
      const period = setInterval(pattern.tick, ringPeriod);
      return {
        ...pattern,
        work: async () => pattern.work(await seconds()),
        stop: async () => {
          clearInterval(period);
          await server.stop();
        },
      };
    },
  };
}

export interface PatternPorts {
  ask(question: InfillQuestion): Promise<InfillAnswer>;
  /** Milliseconds. */
  now(): number;
  delay(milliseconds: number): Promise<void>;
  readonly maxTokens: number;
}

export interface Pattern extends Omit<Completer, "work" | "stop"> {
  /** Once a second. */
  tick(): void;
  work(cpu: number): Work;
}

interface Shown {
  readonly document: DocumentLines;
  readonly place: PeerPlace;
  readonly lines: readonly string[];
}

const pollMs = 150;
/** More characters than this behind the cursor: no question while typing. */
const longestRest = 8;

export function createPattern({ ask, now, delay, maxTokens }: PatternPorts): Pattern {
  const cache = createPeerCache();
  const ring = createPeerRing(seeded(1), now);
  const tally = createTally(ask);
  let busy = false;
  let lastQuestion = -Infinity;

  const questionOf = (place: PeerPlace, indent: number): InfillQuestion => ({
    ...place,
    chunks: ring.chunks(),
    indent,
    maxTokens,
  });

  /** What would come after this suggestion is accepted, whole or its first line. */
  async function ahead(place: PeerPlace, lines: readonly string[]): Promise<void> {
    const next = placeAfter(place, lines);
    if (!cache.has(next)) {
      const indent = place.prompt.length - place.prompt.trimStart().length;
      const { content } = await tally.ask(questionOf(next, indent), () => true);
      if (content.trim() !== "") cache.put(next, withoutBlankEnd(content.split(/\r?\n/)).join("\n"));
    }
    const [first = "", ...rest] = lines;
    if (rest.length === 0) return;
    const { inputPrefix, inputSuffix, prompt } = place;
    const below = { inputPrefix: `${inputPrefix}${prompt}${first}\n`, inputSuffix, prompt: "" };
    if (!cache.has(below)) cache.put(below, rest.join("\n"));
  }

  /** The suggestion is on its way to the editor; this is no part of it. */
  async function afterShown(
    view: View,
    { document, place, lines }: Shown,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) return;
    if (document.after.trim() === "") await tally.background(ahead(place, lines));
    if (!signal.aborted) ring.pickBeyondWindow(view);
  }

  async function answer(view: View, document: DocumentLines, signal: AbortSignal): Promise<Answer> {
    const { place, dropped } = placeOf(document);
    const known = cache.find(place);
    if (known === undefined && signal.aborted) return gone;
    const indent = lineIndent(document);
    const text = known ?? (await tally.ask(questionOf(place, indent), () => !signal.aborted)).content;
    if (text.trim() === "") return { kind: "worked" };
    const lines = withoutBlankEnd(text.split(/\r?\n/));
    if (isRepetition(lines, document)) return { kind: "worked" };
    const cut = cutToPlace(lines, document.after);
    if (known === undefined) cache.put(place, cut);
    void delay(0).then(() => afterShown(view, { document, place, lines }, signal));
    const { offset } = view;
    const shown = withoutIndentation(cut, dropped);
    return {
      kind: "worked",
      ...(shown !== "" && { suggestion: { text: shown, start: offset, end: offset } }),
    };
  }

  async function complete(view: View, signal: AbortSignal): Promise<Answer> {
    while (busy) {
      await delay(pollMs);
      if (signal.aborted) return gone;
    }
    busy = true;
    lastQuestion = now();
    try {
      const document = linesOf(view);
      return document.after.length > longestRest ? silent : await answer(view, document, signal);
    } finally {
      busy = false;
    }
  }

  return {
    // The extension looks at the editor that is active when the event comes, twice: that is the new one.
    opened: (view) => [1, 2].forEach(() => ring.pickAroundCursor(view, false)),
    saved: (view) => void delay(1000).then(() => ring.pickAroundCursor(view, false)),
    complete,
    tick() {
      const chunks = ring.advance(lastQuestion);
      if (chunks === undefined) return;
      const empty = { inputPrefix: "", inputSuffix: "", prompt: "" };
      void tally.background(tally.ask({ ...empty, chunks, indent: 0, maxTokens: 0 }, () => true));
    },
    idle: tally.idle,
    work: tally.work,
  };
}

const lineIndent = ({ lines, line }: DocumentLines) => {
  const text = lines[line] ?? "";
  return text.length - text.trimStart().length;
};

function placeOf({ lines, line, before, after }: DocumentLines) {
  const above = lines.slice(Math.max(0, line - windowLines.prefix), line);
  const below = lines.slice(line + 1, line + 1 + windowLines.suffix);
  const blank = /^[ \t]*$/.test(before);
  const place: PeerPlace = {
    inputPrefix: `${above.join("\n")}\n`,
    inputSuffix: `${after}\n${below.join("\n")}\n`,
    prompt: blank ? "" : before,
  };
  return { place, dropped: blank ? before.length : 0 };
}

function placeAfter({ inputPrefix, inputSuffix, prompt }: PeerPlace, lines: readonly string[]): PeerPlace {
  const last = lines.at(-1) ?? "";
  if (lines.length < 2) return { inputPrefix, inputSuffix, prompt: prompt + last };
  const above = `${inputPrefix}${prompt}${lines.slice(0, -1).join("\n")}`.split(/\r?\n/);
  return { inputPrefix: `${above.slice(-windowLines.prefix).join("\n")}\n`, inputSuffix, prompt: last };
}
