/** The meaning guard: whether a stretch of text may stand alone, or what is left out beside it turns it. */
import { type Marker, markersIn } from "../meaning";
import { valuesIn } from "../values";
import { type Hit, type PassageIndex, type Spot } from "./passages";

/**
 * Why a hit is less than evidence:
 * `cuts-number`: it begins or ends inside a number (90日 in 190日), so it is no hit at all;
 * `cuts-value`: the unit, bound or other end of a range is left out (30日 of 30日以内);
 * `cuts-word`; `turned`: the rest of the sentence, or the line a list stands under, negates, excepts or weakens it;
 * `proviso`: the next sentence limits it (ただし…); `left-out`: what an ellipsis leaves out does;
 * `similar`: other words; `differs`: other figures, negation or modality; `unread`: outside the text that is read.
 */
export type Doubt =
  | "cuts-number"
  | "cuts-value"
  | "cuts-word"
  | "turned"
  | "proviso"
  | "left-out"
  | "similar"
  | "differs"
  | "unread";

const turning: readonly Marker[] = ["negation", "prohibition", "exception"];
const modal: readonly Marker[] = [
  ...turning,
  "obligation",
  "possibility",
  "recommendation",
  "plan",
  "condition",
];

/** Sentence spans of the passage that hold a hit's two ends. */
export function sentenceAround(
  index: PassageIndex,
  { start, end }: Hit,
): { readonly from: Spot; readonly to: Spot } {
  const first = index.sentencesOf(start.passage).find((one) => start.at < one.end);
  const last = index.sentencesOf(end.passage).find((one) => end.at <= one.end);
  return {
    from: { passage: start.passage, at: Math.min(first?.start ?? start.at, start.at) },
    to: { passage: end.passage, at: Math.max(last?.end ?? end.at, end.at) },
  };
}

/** The first reason against a quote of these stretches, in order and with the text between them left out. */
export function doubtOf(index: PassageIndex, hits: readonly Hit[]): Doubt | undefined {
  const [first, last] = [hits[0], hits.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const edges = hits.flatMap((hit) => [edgeDoubt(index, hit, "start"), edgeDoubt(index, hit, "end")]);
  if (edges.includes("cuts-number")) return "cuts-number";
  const cut = edges.find((one) => one !== undefined);
  if (cut !== undefined) return cut;
  const { from, to } = sentenceAround(index, { ...first, end: last.end });
  // Code has no sentences: only the edges of what is quoted count.
  if (index.passages[first.start.passage]?.code === true) return undefined;
  const textOf = (spot: Spot) => index.passages[spot.passage]?.text ?? "";
  const before = textOf(from).slice(from.at, first.start.at);
  const after = textOf(to).slice(last.end.at, to.at);
  const said = textOf(last.start).slice(
    last.end.passage === last.start.passage ? last.start.at : 0,
    last.end.at,
  );
  if (turnsBefore(before) || turnsAfter(said, after) || underTurning(index, first)) return "turned";
  for (const [at, hit] of hits.slice(0, -1).entries()) {
    const next = hits[at + 1] as Hit;
    if (turnsBetween(between(index, hit.end, next.start))) return "left-out";
  }
  return hasProviso(index, to) ? "proviso" : undefined;
}

/** A comment as the file has it, marks and all: its sentences are those of the comment's own passage. */
export function isRawComment(index: PassageIndex, { start, span }: Hit): boolean {
  if (index.passages[start.passage]?.code !== true) return false;
  return index.passages.some(
    ({ block, code }) => !code && block.span.start <= span.start && block.span.end >= span.end,
  );
}

export function between(index: PassageIndex, from: Spot, to: Spot): string {
  const textOf = (passage: number) => index.passages[passage]?.text ?? "";
  if (from.passage === to.passage) return textOf(from.passage).slice(from.at, to.at);
  const parts = [textOf(from.passage).slice(from.at)];
  for (let passage = from.passage + 1; passage < to.passage; passage += 1) parts.push(textOf(passage));
  return [...parts, textOf(to.passage).slice(0, to.at)].join("\n");
}

const kanjiNumeral = /[〇零一二三四五六七八九十百千万億兆壱弐参拾]/u;
const numeral = /[0-9０-９]/u;
const superscript = /[⁰¹²³⁴-⁹⁻⁺^\u001f]/u;
const word = /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々])[\p{L}\p{N}_]/u;
const katakana = /[\p{Script=Katakana}ー]/u;
const han = /[\p{Script=Han}々]/u;

