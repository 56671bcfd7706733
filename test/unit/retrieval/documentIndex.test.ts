import assert from "node:assert/strict";
import { createDocumentIndex, type DocumentIndexLimits } from "../../../server/src/retrieval/documentIndex";
import { type DocumentFiles } from "../../../server/src/retrieval/passages";
import { decodeIndex } from "../../../server/src/retrieval/persist";

const root = "file:///w";
const never = new AbortController().signal;

/** Files by their path below the root. Each paragraph is a passage; `# ` begins a heading. What is asked is counted. */
function disk(files: Record<string, string>) {
  const content = new Map(Object.entries(files));
  const versions = new Map<string, number>();
  const open = new Set<string>();
  const asked = { loads: [] as string[], reads: [] as string[], pauses: 0 };
  let onPause = () => {};
  const uriOf = (path: string) => `${root}/${path.split("/").map(encodeURIComponent).join("/")}`;
  const pathOf = (uri: string) => decodeURIComponent(uri.slice(root.length + 1));
  const ports: DocumentFiles = {
    list: (folder) => {
      const base = folder === root ? "" : `${pathOf(folder)}/`;
      const below = [...content.keys()]
        .filter((path) => path.startsWith(base))
        .map((path) => path.slice(base.length));
      const names = new Map(below.map((path) => [path.split("/", 1)[0] ?? "", path.includes("/")]));
      return Promise.resolve(
        [...names].map(([name, isFolder]) => ({ uri: uriOf(base + name), name, isFolder })),
      );
    },
    read: (uri) => Promise.resolve(content.get(pathOf(uri))),
    isSource: (uri) => !uri.endsWith(".png"),
    excluded: (uri) => uri.includes("secret"),
    pause: () => {
      asked.pauses++;
      onPause();
      return Promise.resolve();
    },
    state: (uri) => {
      const text = content.get(pathOf(uri));
      if (text === undefined) return Promise.resolve(undefined);
      const stamp = `${text.length}:${versions.get(pathOf(uri)) ?? 1}`;
      return Promise.resolve({ stamp, bytes: Buffer.byteLength(text), isOpen: open.has(pathOf(uri)) });
    },
    load: (uri) => {
      asked.loads.push(pathOf(uri));
      const text = content.get(pathOf(uri));
      return Promise.resolve(text === undefined || text === "locked" ? undefined : Buffer.from(text));
    },
    passages: (uri, bytes) => {
      asked.reads.push(pathOf(uri));
      const text = Buffer.from(bytes).toString();
      if (text.startsWith("%broken")) return Promise.resolve({ unread: "it is broken" });
      if (text.startsWith("%partly"))
        return Promise.resolve({ passages: [], skipped: ["page 2: a picture"] });
      let headings: readonly string[] = [];
      const passages = [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
        if (line.startsWith("# ")) {
          headings = [line.slice(2)];
          return [];
        }
        return [{ span: { start: index, end: index + line.length }, headings, text: line }];
      });
      return Promise.resolve({ passages });
    },
  };
  return {
    ...{ ports, content, open, uriOf },
    /** Paths since the last call. */
    loads: () => asked.loads.splice(0),
    reads: () => asked.reads.splice(0),
    pauses: () => asked.pauses,
    whenPaused: (run: () => void) => (onPause = run),
    write(path: string, text: string) {
      content.set(path, text);
      versions.set(path, (versions.get(path) ?? 1) + 1);
    },
    async built(limits?: Partial<DocumentIndexLimits>) {
      const index = createDocumentIndex(ports, { files: 1000, characters: 1e6, fileBytes: 1e5, ...limits });
      await index.build([root], {}, never);
      return index;
    },
  };
}

type Index = ReturnType<typeof createDocumentIndex>;

const found = async (index: Index, text: string, limit = 10) =>
  (await index.query(text, { limit }, never)).map(
    ({ uri, span }) => `${decodeURIComponent(uri.slice(root.length + 1))} ${span.start}-${span.end}`,
  );
