import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import {
  type ContextPorts,
  createContextSources,
  type PiecesRequest,
} from "../../../../server/src/completion/context/sources";
import { type ContextSource } from "../../../../server/src/protocol";
import { lines, parse } from "../../../support/cursor";

const never = new AbortController().signal;
const own = "file:///w/own.ts";
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name} line ${at}`).join("\n");
const defined = lines("/** Loads. */", "export function load(uri: string) {", "  return uri;", "}");

interface Script {
  readonly files?: Record<string, string>;
  readonly definitions?: ContextPorts["definitions"];
  readonly similar?: ContextPorts["similar"];
  readonly sources?: readonly ContextSource[];
}

/** Ports as a test wants them, a clock it moves, and waits it ends. */
function setUp({ files = {}, definitions, similar, sources }: Script = {}) {
  const content = new Map(
    Object.entries({
      "a.ts": numbered("alpha", 100),
      "b.ts": numbered("beta", 100),
      "def.ts": defined,
      ...files,
    }),
  );
  const excluded = new Set<string>();
  const asked: string[] = [];
  const errors: unknown[] = [];
  let waits: { readonly ms: number; readonly end: () => void }[] = [];
  let time = 0;
  const uriOf = (name: string) => `file:///w/${name}`;
  const ports: ContextPorts = {
    text: (uri) => Promise.resolve(content.get(uri.slice(10))),
    definitions: (uri, positions, signal) => {
      asked.push(...positions.map(({ line, character }) => `${line}:${character}`));
      return definitions?.(uri, positions, signal) ?? Promise.resolve([]);
    },
    similar: similar ?? (() => []),
    pathOf: (uri) => uri.slice(10),
    own: (uri) => uri.startsWith("file:///w/"),
    excluded: (uri) => excluded.has(uri),
    now: () => time,
    delay: (ms, signal) =>
      new Promise((end, reject) => {
        waits.push({ ms, end });
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      }),
    onError: (error) => errors.push(error),
  };
  const context = createContextSources(ports, sources && { sources: new Set(sources) });
  const marked = 'import { load } from "./def";\nconst total = load(invoice|);';
  async function ask(text = marked, more: Partial<PiecesRequest> = {}, signal = never) {
    const count = (piece: string) => Promise.resolve(piece.length / 4);
    const request = {
      uri: own,
      languageId: "typescript",
      ...parse(text),
      budget: 1000,
      window: "",
      count,
      ...more,
    };
    const found = await context.pieces(request, signal);
    return found.map(({ source, path, lines }) => `${source} ${path} ${lines.start}-${lines.end}`);
  }
  return {
    context,
    content,
    excluded,
    asked,
    errors,
    uriOf,
    ask,
    pass: (ms: number) => (time += ms),
    /** Ends the waits of up to `ms`. */
    endWaits: (ms: number) => {
      for (const wait of waits.filter((each) => each.ms <= ms)) wait.end();
      waits = waits.filter((each) => each.ms > ms);
    },
  };
}

const at = (name: string, line: number) => ({
  uri: `file:///w/${name}`,
  range: { start: { line, character: 0 }, end: { line, character: 5 } },
});
const likeB = () => [{ uri: "file:///w/b.ts", start: 40, end: 60, likeness: 0.3 }];

