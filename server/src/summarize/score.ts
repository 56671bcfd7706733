/** How much a sentence says about its document: centrality, cue words, values, place, form. */
import { tokensOf } from "../retrieval/tokens";
import { type Candidate, type Candidates } from "./candidates";

/** Unit vector of TF-IDF weights. */
export type Vector = ReadonlyMap<string, number>;

export interface Scored extends Candidate {
  readonly score: number;
  readonly vector: Vector;
}

const strongCues =
  /結論|決定|合意|承認|可決|否決|期限|締切|締め切り|納期|期日|禁止|厳禁|必ず|必須|厳守|(?:て|で)は(?:なら|いけ)|なければ(?:なら|いけ)|警告|危険|注意|重要|目的|要するに|以上から|施行|廃止|違反|責任|報告|リスク|課題|原因|対策|影響|\b(?:shall|must|deadline|due|decided|decision|agreed|approved|rejected|warning|danger|caution|important|required|never|do not|conclusion|conclude|purpose|in summary|risk|cause|result|action|responsible|returns?|throws?|fails?)\b/giu;
const valueCue =
  /[0-9０-９][0-9０-９,.．/:]*|[一二三四五六七八九十百]+(?:年|日|円|万|億|名|人|件|回|か月|ヶ月|営業日|倍)/gu;
/** Sections people open a document for. */
const decisiveHeadings =
  /結論|決定|合意|まとめ|要約|禁止|警告|期限|宿題|アクション|todo|\baction|decision|conclusion|summary|warning|deadline|next step/iu;
const usefulHeadings =
  /概要|目的|注意|課題|対応|報告|次回|罰則|overview|abstract|purpose|caution|security|requirement/iu;
const lesserHeadings =
  /定義|用語|前回|その他|雑則|開会|閉会|挨拶|はじめに|definitions|glossary|miscellaneous|introduction/iu;
const minorHeadings =
  /目次|参考(?:文献|資料)?|改[訂定]履歴|変更履歴|出席者|参加者|欠席者|配布|付録|索引|謝辞|ライセンス|関連文書|table of contents|references|bibliography|change ?log|revision history|licen[sc]e|acknowledg|attendees|appendix/iu;
/** These only announce what follows. */
const leadIn =
  /(?:次|以下|下記|左|別紙|別表)の?(?:とおり|通り|ように|に掲げる|各号)[^。]{0,12}[。：:]?$|^(?:次|以下|下記|下表)の?[^。、]{0,14}(?:す|する|です|である|とおり)。?$|[：:]$|\bas follows\b|\bthe following\b[^.]{0,20}[.:]?$/iu;
const dangling =
  /^(?:これ|それ|その|この(?!規程|規則|文書|手順書|マニュアル|契約)|また|しかし|なお|さらに|そこで|一方|そのため|This\b(?! (?:policy|document|manual|guide|section|procedure|standard))|That\b|It\b|They\b|However\b|But\b|Also\b)/u;
const pronoun = /\b(?:them|they|it|these|those)\b/u;
const label = /^[^。.]{0,14}[：:].{1,30}$/u;

/** Above this many sentences a section is ranked by its likeness to the whole only, which is linear. */
const graphLimit = 150;

export function scoreAll({ sections, sentences }: Candidates): readonly Scored[] {
  const vectors = vectorsOf(sentences.map(({ text }) => tokensOf(text)));
  const ranks = new Float64Array(sentences.length);
  for (const group of groupsBySection(sentences)) {
    const own = group.map((index) => vectors[index] ?? new Map<string, number>());
    const inSection = group.length <= graphLimit ? lexRank(own) : likenessToAll(own);
    const most = Math.max(1e-9, ...inSection);
    for (const [at, index] of group.entries()) ranks[index] = (inSection[at] ?? 0) / most;
  }
  const likeness = likenessToAll(vectors);
  const mostLike = likeness.reduce((most, each) => Math.max(most, each), 1e-9);
  return sentences.map((sentence, index) => {
    const headings = sections[sentence.section]?.headings ?? [];
    const central = 0.25 * (ranks[index] ?? 0) + 0.3 * ((likeness[index] ?? 0) / mostLike);
    return {
      ...sentence,
      vector: vectors[index] ?? new Map<string, number>(),
      score: central + formScore(sentence, headings),
    };
  });
}

