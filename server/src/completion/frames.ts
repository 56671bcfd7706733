/**
 * What stays the same in the prompts of a document while the user works in one place: parts of other files, the
 * document's top, the windows around the anchor. Only a change of place makes a new frame, because the engine has to evaluate
 * all of it.
 */
import { type ModelRuntime } from "../model/runtime";
import { type CompletionSettings } from "../protocol";
import { type Anchor, anchorAt, middleOf } from "./context/anchor";
import { headOf, headRoom } from "./context/head";
import { type ContextPiece } from "./context/piece";
import { type Count, type TextWindow, windowAround } from "./context/window";
import { type Hole } from "./hole";
import { createSmallFrames, type Pace } from "./smallFrame";
import { type Budget } from "./speed";

export interface Frame {
  readonly anchor: Anchor;
  readonly window: TextWindow;
  readonly files: readonly ContextPiece[];
  /** The document's first lines, where the window begins further down; stands before it. */
  readonly head: string;
  readonly fingerprint: string;
  /** It stands in for one that would have taken too long. */
  readonly small?: true;
}

export interface Framed {
  readonly frame: Frame;
  /** Between the anchor and the cursor. */
  readonly middle: string;
}

export interface FrameRequest {
  readonly uri: string;
  readonly hole: Hole;
  /** A frame made under another fingerprint does not serve. */
  readonly fingerprint: string;
  readonly runtime: ModelRuntime;
  readonly settings: CompletionSettings;
  readonly count: Count;
}

/** Parts of other files for a document, at most `budget` tokens of them. */
export type Gather = (
  request: FrameRequest,
  budget: number,
  window: string,
  signal: AbortSignal,
) => Promise<readonly ContextPiece[]>;

export interface FramesPorts {
  budget(runtime: ModelRuntime, settings: CompletionSettings): Budget;
  gather: Gather;
  /** False: every prompt ends at the cursor. Only a bench has a reason to. */
  readonly anchored: boolean;
  /** How slow a machine is that needs small frames; undefined, or absent: frames are whole. */
  pace?(runtime: ModelRuntime): Pace | undefined;
}

export interface Frames {
  /** Rejects with the signal's reason, or as the model's counting does. */
  of(request: FrameRequest, signal: AbortSignal): Promise<Framed>;
  /** The same, small only where the user goes on with one that was begun small. */
  whole(request: FrameRequest, signal: AbortSignal): Promise<Framed>;
  /** A fresh and whole frame for the place, whatever serves now; for moments in which nobody waits. */
  renew(request: FrameRequest, signal: AbortSignal): Promise<Framed>;
  /** The user looks at this document: another one's next prompt reads other files anew. */
  leaveFor(uri: string): void;
  /** The frame of the last prompt for a document. */
  last(uri: string): Frame | undefined;
}

/** Documents whose frames are remembered. */
const capacity = 16;

export function createFrames({ budget, gather, anchored, pace }: FramesPorts): Frames {
  const frames = new Map<string, Frame>();
  const small = createSmallFrames({ budget, ...(pace && { pace }) });
  /** The document whose prompt the engine holds now. */
  let current: string | undefined;
  const inTurn = createTurn();

  function before({ uri, fingerprint }: FrameRequest): Frame | undefined {
    const frame = frames.get(uri);
    return frame?.fingerprint === fingerprint ? frame : undefined;
  }
  const known = (request: FrameRequest) => (request.uri === current ? before(request) : undefined);

  async function renew(request: FrameRequest, signal: AbortSignal): Promise<Framed> {
    const { uri, hole, runtime, settings, count, fingerprint } = request;
    const last = before(request);
    const sizes = budget(runtime, settings);
    const anchor = anchored ? anchorAt(hole, sizes.middle) : { prefix: hole.prefix, suffix: hole.suffix };
    const { window, head } = await ownText({ anchor, sizes, last }, hole, count);
    signal.throwIfAborted();
    // While the window's start stays, other files do: they stand in front of it.
    const stays = uri === current && last?.window.from === window.from;
    const around = `${head}${window.prefix}${window.suffix}`;
    const files =
      stays && last !== undefined ? last.files : await gather(request, sizes.context, around, signal);
    signal.throwIfAborted();
    const frame: Frame = { anchor, window, files, head, fingerprint };
    frames.delete(uri);
    frames.set(uri, frame);
    current = uri;
    const [oldest] = frames.keys();
    if (frames.size > capacity && oldest !== undefined) frames.delete(oldest);
    return { frame, middle: hole.prefix.slice(anchor.prefix.length) };
  }

  async function whole(request: FrameRequest, signal: AbortSignal): Promise<Framed> {
    const frame = known(request);
    const most = budget(request.runtime, request.settings).middle;
    const middle = frame && middleOf(frame.anchor, request.hole, most);
    return frame === undefined || middle === undefined ? renew(request, signal) : { frame, middle };
  }

  async function of(request: FrameRequest, signal: AbortSignal): Promise<Framed> {
    const last = small.last(request.uri) ?? frames.get(request.uri);
    const framed = await whole(request, signal);
    return anchored ? small.instead(framed, last, request) : framed;
  }

  return {
    of: inTurn(of),
    whole: inTurn(async (request, signal) => small.begun(await whole(request, signal), request)),
    renew: inTurn(renew),
    leaveFor: (uri) => {
      if (uri !== current) current = undefined;
    },
    last: (uri) => small.last(uri) ?? frames.get(uri),
  };
}

type Make = Frames["of"];

/** One after the other: two requests for one place get one frame. */
function createTurn(): (make: Make) => Make {
  let turn: Promise<unknown> = Promise.resolve();
  return (make) => (request, signal) => {
    const made = turn.then(() => {
      signal.throwIfAborted();
      return make(request, signal);
    });
    turn = made.catch(() => undefined);
    return made;
  };
}

interface Place {
  readonly anchor: Anchor;
  readonly sizes: Budget;
  readonly last: Frame | undefined;
}

/** Of the document itself. Its top stays as it was while the window's start stays, for it stands in front of it. */
async function ownText({ anchor, sizes, last }: Place, { syntax }: Hole, count: Count) {
  const whole = await windowAround(anchor, sizes, count, last?.window);
  if (whole.from === 0) return { window: whole, head: "" };
  const room = headRoom(sizes.prefix);
  const less = { ...sizes, prefix: sizes.prefix - room };
  const window = await windowAround(anchor, less, count, last?.window);
  const stays = last?.window.from === window.from;
  const head = stays ? last.head : await headOf(anchor.prefix.slice(0, window.from), syntax, room, count);
  return { window, head };
}
