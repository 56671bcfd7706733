/** Zip archives as attackers and broken programs write them; what is inside is changed, too, and packed anew. */
import { deflateRawSync } from "node:zlib";
import { unzipSync } from "fflate";
import { writeZip, type ZipEntry, type ZipHeader, type ZipOptions } from "../support/documents/hostileZip";
import { byteMutations } from "./byteMutations";
import { type Chance } from "./chance";
import { type Mutation, type Mutations, utf8 } from "./mutation";
import { textMutations } from "./textMutations";
import { xmlMutations } from "./xmlMutations";

type Parts = readonly ZipEntry[];

/** Parts of an archive, in order; none when another mutation has broken it. */
function partsOf(bytes: Uint8Array): ZipEntry[] {
  try {
    return Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, content }));
  } catch {
    // No archive any more: nothing to take apart.
    return [];
  }
}

const onParts =
  (
    change: (
      parts: ZipEntry[],
      chance: Chance,
    ) => Parts | { readonly parts: Parts; readonly options: ZipOptions },
  ): Mutation =>
  (bytes, chance) => {
    const parts = partsOf(bytes);
    if (parts.length === 0) return bytes;
    const changed = change(parts, chance);
    return "parts" in changed ? writeZip(changed.parts, changed.options) : writeZip(changed);
  };

const isMarkup = ({ name }: ZipEntry) => /\.(?:xml|rels)$/.test(String(name));

/** One part, its XML rather than its pictures. */
function chosen(parts: Parts, chance: Chance): number {
  const markup = [...parts.keys()].filter((at) => parts[at] !== undefined && isMarkup(parts[at]));
  return chance.pick(markup.length > 0 ? markup : [...parts.keys()]) ?? 0;
}

function replaced(parts: Parts, at: number, change: (part: ZipEntry) => ZipEntry): Parts {
  return parts.map((part, index) => (index === at ? change(part) : part));
}

const insidePart = (mutations: Mutations): Mutation =>
  function inside(bytes, chance, samples) {
    let parts: Parts = partsOf(bytes);
    if (parts.length === 0) return bytes;
    for (let times = 1 + chance.below(3); times > 0; times--) {
      const mutation = chance.pick(Object.values(mutations)) ?? ((same) => same);
      parts = replaced(parts, chosen(parts, chance), (part) => ({
        name: part.name,
        content: mutation(part.content, chance, samples),
      }));
    }
    return writeZip(parts);
  };

const tricks: readonly ((name: string) => string)[] = [
  (name) => `../${name}`,
  (name) => `../../../../../../etc/${name}`,
  (name) => `/${name}`,
  (name) => `C:\\${name.replaceAll("/", "\\")}`,
  (name) => name.replaceAll("/", "\\"),
  (name) => `./${name}`,
  (name) => `a/../${name}`,
  (name) => name.toUpperCase(),
  (name) => `${name}\u0000.xml`,
  (name) => name.repeat(200),
  () => "",
  () => "__proto__",
  () => "constructor",
];

const sizes = [0, 1, 7, 0xffff, 0x7fffffff, 0xffffffff] as const;

function lies(chance: Chance): Partial<ZipHeader> {
  const kinds: readonly Partial<ZipHeader>[] = [
    { packed: chance.pick(sizes) },
    { size: chance.pick(sizes) },
    { offset: chance.pick(sizes) },
    { method: chance.pick([0, 1, 8, 9, 12, 14, 93, 99] as const) },
    { flags: chance.pick([1, 8, 9, 0x41, 0x2000, 0xffff] as const) },
    { crc: 0 },
  ];
  return chance.pick(kinds) ?? {};
}

type Packed = Pick<ZipEntry, "content"> & { readonly deflated: Uint8Array };
let spaces: Packed | undefined;

/** More than an archive may unpack at once, in less than a megabyte. */
function bomb(): Packed {
  if (spaces !== undefined) return spaces;
  const content = new Uint8Array(150_000_000).fill(0x20);
  return (spaces = { content, deflated: deflateRawSync(content, { level: 1 }) });
}

