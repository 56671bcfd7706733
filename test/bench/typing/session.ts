/** The session that is replayed: three files, two switches, the same keys every time. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Indentation, type Page } from "./keyboard";
import { type Random, seeded } from "./random";
import { type Stroke, typePassage } from "./typist";

export interface TypedFile {
  readonly uri: string;
  /** Name within the project. */
  readonly path: string;
  /** LSP language id. */
  readonly languageId: string;
}

/** One file's share of the session. */
export interface Part {
  readonly file: TypedFile;
  /** The file as it is opened, with the cursor where writing begins. */
  readonly opening: Page;
  /** Milliseconds of reading between opening and the first key. */
  readonly reading: number;
  readonly strokes: readonly Stroke[];
}

interface Passage {
  /** The first of the lines to be typed, as it begins; they are taken out of the file and typed again. */
  readonly from: string;
  readonly lines: number;
}

interface Script extends Pick<TypedFile, "path" | "languageId"> {
  readonly indentation: Indentation;
  readonly passages: readonly Passage[];
}

const braces = "([{";
export const scripts: readonly Script[] = [
  {
    path: "src/ledger.ts",
    languageId: "typescript",
    indentation: { unit: 2, openers: braces },
    passages: [
      { from: "    const lines: string[] = [];", lines: 2 },
      { from: "  const digits = currency", lines: 2 },
    ],
  },
  {
    path: "src/billing.py",
    languageId: "python",
    indentation: { unit: 4, openers: `${braces}:` },
    passages: [{ from: '    """支払期限は発行日の', lines: 5 }],
  },
  {
    path: "src/ShipmentPlanner.java",
    languageId: "java",
    indentation: { unit: 4, openers: braces },
    passages: [{ from: "        for (OrderLine line : waiting) {", lines: 6 }],
  },
];

/** Milliseconds that a writer looks at another place of the file after the cursor came there. */
const looking = 1200;

const folder = path.join(import.meta.dirname, "files");

/** `keys`: at most so many of each part. */
export async function loadSession(keys = Infinity): Promise<readonly Part[]> {
  return Promise.all(
    scripts.map(async (script, index) => {
      const text = await readFile(path.join(folder, `${path.basename(script.path)}.txt`), "utf8");
      const part = partOf(script, text, seeded(index + 51));
      return { ...part, strokes: part.strokes.slice(0, keys) };
    }),
  );
}

/** Every passage is missing when the file is opened; they are written in order. */
export function partOf({ passages, ...script }: Script, whole: string, random: Random): Part {
  const cuts = passages.map((passage) => cutOf(whole, passage));
  const { path: name, languageId, indentation } = script;
  let text = cuts.reduce((rest, { lines }) => rest.replace(`\n${lines}`, ""), whole);
  const strokes: Stroke[] = [];
  let opening: Page | undefined;
  for (const { above, lines } of cuts) {
    const offset = text.indexOf(above) + above.length;
    if (opening === undefined) opening = { text, offset };
    else strokes.push({ key: "Move", text, offset, gap: looking });
    const typed = typePassage({ text, offset }, `\n${lines}`, { indentation, random });
    const last = typed.at(-1);
    strokes.push(...typed.slice(0, -1), ...(last === undefined ? [] : [{ ...last, done: true as const }]));
    text = last?.text ?? text;
  }
  const file = { uri: `file:///project/${name}`, path: name, languageId };
  return { file, opening: opening ?? { text, offset: 0 }, reading: 2500, strokes };
}

/** The lines, and enough of what stands above them to find the place again. */
function cutOf(whole: string, { from, lines: count }: Passage) {
  const start = whole.indexOf(`\n${from}`) + 1;
  if (start === 0) throw new Error(`no line begins with ${JSON.stringify(from)}`);
  const lines = whole.slice(start).split("\n").slice(0, count).join("\n");
  const above = whole
    .slice(0, start - 1)
    .split("\n")
    .slice(-3)
    .join("\n");
  return { above, lines };
}
