/** Does a sentence say what its source says: values, negation and modality (the meaning guard of design 4.3). */
import { folded } from "./fold";
import { type CalendarDate, type Value, valuesIn } from "./values";

/** What a sentence does beside stating: each is a reason not to take one sentence for another. */
export type Marker =
  | "obligation"
  | "prohibition"
  | "possibility"
  | "recommendation"
  | "exception"
  | "condition"
  | "negation"
  | "plan";

/** In order: what an earlier pattern takes is not seen by a later one (しなければならない is no negation). */
const patterns: readonly (readonly [Marker | undefined, RegExp])[] = [
  [
    "prohibition",
    /(?:ては|では|ちゃ)(?:なら|いけ|なり|だめ)(?:ない|ません|ぬ)?|べき?(?:では|で)?(?:ない|なく|ありません)|べからず/gu,
  ],
  [
    "prohibition",
    /ことは?(?:でき(?:ない|ません)|認め(?:ない|られない|ません|られません)|許さ(?:ない|れない|れません))/gu,
  ],
  [
    "prohibition",
    /禁止|禁ず|禁じ|厳禁|不可(?!欠|分|避|能)|ないこと(?=[。、\s]|$)|ないでください|お?控えてください/gu,
  ],
  [
    "prohibition",
    /\b(?:must|shall|may|should|can|could|do|does)(?:\s+not|n['’]t)\b|\bcannot\b|\bnever\b|\b(?:is|are|be|was|were|strictly)\s+(?:prohibited|forbidden|banned|not (?:allowed|permitted))|\bprohibit(?:s|ed|ion)?\b|\bforbid(?:s|den)?\b|\bnot (?:allowed|permitted)\b|^\s*(?:don['’]t)\b/giu,
  ],
  [
    "obligation",
    /(?:なけれ|ね)ば(?:なら|なり|いけ)(?:ない|ません|ぬ|ず)?|なくては(?:なら|いけ)(?:ない|ません)?|必要があ[るり]|必要(?:です|だ|と(?:する|なる)|。|$)|が必要|義務|必須|必ず|不可欠|要する|ものとする|ものとします|すること(?=[。、]|$)/gu,
  ],
  [
    "obligation",
    /\b(?:must|shall|required|requires?|mandatory|obligat\w+|ha(?:s|ve) to|needs? to|necessary)\b/giu,
  ],
  [
    "recommendation",
    /べき|望ましい|推奨|お?勧め|\bshould\b|\brecommend\w*|\bencouraged\b|\badvis(?:ed|able)\b/giu,
  ],
  [
    "exception",
    /を除(?:く|き|いて)|除く|ただし|但し|この限りで(?:は)?ない|以外|例外|\p{Script=Han}なく(?=[、\p{Script=Han}\p{Script=Katakana}])|なしに|なしで|無断|無許可|\bwithout\b|\bexcept\w*|\bunless\b|\bexcluding\b|\bother than\b|\bapart from\b|\bhowever\b|\bprovided that\b/giu,
  ],
  [
    "condition",
    /場合(?!がある)|とき(?=[はにの、])|際(?=[はにの、])|[すけせれてえべめ]れば|限り|(?<=し|い|っ)たら|\b(?:if|when|whenever|in case|as long as|in the event)\b/giu,
  ],
  [
    "possibility",
    /ことができ(?:る|ます)?|でき(?:る|ます)|て(?:も)?(?:よい|良い|いい|構わない|かまわない|差し支えない)|可能|かもしれ(?:ない|ません)|おそれ|恐れ|場合がある|ことがある|うる|得る(?!$)/gu,
  ],
  [
    "possibility",
    /\b(?:may|might|can|could|possibl[ey]|allowed|permitted|able to|optional(?:ly)?|risk)\b/giu,
  ],
  [
    "plan",
    /予定|見込み|見通し|検討|計画|目標|案(?=と|を|が|。|$)|\bplan(?:s|ned|ning)?\b|\bexpect\w*|\bscheduled\b|\bintend\w*|\bconsider\w*|\bpropos\w*|\bto be decided\b|\bwill\b|\btarget\w*/giu,
  ],
  [
    undefined,
    /少ない|少なく|危ない|ないし(?=[\p{Script=Han}])|だけで(?:は)?なく|のみならず|やむを得(?:ない|ず)|違いない|過ぎない|問わず|限らず|なくす|\bno\.(?=\s?\d)|\bnot only\b|\bno later than\b|\bno more than\b|\bno less than\b|\bnot (?:more|less) than\b/giu,
  ],
  [
    "negation",
    /ない(?!よう)|ないよう|なく(?=[、。て]|\p{Script=Han}|$)|ません|ませんでした|ありませ|なかっ|(?:[らさせれかわばたえけべめ])ず(?=に|、|。|$)|なし(?=[。、で]|$)|未(?![満来明曾])|不要|不能|無効|対象外|却下|否決|中止/gu,
  ],
  [
    "negation",
    /\b(?:not|no|none|neither|nor|without|cancell?ed|rejected|invalid|unnecessary|fail(?:s|ed)? to)\b|n['’]t\b/giu,
  ],
];

export interface PlacedMarker {
  readonly marker: Marker;
  /** Offset in the folded text (`fold.ts`). */
  readonly at: number;
}

/** The markers of a text, Japanese and English alike, in the order in which they stand. */
export function markersAt(text: string): readonly PlacedMarker[] {
  let rest = folded(text);
  const found: PlacedMarker[] = [];
  for (const [marker, pattern] of patterns) {
    rest = rest.replace(pattern, (match, ...groups: readonly unknown[]) => {
      const at = groups.find((group) => typeof group === "number");
      if (marker !== undefined) found.push({ marker, at: at ?? 0 });
      return "\u0000".repeat(match.length);
    });
  }
  return found.sort((left, right) => left.at - right.at);
}

/** Which markers a text has. */
export const markersIn = (text: string): ReadonlySet<Marker> =>
  new Set(markersAt(text).map(({ marker }) => marker));

export type Disagreement =
  | { readonly kind: "value-added" | "value-lost" | "bound"; readonly text: string }
  | { readonly kind: "marker"; readonly marker: Marker };

/** More values than this in a source may be left out by a shorter sentence. */
const keptValues = 3;

/** The first way in which `sentence` does not say what `source` says; undefined when none is seen. */
export function disagreement(sentence: string, source: string): Disagreement | undefined {
  const said = valuesIn(sentence);
  const given = valuesIn(source);
  for (const value of said) {
    const match = given.find((other) => sameValue(value, other));
    if (match === undefined) return { kind: "value-added", text: value.text };
    if (value.kind !== "date" && !sameBound(value, match)) return { kind: "bound", text: value.text };
  }
  const counted = given.filter(({ kind }) => kind !== "reference");
  const lost = counted.find((value) => !said.some((other) => sameValue(other, value)));
  if (lost !== undefined && counted.length <= keptValues) return { kind: "value-lost", text: lost.text };
  return markerDisagreement(markersIn(sentence), markersIn(source));
}

/** These may appear on one side only: 「…するものとする」 may be worded as plain fact and back. */
function markerDisagreement(said: ReadonlySet<Marker>, given: ReadonlySet<Marker>): Disagreement | undefined {
  // What holds only under a condition must not be said without it; to say one more is only cautious.
  if (given.has("condition") && !said.has("condition")) return { kind: "marker", marker: "condition" };
  const both = (marker: Marker) => said.has(marker) && given.has(marker);
  for (const marker of [
    "prohibition",
    "obligation",
    "recommendation",
    "exception",
    "possibility",
    "plan",
  ] as const) {
    // A prohibition is also said as an obligation not to (「…しない必要がある」, "must refrain").
    if (said.has(marker) !== given.has(marker) && !(marker === "obligation" && both("prohibition"))) {
      return { kind: "marker", marker };
    }
  }
  if (said.has("negation") !== given.has("negation") && !both("prohibition") && !both("exception")) {
    return { kind: "marker", marker: "negation" };
  }
  return undefined;
}

/** 以下 is not 未満, and one end of a range is not a value by itself. */
const sameBound = (left: Value, right: Value): boolean =>
  left.bound === right.bound && left.exclusive === right.exclusive && left.range === right.range;

/** Same value in the same unit; a unit that is not known, or left out, does not part them. */
export function sameValue(left: Value, right: Value): boolean {
  if (left.date !== undefined || right.date !== undefined) {
    return left.date !== undefined && right.date !== undefined && sameDate(left.date, right.date);
  }
  if ((left.kind === "time") !== (right.kind === "time")) return false;
  if (Number.isNaN(left.amount) || Number.isNaN(right.amount)) return left.text === right.text;
  if (left.unit !== "" && right.unit !== "" && left.unit !== right.unit) return false;
  if ((left.kind === "percent") !== (right.kind === "percent")) return false;
  return Math.abs(left.amount - right.amount) <= Math.abs(right.amount) * 1e-9;
}

/** The parts both name are equal, and they share at least their finest one. */
function sameDate(left: CalendarDate, right: CalendarDate): boolean {
  const agree = (part: "year" | "month" | "day") =>
    left[part] === undefined || right[part] === undefined || left[part] === right[part];
  const shared =
    (left.day !== undefined) === (right.day !== undefined) &&
    (left.month !== undefined) === (right.month !== undefined);
  return (
    shared &&
    agree("year") &&
    agree("month") &&
    agree("day") &&
    (left.fiscal ?? false) === (right.fiscal ?? false)
  );
}