export const archiveMutations: Mutations = {
  // Twice, because most of what readers do is to read XML.
  insideXml: insidePart(xmlMutations),
  insideXmlToo: insidePart(xmlMutations),
  insideText: insidePart(textMutations),
  insideBytes: insidePart(byteMutations),
  losePart: onParts((parts, chance) => parts.toSpliced(chosen(parts, chance), 1)),
  swapParts: onParts((parts, chance) => {
    const [one, other] = [chosen(parts, chance), chosen(parts, chance)];
    const content = parts[other]?.content ?? new Uint8Array();
    return replaced(parts, one, ({ name }) => ({ name, content }));
  }),
  twoOfAName: onParts((parts, chance) => {
    const { name = "a" } = parts[chosen(parts, chance)] ?? {};
    const content = parts[chosen(parts, chance)]?.content ?? new Uint8Array();
    return chance.often(0.5) ? [{ name, content }, ...parts] : [...parts, { name, content }];
  }),
  trickyName: onParts((parts, chance) =>
    replaced(parts, chosen(parts, chance), (part) => ({
      ...part,
      name: (chance.pick(tricks) ?? String)(String(part.name)),
    })),
  ),
  lyingHeader: onParts((parts, chance) =>
    replaced(parts, chosen(parts, chance), (part) =>
      chance.often(0.7) ? { ...part, central: lies(chance) } : { ...part, local: lies(chance) },
    ),
  ),
  overlapping: onParts((parts, chance) => {
    const many = Array.from({ length: chance.pick([10, 3000] as const) }, (_, at) => ({
      name: `word/part${at}.xml`,
      content: new Uint8Array(),
      sharedWith: 0,
    }));
    return [...parts, ...many];
  }),
  lyingEnd: onParts((parts, chance) => ({
    parts,
    options: {
      count: chance.pick([0, 1, 0xffff, parts.length + 1] as const),
      comment: utf8(chance.often(0.5) ? "PK\u0005\u0006".repeat(30) : ""),
    },
  })),
  behindOtherData: onParts((parts, chance) => ({
    parts,
    options: { before: utf8("MZ".repeat(1 + chance.below(2000))), blindOffsets: chance.often(0.5) },
  })),
  nested: (bytes, chance) => {
    const parts = partsOf(bytes);
    if (parts.length === 0) return bytes;
    return writeZip(replaced(parts, chosen(parts, chance), ({ name }) => ({ name, content: bytes })));
  },
  partsOfAnother: (bytes, chance, samples) => {
    const parts = partsOf(bytes);
    const others = partsOf(
      chance.pick(samples.filter(({ bytes: [p, k] }) => p === 0x50 && k === 0x4b))?.bytes ?? bytes,
    );
    if (parts.length === 0 || others.length === 0) return bytes;
    const content = others[chosen(others, chance)]?.content ?? new Uint8Array();
    return chance.often(0.3)
      ? writeZip([...parts, ...others])
      : writeZip(replaced(parts, chosen(parts, chance), ({ name }) => ({ name, content })));
  },
};

/** These are meant to run into a limit of time or memory. */
export const heavyMutations: Mutations = {
  bombInside: onParts((parts, chance) =>
    replaced(parts, chosen(parts, chance), ({ name }) => ({ name, ...bomb() })),
  ),
  bombOfElements: onParts((parts, chance) => {
    const content = utf8(`<a>${"<b c='d'>x</b>".repeat(2_000_000)}</a>`);
    return replaced(parts, chosen(parts, chance), ({ name }) => ({ name, content }));
  }),
  manyEntries: onParts((parts) => [
    ...parts,
    ...Array.from({ length: 40_000 }, (_, at) => ({
      name: `a${at}`,
      content: new Uint8Array(),
      stored: true,
    })),
  ]),
};
