import assert from "node:assert/strict";
import { type CodeFiles, createCodeIndex } from "../../../server/src/retrieval/codeIndex";
import { lines } from "../../support/cursor";

const root = "file:///w";
const never = new AbortController().signal;

/** Files by their path below the root; what is asked of them is counted. */
function disk(files: Record<string, string>) {
  const content = new Map(Object.entries(files));
  const listed: string[] = [];
  const read: string[] = [];
  let pauses = 0;
  let onPause = () => {};
  const uriOf = (path: string) => `${root}/${path.split("/").map(encodeURIComponent).join("/")}`;
  const pathOf = (uri: string) => decodeURIComponent(uri.slice(root.length + 1));
  const ports: CodeFiles = {
    list: (folder) => {
      listed.push(pathOf(folder));
      const base = folder === root ? "" : `${pathOf(folder)}/`;
      const below = [...content.keys()]
        .filter((path) => path.startsWith(base))
        .map((path) => path.slice(base.length));
      const names = new Map(below.map((path) => [path.split("/", 1)[0] ?? "", path.includes("/")]));
      const entries = [...names].map(([name, isFolder]) => ({ uri: uriOf(base + name), name, isFolder }));
      return Promise.resolve(entries.reverse());
    },
    read: (uri, largest) => {
      read.push(pathOf(uri));
      const text = content.get(pathOf(uri));
      return Promise.resolve(text !== undefined && text.length <= largest ? text : undefined);
    },
    isSource: (uri) => /\.(?:ts|py)$/.test(uri),
    excluded: (uri) => uri.includes("secret"),
    pause: () => {
      pauses++;
      onPause();
      return Promise.resolve();
    },
  };
  return {
    ports,
    content,
    uriOf,
    listed,
    read,
    pauses: () => pauses,
    whenPaused: (run: () => void) => (onPause = run),
  };
}

const code = (word: string) => lines("export function load() {", `  return ${word};`, "}");
const files = (...paths: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, code("needle")]));

/** Paths of files with a chunk that holds the word. */
function findings(index: ReturnType<typeof createCodeIndex>, word = "needle"): readonly string[] {
  const found = index.similar(new Map([[word, 1]]), 100, () => true);
  return [...new Set(found.map(({ uri }) => decodeURIComponent(uri.slice(root.length + 1))))].sort();
}

async function built(on: ReturnType<typeof disk>, limits?: Parameters<typeof createCodeIndex>[1]) {
  const index = createCodeIndex(on.ports, limits);
  await index.build([root], never);
  return index;
}

interface TreeCase {
  readonly name: string;
  readonly files: Record<string, string>;
  readonly found: readonly string[];
}

const trees: readonly TreeCase[] = [
  {
    name: "finds source files at every depth",
    files: files("a.ts", "b/c/d.ts", "x.md"),
    found: ["a.ts", "b/c/d.ts"],
  },
  { name: "reads Japanese names", files: files("設計 書/計算#1.ts"), found: ["設計 書/計算#1.ts"] },
  {
    name: "leaves out what tools write and what is excluded",
    files: files(
      "node_modules/a/b.ts",
      ".git/c.ts",
      "secret.ts",
      "secrets/a.ts",
      "__pycache__/x.py",
      "ok.py",
    ),
    found: ["ok.py"],
  },
  {
    name: "heeds the root's .gitignore",
    files: {
      ".gitignore": "build/\n*.gen.ts\n/only.ts\n",
      ...files("build/a.ts", "x/y.gen.ts", "only.ts", "x/only.ts"),
    },
    found: ["x/only.ts"],
  },
  {
    name: "heeds a deeper .gitignore, for its own folder only",
    files: {
      "a/.gitignore": "# local\nout\n/top.ts\nsub/deep.ts\n",
      ...files(
        "a/out/x.ts",
        "a/b/out/x.ts",
        "a/top.ts",
        "a/b/top.ts",
        "a/sub/deep.ts",
        "a/b/sub/deep.ts",
        "out/x.ts",
      ),
    },
    found: ["a/b/sub/deep.ts", "a/b/top.ts", "out/x.ts"],
  },
  {
    name: "lets a deeper .gitignore take back what a higher one ignores",
    files: {
      ".gitignore": "*.gen.ts\nlogs/\n",
      "a/.gitignore": "!keep.gen.ts\n!logs/\n",
      ...files("keep.gen.ts", "a/keep.gen.ts", "a/other.gen.ts", "a/logs/x.ts", "logs/x.ts"),
    },
    found: ["a/keep.gen.ts", "a/logs/x.ts"],
  },
  {
    name: "takes the names of folders literally in patterns",
    files: { "a*b/.gitignore": "/x.ts", ...files("a*b/x.ts", "aab/x.ts", "a*b/y.ts") },
    found: ["a*b/y.ts", "aab/x.ts"],
  },
  {
    name: "leaves out binaries, minified code and large files",
    files: {
      "binary.ts": `${code("needle")}\0`,
      "min.ts": `${code("needle")}\n${"var a=needle;".repeat(500)}`,
      "large.ts": `${code("needle")}\n`.repeat(5000),
      "empty.ts": "",
      ...files("a.ts"),
    },
    found: ["a.ts"],
  },
];