function groupsBySection(sentences: readonly Candidate[]): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const [index, { section }] of sentences.entries()) {
    const group = groups.get(section);
    if (group === undefined) groups.set(section, [index]);
    else group.push(index);
  }
  return [...groups.values()];
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Everything that does not depend on the other sentences. */
export function formScore({ text, place, kind }: Candidate, headings: readonly string[]): number {
  const characters = text.replace(/\s/g, "").length;
  const words = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text)
    ? characters / 2
    : characters / 5;
  let score =
    Math.min(0.36, 0.12 * countOf(text, strongCues)) + Math.min(0.24, 0.07 * countOf(text, valueCue));
  score += place === 0 ? 0.15 : place === 1 ? 0.06 : 0;
  score += headingScore(headings);
  if (leadIn.test(text)) score -= 0.45;
  if (dangling.test(text)) score -= 0.12;
  if (pronoun.test(text)) score -= 0.08;
  if (label.test(text) && kind !== "item") score -= 0.1;
  if (words < 4) score -= 0.35;
  else if (words < 7 && !/[。.!！]$/u.test(text)) score -= 0.12;
  if (characters > 250) score -= 0.2;
  if (kind === "row") score -= 0.15;
  if (kind === "declaration") score -= 0.3;
  return score;
}

function headingScore(headings: readonly string[]): number {
  if (headings.some((heading) => minorHeadings.test(heading))) return -1;
  const own = headings.at(-1) ?? "";
  if (decisiveHeadings.test(own)) return 0.35;
  if (lesserHeadings.test(own)) return -0.2;
  return usefulHeadings.test(own) ? 0.12 : 0;
}

function vectorsOf(documents: readonly (readonly string[])[]): readonly Vector[] {
  const frequency = new Map<string, number>();
  for (const tokens of documents)
    for (const token of new Set(tokens)) frequency.set(token, (frequency.get(token) ?? 0) + 1);
  return documents.map((tokens) => {
    const weights = new Map<string, number>();
    for (const token of tokens) weights.set(token, (weights.get(token) ?? 0) + 1);
    for (const [token, count] of weights) {
      weights.set(
        token,
        (1 + Math.log(count)) * Math.log(1 + documents.length / (frequency.get(token) ?? 1)),
      );
    }
    return unit(weights);
  });
}

function unit(weights: Map<string, number>): Vector {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  const length = Math.sqrt(square);
  if (length > 0) for (const [token, weight] of weights) weights.set(token, weight / length);
  return weights;
}

/** Cosine of two unit vectors. */
export function dot(left: Vector, right: Vector): number {
  const [short, long] = left.size < right.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [token, weight] of short) sum += weight * (long.get(token) ?? 0);
  return sum;
}

/** Likeness of each to what they have in common. */
function likenessToAll(vectors: readonly Vector[]): readonly number[] {
  const whole = centroid(vectors);
  return vectors.map((vector) => dot(vector, whole));
}

function centroid(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [token, weight] of vector) sum.set(token, (sum.get(token) ?? 0) + weight);
  return unit(sum);
}

/** Continuous LexRank: the share of a random reader who follows likeness from sentence to sentence. */
function lexRank(vectors: readonly Vector[]): readonly number[] {
  const size = vectors.length;
  const matrix = vectors.map((left, row) =>
    vectors.map((right, column) => (row === column ? 0 : dot(left, right))),
  );
  const totals = matrix.map((row) => row.reduce((sum, each) => sum + each, 0));
  let rank: number[] = Array.from({ length: size }, () => 1 / size);
  for (let round = 0; round < 15; round += 1) {
    const next: number[] = Array.from({ length: size }, () => 0.15 / size);
    for (let from = 0; from < size; from += 1) {
      const share = (0.85 * (rank[from] ?? 0)) / (totals[from] || size);
      const row = matrix[from] ?? [];
      for (let to = 0; to < size; to += 1)
        next[to] = (next[to] ?? 0) + share * (totals[from] ? (row[to] ?? 0) : 1);
    }
    rank = next;
  }
  return rank;
}
