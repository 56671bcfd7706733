/** Clauses of one's own rules that a change of a regulation touches: by what they cite, by the old figure, by words. */
import { type SourceDocument } from "../../documents/document";
import { sameValue } from "../../documents/meaning";
import { type Value, valuesIn } from "../../documents/values";
import { tokensOf } from "../../retrieval/tokens";
import { type AffectedClause, type ChangedClause, type Comparison } from "../../protocol";
import { titleOf } from "../../documents/title";
import { clausesOf, keyOf, type Unit } from "./clauses";

/** Share of what a change says, weighed by how rare its words are, that a paragraph must hold. */
const least = { words: 0.5, figure: 0.25 } as const;
/** Paragraphs that are named for one change, the surest first. */
const most = 5;
/** A change of fewer words than this is like too much. */
const fewestWords = 4;

interface Entry {
  readonly document: SourceDocument;
  readonly clause: string;
  readonly unit: Unit;
  readonly words: ReadonlySet<string>;
}

/** Deterministic, without a model. `rules`: documents other than the two versions. */
export function affectedBy(
  comparison: Comparison,
  rules: readonly SourceDocument[],
): readonly AffectedClause[] {
  const entries = rules.flatMap((document) =>
    clausesOf(document).flatMap(({ name, units }) =>
      units.map((unit): Entry => ({ document, clause: name, unit, words: new Set(tokensOf(unit.text)) })),
    ),
  );
  const holders = holdersOf(entries);
  return comparison.changes.flatMap((change, index) => {
    // Only another number or name of a clause.
    if (change.kind === "moved") return [];
    return touched(change, comparison, { entries, holders }).map((entry) => affected(index, entry));
  });
}

function holdersOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const holders = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const word of entry.words) {
      const all = holders.get(word);
      if (all === undefined) holders.set(word, [entry]);
      else all.push(entry);
    }
  return holders;
}

interface Known {
  readonly entries: readonly Entry[];
  readonly holders: ReadonlyMap<string, readonly Entry[]>;
}

interface Touched {
  readonly entry: Entry;
  readonly why: AffectedClause["why"];
  readonly worth: number;
}

function touched(change: ChangedClause, comparison: Comparison, known: Known): readonly Touched[] {
  const said = `${change.old?.quote ?? ""}\n${change.new?.quote ?? ""}`;
  const words = new Set(tokensOf(said));
  const shares = sharesOf(words, known);
  const gone = figuresGone(change);
  const cites = citationOf(change, comparison);
  const found: Touched[] = [];
  for (const entry of known.entries) {
    const share = words.size < fewestWords ? 0 : (shares.get(entry) ?? 0);
    const cited = cites !== undefined && cites(entry.unit.key);
    if (!cited && share < least.figure) continue;
    const figure =
      gone.length > 0 && valuesIn(entry.unit.text).some((value) => gone.some((one) => sameValue(value, one)));
    const why = [
      ...(cited ? (["cites"] as const) : []),
      ...(figure ? (["figure"] as const) : []),
      ...(share >= least.words ? (["words"] as const) : []),
    ];
    if (why.length > 0) found.push({ entry, why, worth: share + why.length });
  }
  return found.sort((left, right) => right.worth - left.worth).slice(0, most);
}

function sharesOf(words: ReadonlySet<string>, { entries, holders }: Known): ReadonlyMap<Entry, number> {
  const shares = new Map<Entry, number>();
  let whole = 0;
  for (const word of words) {
    const all = holders.get(word) ?? [];
    const weight = Math.log(1 + entries.length / (all.length + 0.5));
    whole += weight;
    for (const entry of all) shares.set(entry, (shares.get(entry) ?? 0) + weight);
  }
  return new Map([...shares].map(([entry, share]) => [entry, share / whole]));
}

/** Figures of the old text that the new one does not have. */
function figuresGone({ old, new: fresh }: ChangedClause): readonly Value[] {
  const right = valuesIn(fresh?.quote ?? "");
  return valuesIn(old?.quote ?? "").filter(
    (value) => value.kind !== "reference" && !right.some((other) => sameValue(value, other)),
  );
}

/** 「個人情報取扱規程第8条」: the document's title and the clause's number behind each other. */
function citationOf(
  { clause, oldClause }: ChangedClause,
  { oldTitle }: Comparison,
): ((key: string) => boolean) | undefined {
  const number =
    /第[0-9０-９〇一二三四五六七八九十百]+条(?:の[0-9０-９一二三四五六七八九十]+)*|Article\s+\d+|Section\s+[\d.]+/u.exec(
      (oldClause ?? clause).split(" › ").at(-1) ?? "",
    )?.[0];
  if (number === undefined) return undefined;
  const [title, wanted] = [keyOf(oldTitle), keyOf(number)];
  return (key) => {
    const at = key.indexOf(title);
    const place = at < 0 ? -1 : key.indexOf(wanted, at);
    // 第1条 is not 第1条の2, and 第8条 stands soon behind the title.
    return place >= 0 && place - at < title.length + 20 && !/^の\d/.test(key.slice(place + wanted.length));
  };
}

function affected(change: number, { entry, why }: Touched): AffectedClause {
  const { document, clause, unit } = entry;
  const place = document.placeOf?.(unit.span);
  return {
    ...{ change, uri: document.uri, title: titleOf(document), clause, why },
    citation: {
      range: document.rangeOf(unit.span),
      ...(place === undefined ? {} : { place }),
      quote: document.text.slice(unit.span.start, unit.span.end),
    },
  };
}
