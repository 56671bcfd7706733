/**
 * A prompt that would take longer to evaluate than anybody waits is begun small: the nearest lines first, and
 * all of it when the user stops. Only where a machine is so slow that even the least prompt takes that long.
 */
import { headRoom } from "./context/head";
import { type ContextPiece } from "./context/piece";
import { growth, type TextWindow, windowAround } from "./context/window";
import { type Frame, type Framed, type FrameRequest, type FramesPorts } from "./frames";
import { type Held } from "./held";
import { type Budget } from "./speed";

export interface Pace {
  /** Tokens a second. */
  readonly rate: number;
  /** Of the model whose speed this is. */
  readonly held: Held;
}

export interface SmallFrames {
  /** Of a whole frame and what the last prompt for the document was made of: what serves now. */
  instead(framed: Framed, last: Frame | undefined, request: FrameRequest): Promise<Framed>;
  /** The small frame of this place, where the user has begun with one; else the whole one. */
  begun(framed: Framed, request: FrameRequest): Framed;
  /** The document's last frame, if it was small. */
  last(uri: string): Frame | undefined;
}

interface SmallRequest extends Pick<FrameRequest, "count"> {
  readonly whole: Frame;
  readonly last: Frame | undefined;
  readonly pace: Pace;
  /** What a frame may have at the most. */
  readonly most: Budget;
}

/** Milliseconds that are waited for a whole prompt. */
const longest = 5000;
/** Milliseconds in which a small prompt is evaluated. */
const quick = 2500;
/** Tokens of a small prompt, however slow the machine: a few lines on each side. */
const fewest = 64;
/** Milliseconds that a whole prompt may come later than a small one. */
const worth = 1000;
const ofPrefix = 0.75;

/** All that is evaluated of a frame, in the order of the prompt. */
export function textOf({ files, head, window }: Pick<Frame, "files" | "head" | "window">): string {
  const others = files.map(({ path, text }) => `${path}\n${text}\n`);
  return `${others.join("")}${head}${window.prefix}\0${window.suffix}`;
}

const millisecondsTo = (frame: Frame, { rate, held }: Pace): number =>
  (held.missing(textOf(frame)) * 1000) / rate;

export function createSmallFrames({
  budget,
  pace: paceOf,
}: Pick<FramesPorts, "budget" | "pace">): SmallFrames {
  /** One: of the document that the user is in. */
  let current: { readonly uri: string; readonly frame: Frame } | undefined;
  const last = (uri: string) => (current?.uri === uri ? current.frame : undefined);
  const begunFor = (whole: Frame, uri: string) => {
    const small = last(uri);
    return small?.anchor === whole.anchor ? small : undefined;
  };
  return {
    last,
    begun: (framed, { uri }) => ({ ...framed, frame: begunFor(framed.frame, uri) ?? framed.frame }),
    async instead(framed, before, { uri, runtime, settings, count }) {
      const { frame: whole } = framed;
      const begun = begunFor(whole, uri);
      const pace = paceOf?.(runtime);
      if (pace === undefined || isQuickEnough(whole, begun, pace)) {
        current = undefined;
        return framed;
      }
      const most = budget(runtime, settings);
      const small = begun ?? (await smallFrame({ whole, last: before, pace, most, count }));
      current = small && { uri, frame: small };
      return small === undefined ? framed : { ...framed, frame: small };
    },
  };
}

/** `small`: the one that was begun in place of the whole frame. */
function isQuickEnough(whole: Frame, small: Frame | undefined, pace: Pace): boolean {
  const most = small === undefined ? longest : millisecondsTo(small, pace) + worth;
  return millisecondsTo(whole, pace) <= most;
}

/** Undefined where it would be hardly smaller. */
async function smallFrame(request: SmallRequest): Promise<Frame | undefined> {
  const { whole, last, pace } = request;
  const { anchor, fingerprint } = whole;
  const room = Math.max(fewest, (pace.rate * quick) / 1000);
  const kept = last && isPartOf(last, whole) ? await keptWindow(request, last, room) : undefined;
  const window = kept ?? (await freshWindow(request, room));
  const files = kept && last ? last.files : heldFiles(whole.files, pace.held);
  const head = kept && last ? last.head : "";
  const small: Frame = { anchor, window, files, head, fingerprint, small: true };
  return isQuickEnough(whole, small, pace) ? undefined : small;
}

/** What was read of other files then may still be read. */
const isPartOf = (last: Frame, { files, fingerprint }: Frame): boolean =>
  last.fingerprint === fingerprint &&
  last.files.every(({ uri, text }) => files.some((file) => file.uri === uri && file.text === text));

function freshWindow({ whole, most, count }: SmallRequest, room: number): Promise<TextWindow> {
  const prefix = Math.min(most.prefix, room * ofPrefix);
  const suffix = Math.min(most.suffix, room * (1 - ofPrefix));
  return windowAround(whole.anchor, { prefix, suffix }, count);
}

/** Where little was typed or passed since, the window begins where it began, for the engine holds its text. */
async function keptWindow(
  { whole: { anchor }, pace: { held }, most, count }: SmallRequest,
  { files, head, window: { from, prefix: before } }: Frame,
  room: number,
): Promise<TextWindow | undefined> {
  const prefix = anchor.prefix.slice(from);
  if (prefix === "" || !prefix.startsWith(before.slice(0, 200))) return undefined;
  const missing = held.missing(textOf({ files, head, window: { prefix, suffix: "", from } }));
  if (missing > room * ofPrefix || (await count(prefix)) > (most.prefix - headRoom(most.prefix)) * growth)
    return undefined;
  const nothing = { prefix: "", suffix: anchor.suffix };
  const sizes = { prefix: 0, suffix: Math.min(most.suffix, room - missing) };
  const { suffix } = await windowAround(nothing, sizes, count);
  return { prefix, suffix, from };
}

/** Parts of other files cost nothing where the engine holds them, and have to wait elsewhere. */
function heldFiles(files: readonly ContextPiece[], held: Held): readonly ContextPiece[] {
  const text = textOf({ files, head: "", window: { prefix: "", suffix: "", from: 0 } });
  return held.missing(text) <= 1 ? files : [];
}