function edgeDoubt(index: PassageIndex, hit: Hit, side: "start" | "end"): Doubt | undefined {
  const spot = hit[side];
  const passage = index.passages[spot.passage];
  if (passage === undefined) return undefined;
  const { text } = passage;
  const [outer, inner] =
    side === "start"
      ? [text[spot.at - 1] ?? "", text[spot.at] ?? ""]
      : [text[spot.at] ?? "", text[spot.at - 1] ?? ""];
  if (cutsFigures(text, spot.at)) return "cuts-number";
  const sentence = index.sentencesOf(spot.passage).find((one) => spot.at >= one.start && spot.at <= one.end);
  if (sentence !== undefined && !passage.code) {
    const at = spot.at - sentence.start;
    const held = valuesIn(text.slice(sentence.start, sentence.end)).filter(
      ({ span }) => span.start < at && at < span.end,
    );
    if (held.some(({ figure }) => figure.start < at && at < figure.end)) return "cuts-number";
    if (held.length > 0) return "cuts-value";
  }
  if (word.test(outer) && word.test(inner)) return "cuts-word";
  if (katakana.test(outer) && katakana.test(inner)) return "cuts-word";
  return cutsJoinedWord(text, spot.at, side) || cutsCompound(text, spot.at, side) ? "cuts-word" : undefined;
}

/** Figures on both sides, also over a decimal point, a thousands comma, an exponent, a slash or in kanji. */
function cutsFigures(text: string, at: number): boolean {
  const [before, after] = [text[at - 1] ?? "", text[at] ?? ""];
  const [second, next] = [text[at - 2] ?? "", text[at + 1] ?? ""];
  if (numeral.test(before) && (numeral.test(after) || superscript.test(after))) return true;
  if (superscript.test(before) && numeral.test(after)) return true;
  if (kanjiNumeral.test(before) && kanjiNumeral.test(after)) return true;
  if (numeral.test(before) && /[十百千万億兆]/u.test(after)) return true;
  // 第27条 of 第27条の2 is another article.
  if (/[条項号款節章]/u.test(before) && after === "の" && (numeral.test(next) || kanjiNumeral.test(next)))
    return true;
  const joint = /[.,．，:：/／]/u;
  return (
    (numeral.test(before) && joint.test(after) && numeral.test(next)) ||
    (numeral.test(second) && joint.test(before) && numeral.test(after))
  );
}