describe("context from other files", () => {
  it("puts all sources together", async () => {
    const { context, ask, asked, uriOf } = setUp({
      definitions: () => Promise.resolve([at("def.ts", 1)]),
      similar: likeB,
    });
    context.noteEdit(uriOf("a.ts"), 20);
    context.noteVisit(uriOf("b.ts"), 10);
    context.noteEdit(own, 1);
    assert.deepEqual(await ask(), [
      "similar b.ts 40-60",
      "visited b.ts 0-32",
      "edited a.ts 8-40",
      "definition def.ts 0-4",
    ]);
    assert.deepEqual(asked, ["0:9"]);
  });

  const switches: readonly (readonly [ContextSource, string])[] = [
    ["definition", "definition def.ts 0-4"],
    ["edited", "edited a.ts 8-40"],
    ["visited", "visited b.ts 0-32"],
    ["similar", "similar b.ts 40-60"],
  ];
  for (const [source, expected] of switches)
    it(`can do with ${source} alone`, async () => {
      const { context, ask, uriOf } = setUp({
        definitions: () => Promise.resolve([at("def.ts", 1)]),
        similar: likeB,
        sources: [source],
      });
      context.noteEdit(uriOf("a.ts"), 20);
      context.noteVisit(uriOf("b.ts"), 10);
      assert.deepEqual(await ask(), [expected]);
    });

  it("shows less of a library than of the user's own code, and no library's first line", async () => {
    const long = lines(
      "export interface Load {",
      ...Array.from({ length: 30 }, (_, line) => `  member${line}: string;`),
      "}",
    );
    const { ask, content } = setUp({
      definitions: () =>
        Promise.resolve(
          [at("node_modules/x/index.d.ts", 0), at("types.ts", 0), at("a.ts", 0)].map((place) => ({
            ...place,
            range: {
              ...place.range,
              end: place.uri.endsWith("a.ts") ? { line: 0, character: 0 } : { line: 31, character: 1 },
            },
          })),
        ),
    });
    content.set("node_modules/x/index.d.ts", long);
    content.set("types.ts", long.replaceAll("member", "own"));
    assert.deepEqual(await ask(), ["definition types.ts 0-20", "definition node_modules/x/index.d.ts 0-8"]);
  });

  it("does not move while the user types on, and is chosen anew for a reason", async () => {
    let like = likeB;
    const { context, ask, uriOf, pass } = setUp({ similar: () => like() });
    const chosen = ["similar b.ts 40-60"];
    assert.deepEqual(await ask(), chosen);
    like = () => [{ uri: "file:///w/a.ts", start: 40, end: 60, likeness: 0.4 }];
    context.noteEdit(own, 1);
    assert.deepEqual(await ask('import { load } from "./def";\nconst totals = load(invoice|);'), chosen);
    const both = [...chosen, "similar a.ts 40-60"];
    const far = `${'import { load } from "./def";\n'.repeat(40)}load(invoice, total|)`;
    assert.deepEqual(await ask(far), both, "far from where it was chosen");
    like = () => [{ uri: "file:///w/a.ts", start: 80, end: 100, likeness: 0.4 }];
    pass(10_000);
    assert.deepEqual(await ask(far), both, "a pause alone is none");
    const three = [...both, "similar a.ts 80-100"];
    assert.deepEqual(await ask(far, { renew: true }), three, "on demand");
    context.noteVisit(uriOf("b.ts"), 0);
    assert.deepEqual(await ask(far), [...three, "visited b.ts 0-32"], "the user was elsewhere");
  });

  it("leaves out definitions that come late and adds them after a pause", async () => {
    let answer = (_: ReturnType<typeof at>[]) => {};
    const { ask, asked, endWaits, pass } = setUp({
      definitions: () => new Promise((resolve) => (answer = resolve)),
    });
    const pending = ask();
    await turn();
    endWaits(100);
    assert.deepEqual(await pending, []);
    answer([at("def.ts", 1)]);
    await turn();
    assert.deepEqual(await ask(), [], "not in the flow of typing");
    pass(3000);
    assert.deepEqual(await ask(), ["definition def.ts 0-4"]);
    assert.equal(asked.length, 1, "the editor is asked once for a name");
    pass(61_000);
    await Promise.all([ask(), turn().then(() => endWaits(100))]);
    assert.equal(asked.length, 2, "again after a minute");
  });

  it("gives an editor up that does not answer", async () => {
    let given: AbortSignal | undefined;
    const { ask, endWaits, errors } = setUp({
      definitions: (_uri, _positions, signal) => ((given = signal), new Promise(() => {})),
    });
    const pending = ask();
    await turn();
    endWaits(10_000);
    assert.deepEqual(await pending, []);
    assert.equal(given?.aborted, true);
    assert.deepEqual(errors, []);
  });

  it("follows a piece that moved in its file, and drops one that changed or may not be read", async () => {
    const { context, ask, content, excluded, uriOf } = setUp({ similar: likeB });
    context.noteVisit(uriOf("a.ts"), 20);
    assert.deepEqual(await ask(), ["similar b.ts 40-60", "visited a.ts 8-40"]);
    content.set("b.ts", `new line of the file\n${numbered("beta", 100)}`);
    context.forget(uriOf("a.ts"));
    content.delete("a.ts");
    assert.deepEqual(await ask(undefined, { renew: true }), ["similar b.ts 41-61"]);
    excluded.add(uriOf("b.ts"));
    assert.deepEqual(await ask(), []);
  });

  it("never fails for another's failure, and says so", async () => {
    const broken = () => assert.fail("broken");
    const { context, ask, errors, uriOf } = setUp({
      definitions: () => Promise.reject(new Error("no provider")),
      similar: broken,
    });
    context.noteEdit(uriOf("a.ts"), 20);
    assert.deepEqual(await ask(), ["edited a.ts 8-40"]);
    assert.deepEqual(errors.map((error) => (error as Error).message).sort(), ["broken", "no provider"]);
    const count = () => Promise.reject(new Error("the engine is gone"));
    assert.deepEqual(await ask(undefined, { renew: true, count }), []);
    assert.match(String(errors.at(-1)), /engine is gone/);
  });

  it("ends with the request's own signal", async () => {
    const { ask } = setUp({ definitions: () => new Promise(() => {}) });
    const end = new AbortController();
    const pending = ask(undefined, {}, end.signal);
    await turn();
    end.abort(new Error("typed on"));
    await assert.rejects(pending, /typed on/);
    await assert.rejects(ask(undefined, {}, end.signal), /typed on/);
  });

  it("reads on where it was cut once there is more room", async () => {
    const { context, ask, uriOf } = setUp();
    context.noteEdit(uriOf("a.ts"), 20);
    const [cut = ""] = await ask(undefined, { budget: 60 });
    assert.match(cut, /^edited a\.ts (?!8-40)/);
    assert.deepEqual(await ask(undefined, { budget: 1000 }), ["edited a.ts 8-40"]);
  });

  it("asks nobody without a budget", async () => {
    const { ask, asked } = setUp();
    assert.deepEqual(await ask(undefined, { budget: 0 }), []);
    assert.deepEqual(asked, []);
  });
});
