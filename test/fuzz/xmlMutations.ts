/** What hostile or broken XML and HTML looks like. */
import { type Chance } from "./chance";
import { type Mutation, type Mutations, utf8 } from "./mutation";

const text = (bytes: Uint8Array) => new TextDecoder("utf-8").decode(bytes);

const onText =
  (change: (source: string, chance: Chance) => string): Mutation =>
  (bytes, chance) =>
    utf8(change(text(bytes), chance));

/** Offsets behind tags: places where elements may stand. */
function behindTag(source: string, chance: Chance): number {
  const from = chance.below(source.length);
  const at = source.indexOf(">", from);
  return at < 0 ? source.length : at + 1;
}

const insert = (source: string, at: number, piece: string) => source.slice(0, at) + piece + source.slice(at);

const tags = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].slice(0, 5000);

/** One of the matches, replaced. */
function replaceOne(source: string, pattern: RegExp, chance: Chance, by: (found: string) => string): string {
  const found = chance.pick(tags(source, pattern));
  if (found === undefined) return source;
  const { index } = found;
  return source.slice(0, index) + by(found[0]) + source.slice(index + found[0].length);
}

const extremes = ["-1", "0", "1e308", "NaN", "4294967296", "99999999999999999999", "-2147483649", "", "１２"];
const references = [
  "&#0;",
  "&#xD800;",
  "&#x110000;",
  "&#99999999999;",
  "&nosuch;",
  "&amp",
  "&#x;",
  "&lt;w:p&gt;",
];

const billion = (levels: number) =>
  Array.from({ length: levels }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join("");

export const xmlMutations: Mutations = {
  nestDeeply: onText((source, chance) => {
    const name = chance.pick(tags(source, /<([a-z][\w:]*)/gi))?.[1] ?? "a";
    const depth = chance.pick([300, 600, 5000, 100_000] as const);
    const closed = chance.often(0.5) ? `</${name}>`.repeat(depth) : "";
    return insert(source, behindTag(source, chance), `<${name}>`.repeat(depth) + closed);
  }),
  declareEntities: onText((source, chance) => {
    const external = `<!ENTITY e0 SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://localhost/x"> %p;`;
    const declared = chance.often(0.4) ? external : `<!ENTITY e0 "ha">${billion(9)}`;
    const body = source.replace(/^<\?xml[^>]*\?>/, "");
    return `<?xml version="1.0"?><!DOCTYPE x [${declared}]>${insert(body, behindTag(body, chance), "&e9;&e0;")}`;
  }),
  manyAttributes: onText((source, chance) =>
    replaceOne(source, /<[a-z][\w:]*/gi, chance, (tag) => {
      const same = chance.often(0.3);
      const count = chance.pick([100, 10_000] as const);
      return tag + Array.from({ length: count }, (_, at) => ` a${same ? "" : at}="${at}"`).join("");
    }),
  ),
  longAttribute: onText((source, chance) =>
    replaceOne(source, /="[^"]*"/g, chance, () => `="${"長".repeat(chance.pick([1000, 300_000] as const))}"`),
  ),
  loseTag: onText((source, chance) => {
    let changed = source;
    for (let count = 1 + chance.below(4); count > 0; count--)
      changed = replaceOne(changed, /<\/?[a-z][^>]*>/gi, chance, () => "");
    return changed;
  }),
  doubleTag: onText((source, chance) =>
    replaceOne(source, /<\/?[a-z][^>]*>/gi, chance, (tag) => tag.repeat(2 + chance.below(500))),
  ),
  breakTag: onText((source, chance) =>
    replaceOne(source, /<\/?[a-z][^>]*>/gi, chance, (tag) => tag.slice(0, chance.below(tag.length))),
  ),
  swapTags: onText((source, chance) => {
    const other = chance.pick(tags(source, /<\/?[a-z][^>]*>/gi))?.[0] ?? "";
    return replaceOne(source, /<\/?[a-z][^>]*>/gi, chance, () => other);
  }),
  repeatElements: onText((source, chance) => {
    const start = source.indexOf("<", chance.below(source.length));
    if (start < 0) return source;
    const end = behindTag(source.slice(0, Math.min(source.length, start + 3000)), chance);
    if (end <= start) return source;
    const piece = source.slice(start, end);
    return insert(source, end, piece.repeat(Math.min(2000, Math.ceil(1_000_000 / piece.length))));
  }),
  otherNamespaces: onText((source, chance) => {
    const found = chance.pick(tags(source, /xmlns(?::(\w+))?="([^"]*)"/g));
    const prefix = found?.[1];
    if (found === undefined) return source;
    if (prefix === undefined || chance.often(0.5)) return source.replaceAll(found[2] ?? "", "urn:other");
    return source.replaceAll(new RegExp(`(</?|xmlns:)${prefix}(?=[:=])`, "g"), "$1other");
  }),
  /** References come to point at themselves, at each other, or nowhere. */
  swapValues: onText((source, chance) => {
    let changed = source;
    for (let count = 1 + chance.below(8); count > 0; count--) {
      const name = chance.pick(tags(changed, /\s([\w:]+)="/g))?.[1] ?? "id";
      const values = new RegExp(`\\s${name}="[^"]*"`, "g");
      const value = chance.pick(tags(changed, values))?.[0] ?? "";
      changed = replaceOne(changed, values, chance, () => value);
    }
    return changed;
  }),
  extremeNumbers: onText((source, chance) => {
    let changed = source;
    for (let count = 1 + chance.below(6); count > 0; count--)
      changed = replaceOne(changed, /="-?\d+"|>\d+</g, chance, (found) => {
        const value = chance.pick(extremes) ?? "0";
        return found.startsWith(">") ? `>${value}<` : `="${value}"`;
      });
    return changed;
  }),
  strangeReferences: onText((source, chance) =>
    insert(source, behindTag(source, chance), (chance.pick(references) ?? "").repeat(1 + chance.below(2000))),
  ),
  rawSections: onText((source, chance) => {
    const piece = chance.pick([
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?",
      "?>",
      "<!",
      "</",
      "<",
      "\u0000",
    ] as const);
    return insert(source, chance.below(source.length), piece.repeat(1 + chance.below(300)));
  }),
  otherEncoding: onText((source, chance) => {
    const declared = chance.pick(["utf-16", "shift_jis", "x-none"] as const);
    return `<?xml version="1.0" encoding="${declared}"?>${source.replace(/^<\?xml[^>]*\?>/, "")}`;
  }),
};