/** `compliant` of `non-compliant`, `do` of `don't`. */
function cutsJoinedWord(text: string, at: number, side: "start" | "end"): boolean {
  const joint = /[-‐‑'’]/u;
  return side === "end"
    ? word.test(text[at - 1] ?? "") && joint.test(text[at] ?? "") && word.test(text[at + 1] ?? "")
    : word.test(text[at] ?? "") && joint.test(text[at - 1] ?? "") && word.test(text[at - 2] ?? "");
}

/** 成年者 of 未成年者: most words have two kanji, so an odd number left outside is part of a word. */
function cutsCompound(text: string, at: number, side: "start" | "end"): boolean {
  if (!han.test(text[at - 1] ?? "") || !han.test(text[at] ?? "")) return false;
  const step = side === "start" ? -1 : 1;
  let outside = 0;
  for (let one = side === "start" ? at - 1 : at; han.test(text[one] ?? "") && outside < 20; one += step)
    outside += 1;
  return outside % 2 === 1;
}

const has = (text: string, markers: readonly Marker[]): boolean => {
  const found = markersIn(text);
  return markers.some((marker) => found.has(marker));
};
const isJapanese = (text: string) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
const withoutBrackets = (text: string) =>
  text.replace(/[（(〔［[][^（()）〔〕［\][］]{0,300}[)）〕］\]]/gu, "");

/** Before a Japanese statement only these reach it; an English one is turned by any negation before it. */
const turnsJapanese =
  /を除[くき]|以外|に限[りるっ]|限り|(?:ない|ません|ぬ)(?:とき|場合|限り)|なければ|なくても|ただし|但し|たとえ|(?:禁止|してはならない|できない)[^。]{0,20}(?:次|以下|[:：])|例外/u;

function turnsBefore(before: string): boolean {
  const text = withoutBrackets(before);
  if (text.trim() === "") return false;
  if (isJapanese(text)) return turnsJapanese.test(text);
  if (has(text, turning) || /\b(?:only|hardly|rarely|seldom|nothing|nobody|false|myth|untrue)\b/iu.test(text))
    return true;
  return has(/[^,;:]*$/u.exec(text)?.[0] ?? "", modal);
}

/** `said`: the end of what is quoted; `after`: the rest of its sentence. */
function turnsAfter(said: string, after: string): boolean {
  const bracket = /^\s*[（(]([^（()）]{0,300})/u.exec(after)?.[1] ?? "";
  if (has(bracket, turning)) return true;
  const rest = withoutBrackets(after);
  if (/^[\s。．.!?！？」』）)"”'’]*$/u.test(rest)) return false;
  const tail = said.slice(-40);
  const clause = /^[\s,]*[^、，。,;；]*/u.exec(rest)?.[0] ?? "";
  if (has(clause, modal) || !sameMarkers(markersIn(tail), markersIn(tail + clause))) return true;
  return (
    has(rest, turning) || /誤り|虚偽|限らな|別段|\b(?:only|if|false|untrue|provided that)\b/iu.test(rest)
  );
}

/** What stands between two quoted parts may say more, but not the opposite. */
function turnsBetween(text: string): boolean {
  const clause = /^[\s,]*[^、，。,;；]*/u.exec(text)?.[0] ?? "";
  return has(text, turning) || (/^[^、，,;；\n]*[。.]/u.test(text) && has(clause, modal));
}

const sameMarkers = (left: ReadonlySet<Marker>, right: ReadonlySet<Marker>) =>
  modal.every((marker) => left.has(marker) === right.has(marker));

/** 「次の行為をしてはならない。」 over a list turns every item of it. */
function underTurning(index: PassageIndex, { start }: Hit): boolean {
  if (index.passages[start.passage]?.block.kind !== "listItem") return false;
  let at = start.passage - 1;
  while (at >= 0 && index.passages[at]?.block.kind === "listItem") at -= 1;
  const lead = index.passages[at];
  if (lead === undefined) return false;
  const last = index.sentencesOf(at).at(-1);
  const text = withoutBrackets(lead.text.slice(last?.start ?? 0));
  if (lead.block.kind !== "heading" && !/[:：]\s*$|次の|次に|以下の|following|below/iu.test(text))
    return false;
  // 「次に掲げる場合を除き、…できる。」: an exception counts where it is about the list, a negation where it ends the line.
  if (!isJapanese(text)) return has(text, turning);
  return (
    /(?:次|以下|左)[^、。]{0,30}(?:を除[くき]|以外)/u.test(text) ||
    has(/[^、。]*[。:：]?\s*$/u.exec(text)?.[0] ?? "", ["negation", "prohibition"])
  );
}

const provisoJa = /^(?:ただし|但し)|この限りで(?:は)?(?:ない|ありません)/u;
const provisoEn =
  /^(?:however|except|unless|provided|but|notwithstanding|this (?:\w+ )?(?:does|do|shall|will) not)\b/iu;

function hasProviso(index: PassageIndex, end: Spot): boolean {
  const here = index.sentencesOf(end.passage).find((one) => one.start >= end.at);
  const text = index.passages[end.passage]?.text ?? "";
  const next = here === undefined ? followingSentence(index, end.passage) : text.slice(here.start, here.end);
  if (provisoJa.test(next)) return true;
  return provisoEn.test(next) && (has(next.replace(/^however/iu, ""), turning) || /\bonly\b/iu.test(next));
}

function followingSentence(index: PassageIndex, passage: number): string {
  const next = index.passages[passage + 1];
  if (
    next === undefined ||
    next.block.kind !== "paragraph" ||
    index.passages[passage]?.block.kind !== "paragraph"
  )
    return "";
  const first = index.sentencesOf(passage + 1)[0];
  return next.text.slice(first?.start ?? 0, first?.end ?? 0);
}