const paths = async (index: Index, text: string) =>
  [...new Set((await found(index, text, 100)).map((each) => each.split(" ")[0]))].sort();

describe("document index", () => {
  const trees: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    [
      "every depth and every kind",
      { "a.md": "納期", "b/c/d.ts": "納期", "x.txt": "費用" },
      ["a.md", "b/c/d.ts"],
    ],
    ["Japanese names", { "規 程/第1条#.md": "納期" }, ["規"]],
    [
      "ignored files not",
      { ".gitignore": "out/\n*.log", "out/a.md": "納期", "b.log": "納期", "c.md": "納期" },
      ["c.md"],
    ],
    ["excluded files not", { "secret/a.md": "納期", "b.md": "納期" }, ["b.md"]],
    ["files that hold no text not", { "a.png": "納期", "b.md": "納期" }, ["b.md"]],
    ["a file's own name", { "納期管理.md": "本文", "b.md": "費用" }, ["納期管理.md"]],
    ["nothing in nothing", {}, []],
  ];
  for (const [name, files, expected] of trees)
    it(`finds: ${name}`, async () => {
      assert.deepEqual(await paths(await disk(files).built(), "納期"), expected);
    });

  it("answers span, headings and score, the best first, equal ones by address and place", async () => {
    const on = disk({
      "b.md": "# 緊急連絡先\n担当は総務部である。\n総務部の者が別の行に書いた。",
      "a.md": "緊急の用件\n緊急の用件\n関係のない行",
    });
    const index = await on.built();
    const answer = await index.query("緊急の連絡先", { limit: 10 }, never);
    const [best] = answer;
    assert.deepEqual(
      [best?.uri, best?.span, best?.headings],
      [on.uriOf("b.md"), { start: 8, end: 18 }, ["緊急連絡先"]],
    );
    assert.deepEqual(await found(index, "緊急の連絡先"), [
      "b.md 8-18",
      "b.md 19-33",
      "a.md 0-5",
      "a.md 6-11",
    ]);
    assert.ok(answer.every(({ score }, at) => score > 0 && score <= (answer[at - 1]?.score ?? Infinity)));
    assert.deepEqual(await found(index, "緊急の連絡先", 1), ["b.md 8-18"]);
    const inA = await index.query("緊急", { limit: 10, accept: (uri) => uri.endsWith("a.md") }, never);
    assert.deepEqual([...new Set(inA.map(({ uri }) => uri))], [on.uriOf("a.md")]);
    assert.deepEqual(await found(index, "the ありません"), []);
  });

  it("ranks the same in whatever order files came", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `${at % 7}/${at}.md`,
        `予算 ${at % 3} 件\n購買 ${at % 5} 件\n検査`,
      ]),
    );
    const whole = await disk(files).built();
    const on = disk({});
    const grown = await on.built();
    for (const [path, text] of Object.entries(files).reverse()) {
      on.write(path, `検査 ${text}`);
      await grown.update(on.uriOf(path), never);
      on.write(path, text);
      await grown.update(on.uriOf(path), never);
    }
    for (const text of ["予算 1", "購買の検査 2", "検査"])
      assert.deepEqual(
        await grown.query(text, { limit: 30 }, never),
        await whole.query(text, { limit: 30 }, never),
      );
  });

  it("reads one file after an edit, and none when nothing changed or only its times did", async () => {
    const on = disk({ "a.md": "納期", "b.md": "費用" });
    const index = await on.built();
    on.reads();
    on.write("a.md", "請求");
    await index.update(on.uriOf("a.md"), never);
    assert.deepEqual(on.reads(), ["a.md"]);
    assert.deepEqual([await paths(index, "納期"), await paths(index, "請求")], [[], ["a.md"]]);
    on.loads();
    await index.build([root], {}, never);
    assert.deepEqual(on.loads(), []);
    on.write("b.md", "費用");
    await index.build([root], {}, never);
    assert.deepEqual([on.loads(), on.reads()], [["b.md"], []]);
  });

  it("follows what is made, deleted, ignored and left", async () => {
    const on = disk({ "a.md": "納期", "d/b.md": "納期", "d/c.md": "納期" });
    const index = await on.built();
    on.content.delete("a.md");
    await index.update(on.uriOf("a.md"), never);
    assert.deepEqual(await paths(index, "納期"), ["d/b.md", "d/c.md"]);
    on.content.set(".gitignore", "c.md");
    await index.update(on.uriOf(".gitignore"), never);
    assert.deepEqual(await paths(index, "納期"), ["d/b.md"]);
    on.content.delete(".gitignore");
    await index.build([root], {}, never);
    assert.deepEqual(await paths(index, "納期"), ["d/b.md", "d/c.md"]);
    await index.update("file:///elsewhere/x.md", never);
    await index.build([], {}, never);
    assert.deepEqual([await paths(index, "納期"), index.size().files], [[], 0]);
  });

  it("tells its progress, stops when cancelled and goes on without reading again", async () => {
    const long = "納期と費用の管理について定める。".repeat(100);
    const on = disk(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${100 + at}.md`, long])));
    const index = createDocumentIndex(on.ports);
    const stop = new AbortController();
    const steps: string[] = [];
    const progress = ({ done, total }: { done: number; total: number }) => {
      steps.push(`${done}/${total}`);
      if (done === 120) stop.abort(new Error("enough"));
    };
    await assert.rejects(index.build([root], { progress }, stop.signal), /enough/);
    const first = on.reads();
    assert.ok(first.length >= 119 && first.length < 200, `${first.length} files read`);
    assert.equal(index.size().complete, false);
    assert.ok((await paths(index, "納期")).length > 0, "what was read can be found");
    steps.length = 0;
    await index.build([root], { progress }, never);
    assert.deepEqual([steps[0], steps.at(-1)], ["0/300", "300/300"]);
    assert.deepEqual([...first, ...on.reads()].sort(), [...on.content.keys()].sort());
    assert.equal(index.size().complete, true);
  });

  it("leaves a file out whole that was stopped half-way, and reads it the next time", async () => {
    const on = disk({ "a.md": Array.from({ length: 4000 }, (_, at) => `納期 ${at} word${at}`).join("\n") });
    const index = createDocumentIndex(on.ports);
    for (const pause of [1, 2, 3, 4]) {
      const stop = new AbortController();
      let left = pause;
      on.whenPaused(() => (left-- === 0 ? stop.abort(new Error("enough")) : undefined));
      await index
        .build([root], {}, stop.signal)
        .catch((error: unknown) => assert.match(String(error), /enough/));
      const { files, passages } = index.size();
      assert.deepEqual([files, passages], files === 1 ? [1, 4000] : [0, 0]);
    }
    on.whenPaused(() => {});
    await index.build([root], {}, never);
    assert.equal(index.size().passages, 4000);
  });

  it("tries again what somebody held open", async () => {
    const on = disk({ "a.md": "locked" });
    const index = await on.built();
    const { load } = on.ports;
    on.ports.load = () => Promise.resolve(Buffer.from("納期"));
    await index.build([root], {}, never);
    on.ports.load = load;
    assert.deepEqual([await paths(index, "納期"), index.size().unread], [["a.md"], []]);
  });

  it("lets others work", async () => {
    const on = disk(
      Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.md`, "納期 ".repeat(3000)])),
    );
    await on.built();
    assert.ok(on.pauses() >= 5, `${on.pauses()} pauses`);
  });

  it("says what it could not read and what it left out", async () => {
    const on = disk({
      "a.md": "%broken",
      "b.md": "納期",
      "c.md": "locked",
      "d.md": "x".repeat(3 << 20),
      "e.md": "%partly",
    });
    const index = await on.built({ fileBytes: 2 << 20 });
    assert.deepEqual(
      index.size().unread.map(({ uri, why }) => `${uri.slice(-4)} ${why}`),
      [
        "a.md it is broken",
        "c.md The file cannot be read.",
        "d.md The file has 3 MB; files over 2 MB are not searched. Split it.",
        "e.md page 2: a picture",
      ],
    );
    const small = await disk({ "a.md": "納期", "b.md": "納期", "c.md": "納期" }).built({ files: 2 });
    assert.deepEqual([small.size().leftOut, small.size().complete], [1, false]);
    assert.deepEqual([index.size().leftOut, index.size().complete], [0, true]);
  });
});

