/** One request on its way, with what is derived from it once. */
import { type ModelRuntime } from "../model/runtime";
import { type CacheEntry, type CachePlace } from "./cache";
import { type Limits } from "./generation";
import { type Hole, holeAt, isBlank, toDocument } from "./hole";
import { intentOf } from "./intent";
import { wantsMultiline } from "./multiline";
import { type InlineRequest, type Place, placeOf } from "./request";

export interface Ask {
  readonly request: InlineRequest;
  readonly runtime: ModelRuntime;
  readonly place: Place;
  readonly hole: Hole;
  readonly multiline: boolean;
  readonly key: CachePlace;
}

export function askOf(request: InlineRequest, runtime: ModelRuntime): Ask {
  const place = placeOf(request);
  const inDocument = holeAt(place.text, place.offset, request.languageId);
  const { before = "", after = "" } = request.surroundings ?? {};
  const hole = { ...inDocument, prefix: before + inDocument.prefix, suffix: inDocument.suffix + after };
  const multiline = wantsMultiline(hole, request.settings.multiline, request.explicit);
  const { prefix, suffix } = hole;
  const key = { fingerprint: fingerprintOf(request, runtime), prefix, suffix };
  return { request, runtime, place, hole, multiline, key };
}

/** The ask that follows if the user accepts `entry`: what comes then may begin on a new line. */
export function askAfter(ask: Ask, { draft }: CacheEntry): Ask {
  const { request, runtime, place, hole } = ask;
  const inserted = toDocument(draft.text, hole);
  const next: InlineRequest = {
    ...withoutSelection(request),
    text: place.text.slice(0, place.offset) + inserted + place.text.slice(place.offset + draft.replace),
    offset: place.offset + inserted.length,
    explicit: false,
  };
  const after = askOf(next, runtime);
  const atLineEnd = isBlank(after.hole.lineSuffix) && request.settings.multiline !== "never";
  return { ...after, multiline: after.multiline || atLineEnd };
}

function withoutSelection({ selected: _, ...request }: InlineRequest): InlineRequest {
  return request;
}

/** Asked by hand or in a comment, the user waits for more; while typing, what comes late is not read. */
export function limitsOf({ request: { settings, explicit }, hole }: Ask): Limits {
  const asked = intentOf(hole, explicit).kind === "comment-to-code";
  const maxTokens = settings.maxTokens * (asked ? 2 : 1);
  if (explicit) return { maxTokens, timeBudget: 10_000, enough: Infinity, firstWords: Infinity };
  const times = asked ? { timeBudget: 6000, enough: 2500 } : { timeBudget: 3000, enough: 500 };
  return { maxTokens, ...times, firstWords: 250 };
}

/** All that changes an answer beside the text around the cursor. */
function fingerprintOf({ settings, languageId }: InlineRequest, { info }: ModelRuntime): string {
  const { multiline, maxTokens, prefixTokens, suffixTokens, contextTokens } = settings;
  const model = [info.model, info.sha256, info.engine, info.generation];
  return JSON.stringify([
    ...model,
    languageId,
    multiline,
    maxTokens,
    prefixTokens,
    suffixTokens,
    contextTokens,
  ]);
}
