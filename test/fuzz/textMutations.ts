/** What text of strangers looks like: lines without end, broken characters, marks without number. */
import { type Chance } from "./chance";
import { joined, type Mutation, type Mutations, utf8 } from "./mutation";

const mark = (bytes: Uint8Array, piece: Uint8Array, chance: Chance): Uint8Array => {
  const newline = bytes.indexOf(10, chance.below(bytes.length));
  const at = newline < 0 || chance.often(0.3) ? chance.below(bytes.length) : newline + 1;
  return joined(bytes.subarray(0, at), piece, bytes.subarray(at));
};

const inserting =
  (make: (chance: Chance) => string | Uint8Array): Mutation =>
  (bytes, chance) => {
    const piece = make(chance);
    return mark(bytes, typeof piece === "string" ? utf8(piece) : piece, chance);
  };

const openers = [
  ...[
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "[",
    "![",
    "(",
    "{",
    "<div>",
    "<b ",
    "*",
    "**",
    "_",
    "~",
    "`",
    "``` ",
    "~~~",
  ],
  ...[
    "|",
    "| a ",
    "#",
    "\\",
    "&",
    "<!--",
    "$",
    "[^a]: ",
    "[a]: ",
    "[a][",
    "+-",
    "=",
    "==",
    "....\n",
    "|===\n",
  ],
  ...[
    "====\n",
    ":a: ",
    '"',
    "'",
    '"""',
    "/*",
    "//",
    "--",
    "#if ",
    "\t",
    " ",
    "(1)",
    "第1条",
    "　",
    "\n",
    "\r",
    "1.",
  ],
  ...[
    ".. ",
    ":: ",
    "\\begin{a}",
    '",',
    "<![CDATA[",
    "${",
    "{{",
    "<?php ",
    "*> ",
    "      *",
    'R"x(',
    "@",
    "~~",
    "a*",
  ],
] as const;

/** Characters that programs stumble over. */
const strange = [
  ...["\u0000", "\ufeff", "\u200d", "\u202e", "\u2028", "\u0085", "\u3099", "\u{e0100}", "\u{1f468}\u200d"],
  ...[
    "\ufffe",
    "\u00ad",
    "\u115f",
    "\ufdfd",
    "葛\u{e0101}",
    "㍿",
    "①",
    "İ",
    "ß",
    "\u0301",
    "\u001b$B",
    "\u000c",
  ],
];

/** Bytes that no encoding, or another one, has: surrogates, cut characters, Shift_JIS, EUC-JP. */
const foreign = [
  [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80],
  [0xe6, 0x89],
  [0xff, 0xfe],
  [0xfe, 0xff, 0x00],
  [0x8e, 0xe8, 0x8f, 0x87, 0x8f],
  [0xbc, 0xea, 0xbd, 0xe7],
  [0x1b, 0x24, 0x42, 0x3c, 0x6a],
  [0xc0, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0x00, 0xd8, 0x41, 0x00],
] as const;

const count = (chance: Chance) => chance.pick([30, 1000, 10_000, 60_000] as const);

export const textMutations: Mutations = {
  longLine: inserting((chance) => {
    const word = chance.pick(["a", "手", "a b ", "1", "a.b(", "、", "ー", "x=1;"] as const);
    return word.repeat(Math.ceil(chance.pick([5000, 300_000] as const) / word.length));
  }),
  manyMarks: inserting((chance) => (chance.pick(openers) ?? ">").repeat(count(chance))),
  markedLines: inserting((chance) => {
    const opener = chance.pick(openers) ?? ">";
    return Array.from({ length: Math.min(count(chance), 10_000) }, (_, at) => `${opener}a${at}\n`).join("");
  }),
  growingMarks: inserting((chance) => {
    const opener = chance.pick(openers) ?? ">";
    return Array.from({ length: 300 }, (_, at) => `${opener.repeat(at + 1)}a\n`).join("");
  }),
  marksInTurn: inserting((chance) => {
    const pair = (chance.pick(openers) ?? "[") + (chance.pick(openers) ?? "]");
    return pair.repeat(count(chance) / 2);
  }),
  strangeCharacters: inserting((chance) => (chance.pick(strange) ?? "\0").repeat(1 + chance.below(3000))),
  foreignBytes: inserting((chance) => {
    const piece = Uint8Array.from(chance.pick(foreign) ?? []);
    return joined(...Array.from({ length: 1 + chance.below(400) }, () => piece));
  }),
  byteOrderMark: (bytes, chance) => {
    const mark = chance.pick([
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
    ] as const);
    return joined(Uint8Array.from(mark ?? []), bytes);
  },
  otherLineBreaks: (bytes, chance) => {
    const other = chance.pick(["\r\n", "\r", "", "\u2028", "\n\n", "\n\r", " "] as const);
    const text = Buffer.from(bytes).toString("latin1");
    return new Uint8Array(
      Buffer.from(text.replaceAll("\n", Buffer.from(other).toString("latin1")), "latin1"),
    );
  },
  repeatLines: (bytes, chance) => {
    const start = bytes.indexOf(10, chance.below(bytes.length)) + 1;
    const end = bytes.indexOf(10, start + chance.below(300)) + 1;
    if (end <= start) return bytes;
    const times = Math.min(5000, Math.ceil(600_000 / (end - start)));
    const lines = Array.from({ length: times }, () => bytes.subarray(start, end));
    return joined(bytes.subarray(0, end), ...lines, bytes.subarray(end));
  },
  asUtf16: (bytes, chance) => {
    const wide = Buffer.from(new TextDecoder().decode(bytes), "utf16le");
    if (chance.often(0.5)) wide.swap16();
    // An odd byte shifts all that follows.
    return new Uint8Array(chance.often(0.3) ? wide.subarray(1) : wide);
  },
};