describe("code index", () => {
  for (const { name, files, found } of trees)
    it(name, async () => assert.deepEqual(findings(await built(disk(files))), found));

  it("does not look into ignored folders", async () => {
    const on = disk({ ".gitignore": "target", ...files("target/deep/a.ts", "src/a.ts") });
    await built(on);
    assert.deepEqual(on.listed, ["", "src"]);
  });

  it("answers lines of other files, the most alike first, and how alike they are", async () => {
    const filler = (from: number) =>
      Array.from({ length: 30 }, (_, at) => `const filler${from + at} = ${at};`);
    const on = disk({
      "far.ts": lines(
        ...filler(0),
        "",
        "function parseInvoice(invoice) {",
        "  return invoice.total;",
        "}",
        ...filler(30),
      ),
      "near.ts": lines("function parseInvoice(invoice) {", "  return invoice.total + invoice.tax;", "}"),
      "own.ts": lines("function parseInvoice(invoice) {", "  return invoice.total + invoice.tax;", "}"),
    });
    const index = await built(on);
    const query = new Map([
      ["parseinvoice", 2],
      ["tax", 1],
      ["neverseen", 1],
    ]);
    const found = index.similar(query, 5, (uri) => !uri.endsWith("own.ts"));
    assert.deepEqual(
      found.map(({ uri, start, end }) => [uri, start, end]),
      [
        [`${root}/near.ts`, 0, 3],
        [`${root}/far.ts`, 31, 64],
      ],
    );
    const [best = 0, second = 0] = found.map(({ likeness }) => likeness);
    assert.ok(best < 1 && best > 2 * second && second > 0, `${best} ${second}`);
  });

  it("follows changes: written, deleted, made, ignored", async () => {
    const on = disk({ ".gitignore": "skip/", ...files("a.ts", "b/c.ts", "b/d.ts") });
    const index = await built(on);
    const change = async (path: string, text: string | undefined) => {
      if (text === undefined) on.content.delete(path);
      else on.content.set(path, text);
      await index.update(on.uriOf(path), never);
    };
    await change("a.ts", code("other"));
    assert.deepEqual([findings(index), findings(index, "other")], [["b/c.ts", "b/d.ts"], ["a.ts"]]);
    await change("a.ts", undefined);
    await change("new/e.ts", code("needle"));
    await change("skip/f.ts", code("needle"));
    await change("secret.ts", code("needle"));
    assert.deepEqual([findings(index), findings(index, "other")], [["b/c.ts", "b/d.ts", "new/e.ts"], []]);
    await change(".gitignore", "skip/\nd.ts\n");
    assert.deepEqual(findings(index), ["b/c.ts", "new/e.ts"]);
    await index.update(on.uriOf("b"), never);
    assert.deepEqual(findings(index), ["new/e.ts"]);
    assert.equal(index.size().files, 1);
    await index.update("file:///elsewhere/x.ts", never);
    await index.build([], never);
    assert.deepEqual([findings(index), index.size().chunks], [[], 0]);
  });

  it("knows of any file whether a .gitignore names it, as these files change", async () => {
    const on = disk({ ".gitignore": "local/\n*.log", "a/.gitignore": "own.yaml", ...files("a/b.ts") });
    const index = await built(on);
    const ignored = () =>
      ["local/rates.yaml", "x.log", "a/own.yaml", "own.yaml", "a/b.ts"].filter((path) =>
        index.ignores(on.uriOf(path)),
      );
    assert.deepEqual(ignored(), ["local/rates.yaml", "x.log", "a/own.yaml"]);
    on.content.set(".gitignore", "own.yaml");
    await index.update(on.uriOf(".gitignore"), never);
    assert.deepEqual(ignored(), ["a/own.yaml", "own.yaml"]);
    assert.equal(index.ignores("file:///elsewhere/own.yaml"), false);
  });

  it("holds to its limits, nearest to the root first, and says so", async () => {
    const on = disk(files("z.ts", "a/1.ts", "a/2.ts", "a/b/3.ts"));
    const few = await built(on, { files: 3, characters: 1e6, fileBytes: 1e5 });
    assert.deepEqual(findings(few), ["a/1.ts", "a/2.ts", "z.ts"]);
    assert.equal(few.size().complete, false);
    await few.update(on.uriOf("a/b/3.ts"), never);
    assert.equal(few.size().files, 3);
    const small = await built(on, { files: 100, characters: 60, fileBytes: 1e5 });
    assert.equal(small.size().files, 2);
    const all = await built(on);
    assert.deepEqual([all.size().files, all.size().complete], [4, true]);
  });

  it("pauses at least every 32 kB, and stops where it is aborted", async () => {
    const text = Array.from({ length: 2000 }, (_, at) => `const name${at} = needle;`).join("\n");
    const on = disk({ "a.ts": text, "b.ts": text, "c.ts": text });
    await built(on);
    assert.ok(on.pauses() > (3 * text.length) / 40_000, `${on.pauses()} pauses`);
    const end = new AbortController();
    on.read.length = 0;
    on.whenPaused(() => end.abort(new Error("closed")));
    const index = createCodeIndex(on.ports);
    await assert.rejects(index.build([root], end.signal), /closed/);
    assert.deepEqual(on.read, ["a.ts"]);
    assert.equal(index.size().complete, false);
    on.whenPaused(() => {});
    await index.build([root], never);
    assert.equal(index.size().complete, true);
  });
});
