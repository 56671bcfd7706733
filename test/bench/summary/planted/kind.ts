/** Documents made of templates: sentences that fill them, and facts planted among them at places drawn by lot. */
import { type Language } from "../../../../server/src/util/l10n";
import { randomOf } from "../../documents/retrievalCorpus";

export interface Kind {
  readonly name: string;
  readonly language: Language;
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly filler: readonly string[];
    readonly facts: readonly string[];
  }[];
}

export interface Planted {
  readonly name: string;
  readonly language: Language;
  readonly text: string;
  /** Sentences that a summary should hold. */
  readonly facts: readonly string[];
}

export type Words = Readonly<Record<"dept" | "person" | "item" | "date", readonly string[]>>;

/** `{dept}`, `{n}` (two digits), `{m}` (one digit), … are drawn anew at every place; `{item}` is one for the document. */
export function plant(kind: Kind, words: Words, seed: number): Planted {
  const random = randomOf(seed);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <T>(all: readonly T[]) => all[below(all.length)] as T;
  const item = pick(words.item);
  const others: Readonly<Record<string, () => string>> = {
    n: () => String(11 + below(80)),
    m: () => String(2 + below(7)),
    item: () => item,
    dept: () => pick(words.dept),
    person: () => pick(words.person),
    date: () => pick(words.date),
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => others[name]?.() ?? "");
  const facts: string[] = [];
  const chapters = kind.sections.map(({ heading, filler, facts: own }) => {
    const lines = shuffled(filler, below).map(fill);
    for (const fact of own) {
      // Not every fact is in every document.
      if (own.length > 1 && random() < 0.25) continue;
      const text = fill(fact);
      facts.push(text);
      lines.splice(below(lines.length + 1), 0, text);
    }
    return `## ${heading}\n\n${lines.join(kind.language === "ja" ? "" : " ")}\n`;
  });
  const text = `# ${fill(kind.title)}\n\n${chapters.join("\n")}`;
  return { name: `${kind.language}-${kind.name}-${seed}`, language: kind.language, text, facts };
}

export function shuffled<T>(all: readonly T[], below: (most: number) => number): readonly T[] {
  const rest = [...all];
  return all.map(() => rest.splice(below(rest.length), 1)[0] as T);
}