describe("document index on disk", () => {
  const files = {
    "a.md": "# 秘密の見出し\n納期は三十日とする。\nThe delivery time.",
    "b.md": "費用の管理",
    "c.md": "検査",
  };
  const settings = "chunks 1";

  async function restored(on: ReturnType<typeof disk>, bytes: Uint8Array): Promise<Index> {
    const stored = decodeIndex(bytes, settings);
    assert.ok("fileOf" in stored, JSON.stringify(stored));
    const index = createDocumentIndex(on.ports);
    on.loads();
    on.reads();
    await index.build([root], { stored }, never);
    return index;
  }

  it("comes back with the same answers, without reading a file until headings are wanted", async () => {
    const on = disk(files);
    const before = await on.built();
    const after = await restored(on, await before.save(settings, never));
    assert.deepEqual([on.loads(), on.reads()], [[], []]);
    for (const text of ["納期", "秘密の見出し", "delivery の検査"])
      assert.deepEqual(
        await after.query(text, { limit: 10 }, never),
        await before.query(text, { limit: 10 }, never),
      );
    assert.deepEqual(on.reads().sort(), ["a.md", "c.md"]);
    await after.query("納期", { limit: 10 }, never);
    assert.deepEqual(on.reads(), []);
  });

  it("reads again what changed, and by its hash what was only touched or open in an editor", async () => {
    const on = disk(files);
    on.open.add("c.md");
    const bytes = await (await on.built()).save(settings, never);
    on.write("a.md", "支払");
    on.write("b.md", files["b.md"]);
    const index = await restored(on, bytes);
    assert.deepEqual([on.loads(), on.reads()], [["a.md", "b.md", "c.md"], ["a.md"]]);
    assert.deepEqual([await paths(index, "支払"), await paths(index, "納期")], [["a.md"], []]);
  });

  it("reads again what could not be read as a whole, so that it is told again", async () => {
    const on = disk({ ...files, "d.md": "%partly", "e.md": "%broken" });
    const index = await restored(on, await (await on.built()).save(settings, never));
    assert.deepEqual(on.reads(), ["d.md", "e.md"]);
    assert.deepEqual(
      index.size().unread.map(({ why }) => why),
      ["page 2: a picture", "it is broken"],
    );
  });

  it("holds no text and no names, and forgets what went", async () => {
    const on = disk({ ...files, "秘密の計画.md": "本日の天気予報" });
    const index = await on.built();
    on.content.delete("b.md");
    await index.update(on.uriOf("b.md"), never);
    const bytes = Buffer.from(await index.save(settings, never));
    for (const text of [
      "納期は",
      "三十日",
      "見出し",
      "delivery time",
      "計画.md",
      "a.md",
      "天気予報",
      "費用",
      root,
    ])
      assert.equal(bytes.includes(text), false, text);
    assert.ok(bytes.includes("納期") && bytes.includes("天気"), "words are there, as the setting says");
  });

  it("is made again when it does not fit", async () => {
    const good = Buffer.from(await (await disk(files).built()).save(settings, never));
    const changed = (at: number) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    const cases: readonly (readonly [Uint8Array, string, RegExp])[] = [
      [good, "chunks 2", /other settings/],
      [changed(0), settings, /damaged or no index/],
      [changed(12), settings, /format is 0, not 1/],
      [changed(16), settings, /cut by rules/],
      [changed(good.length - 1), settings, /damaged/],
      [good.subarray(0, -1), settings, /damaged/],
      [good.subarray(0, 40), settings, /damaged or no index/],
      [new Uint8Array(), settings, /damaged or no index/],
    ];
    for (const [bytes, wanted, wrong] of cases) {
      const result = decodeIndex(bytes, wanted);
      assert.match("wrong" in result ? result.wrong : "taken", wrong);
    }
  });
});
