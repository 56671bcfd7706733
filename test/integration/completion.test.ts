import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import {
  CancellationToken,
  CancellationTokenSource,
  ErrorCodes,
  type InlineCompletionItem,
  InlineCompletionTriggerKind,
  ResponseError,
} from "vscode-languageserver-protocol";
import {
  acceptedCommand,
  CompletionContextRequest,
  type ContextSource,
  CopyNotification,
  defaultSettings,
  DefinitionsRequest,
  VisitNotification,
} from "../../server/src/protocol";
import { lines, parse } from "../support/cursor";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

type Context = CompletionContextRequest.Result;
type Definition = DefinitionsRequest.Result[number];

const keys = lines(
  "/** Keys of the vault. */",
  "",
  "export function vaultKeyOf(shelf: number): string {",
  '  return `V-${shelf.toString().padStart(4, "0")}`;',
  "}",
  "",
);

const lock = lines(
  'import { vaultKeyOf } from "./keys";',
  "",
  "export function open(shelf: number): string {",
  "  const key = vaultKeyOf(shelf);",
  "  ‸",
  "  return key;",
  "}",
  "",
);

/** Nothing but excluded files holds it. */
const secret = "HANARE_CANARY_4711";

const tariff = lines(
  "/** Fee of a safe-deposit box, in yen a year. */",
  "export function boxRent(cubicShaku: number, vaultFloor: number): number {",
  "  const base = cubicShaku * 1_180;",
  "  return vaultFloor < 0 ? base * 2 : base;",
  "}",
  "",
);

const desk = lines(
  'import { boxRent } from "./tariff";',
  "",
  "export function yearlyInvoice(holder: string, cubicShaku: number): string {",
  "  const rent = boxRent(cubicShaku, -1);",
  "  ‸",
  "  return `${holder}: ${rent}`;",
  "}",
  "",
);

describe("server: completion with its surroundings", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  const versions = new Map<string, number>();

  before(async () => {
    folder = await temporaryFolder();
    const path = await writeTinyModel(`${folder.path}/tiny.gguf`);
    await folder.write(".gitignore", "local/\n");
    server = await startServer({
      folders: [folder.uri],
      settings: {
        "": {
          models: [{ name: "tiny", path }],
          model: { completion: "tiny" },
          gpu: { backend: "off" },
          completion: { debounce: 0, contextTokens: 1024 },
        },
      },
      storagePath: `${folder.path}/s`,
    });
    // Without an answer the server would take the request for unknown and never ask again.
    server.connection.onRequest(DefinitionsRequest.method, () => []);
    await server.untilRegistered("textDocument/inlineCompletion");
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  const uriOf = (name: string) => folder.uriOf(name);

  /** Opens a document, or changes it when it is open; the cursor of the text-art is left out. */
  async function show(name: string, marked: string, languageId = "typescript"): Promise<void> {
    const { text } = marked.includes("‸") ? parse(marked) : { text: marked };
    const version = (versions.get(name) ?? 0) + 1;
    versions.set(name, version);
    if (version === 1) await server.open(uriOf(name), languageId, text);
    else await server.change(uriOf(name), version, text);
  }

  function placeIn(marked: string): { line: number; character: number } {
    const before = marked.slice(0, marked.indexOf("‸")).split("\n");
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }

  function askAt(name: string, marked: string, token: CancellationToken = CancellationToken.None) {
    const params = {
      textDocument: { uri: uriOf(name) },
      position: placeIn(marked),
      context: { triggerKind: InlineCompletionTriggerKind.Invoked },
    };
    return server.connection.sendRequest<InlineCompletionItem[]>(
      "textDocument/inlineCompletion",
      params,
      token,
    );
  }

  const contextOf = (name: string) =>
    server.connection.sendRequest<Context>(CompletionContextRequest.method, { uri: uriOf(name) });

  const execute = (command: string, ...args: readonly unknown[]) =>
    server.connection.sendRequest<null>("workspace/executeCommand", { command, arguments: args });

  let documents = 0;

  /** Of a fresh document with a text of its own, so that no cache answers and its context is made anew. */
  async function freshContext(name: string, marked: string): Promise<Context> {
    const file = `${name}${++documents}.ts`;
    const own = marked.replace("function ", `function no${documents}`);
    await show(file, own);
    assert.ok(Array.isArray(await askAt(file, own)));
    return contextOf(file);
  }

  /** A source that is late on a busy machine is left out, and its answer is there for a document after it. */
  async function contextWith(name: string, marked: string, source: ContextSource): Promise<Context> {
    let context: Context = null;
    for (let left = 10; left > 0; left--) {
      context = await freshContext(name, marked);
      if (context?.pieces.some((piece) => piece.source === source)) break;
    }
    return context;
  }

  const secretFiles = (context: Context) => context?.pieces.filter(({ uri }) => /\/\.env/.test(uri));

  describe("acceptance", () => {
    let serial = 0;

    /** What the tiny model writes is no code: only plain text gets through the filters, and not all of it. */
    async function someItems(): Promise<readonly InlineCompletionItem[]> {
      for (let left = 8; left > 0; left--) {
        const name = `note${++serial}.txt`;
        const marked = lines(`Note ${serial} of the vault.`, "", "The keys ‸", "", "End of the note.", "");
        await show(name, marked, "plaintext");
        const items = await askAt(name, marked);
        if (items.length > 1) return items;
      }
      throw new Error("Eight notes, and never several suggestions.");
    }

    it("has several different suggestions to choose from when asked by hand", async () => {
      const texts = (await someItems()).map(({ insertText }) => String(insertText));
      assert.ok(
        texts.length > 1 && texts.length <= defaultSettings.completion.candidates,
        String(texts.length),
      );
      assert.equal(new Set(texts).size, texts.length);
    });

    it("is told by the item's own command and counted once, in the status only", async () => {
      const [item] = await someItems();
      assert.ok(item);
      assert.equal(item.command?.command, acceptedCommand);
      const shown = await server.statuses.next(({ completions }) => (completions?.shown ?? 0) > 0);
      assert.equal(shown.completions?.accepted, 0);
      const args = item.command?.arguments ?? [];
      assert.equal(JSON.stringify(args).includes(String(item.insertText)), false, "no text goes with it");
      await execute(acceptedCommand, ...args);
      await server.statuses.next(({ completions }) => completions?.accepted === 1);
      // The same once more, and what an editor never sends, count nothing.
      for (const wrong of [args, [], ["1"], [Number.NaN], [{ id: 1 }], [-5]])
        await execute(acceptedCommand, ...wrong);
      const [next] = await someItems();
      const status = server.statuses.next(({ completions }) => (completions?.accepted ?? 0) > 1, true);
      await execute(acceptedCommand, ...(next?.command?.arguments ?? []));
      assert.equal((await status).completions?.accepted, 2);
    });
  });

  describe("a visit", () => {
    it("evaluates the place before anything is asked there", async () => {
      const marked = lines("def greet(name):", "    return ‸", "", "greet('a')", "");
      await show("visited.py", marked, "python");
      assert.equal(await contextOf("visited.py"), null);
      await server.connection.sendNotification(VisitNotification.method, {
        uri: uriOf("visited.py"),
        position: placeIn(marked),
      });
      let context: Context = null;
      while ((context = await contextOf("visited.py")) === null) await delay(50);
      assert.ok(context.linesBefore >= 1 && context.linesAfter >= 1, JSON.stringify(context));
    });

    it("to a place that is not there, or in a document that is not open, is nothing", async () => {
      const far = { line: 90_000, character: 90_000 };
      for (const uri of [uriOf("visited.py"), uriOf("nowhere.py"), "untitled:Untitled-9", "no uri at all"])
        await server.connection.sendNotification(VisitNotification.method, { uri, position: far });
      assert.equal(await contextOf("nowhere.py"), null);
    });
  });

  describe("other files", () => {
    before(async () => {
      await show("tariff.ts", tariff);
      await show("tariff.ts", tariff.replace("1_180", "1_240"));
      await show("local/rates.ts", tariff);
      await show("local/rates.ts", tariff.replace("1_180", "1_300"));
      await folder.write(".env", `DESK_PASSWORD=${secret}\n`);
      await show(".env", `DESK_PASSWORD=${secret}\nboxRent=${secret}\n`, "dotenv");
      await show(".env", `DESK_PASSWORD=${secret}\nboxRent=${secret}1\n`, "dotenv");
      await server.connection.sendNotification(VisitNotification.method, {
        uri: uriOf(".env"),
        position: { line: 0, character: 4 },
      });
    });

    it("that were edited before are read, and the list says which lines", async () => {
      const context = await contextWith("desk", desk, "edited");
      const piece = context?.pieces.find(({ uri }) => uri === uriOf("tariff.ts"));
      assert.ok(piece, JSON.stringify(context));
      assert.equal(piece.source, "edited");
      assert.ok(piece.tokens > 0 && piece.range.end.line > piece.range.start.line, JSON.stringify(piece));
    });

    it("that lines were copied from are read before those that were only visited, without the clipboard", async () => {
      await show(
        "fees.ts",
        "export const transfer = 220;\nexport const boxRent = 1_180;\nexport const other = 1;\n",
      );
      await server.connection.sendNotification(CopyNotification.method, {
        uri: uriOf("fees.ts"),
        range: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
      });
      const context = await contextWith("desk", desk, "copied");
      const piece = context?.pieces.find(({ source }) => source === "copied");
      assert.deepEqual(
        [piece?.uri, piece?.range.start.line, piece?.range.end.line],
        [uriOf("fees.ts"), 0, 2],
      );
    });

    it("that git ignores are not read", async () => {
      const uris = (await contextWith("desk", desk, "edited"))?.pieces.map(({ uri }) => uri) ?? [];
      assert.ok(uris.includes(uriOf("tariff.ts")), uris.join());
      assert.ok(!uris.includes(uriOf("local/rates.ts")), uris.join());
    });

    it("that are excluded are neither read nor completed", async () => {
      assert.deepEqual(secretFiles(await freshContext("desk", desk)), []);
      assert.deepEqual(await askAt(".env", `DESK_PASSWORD=${secret}‸`), []);
      assert.equal(await contextOf(".env"), null);
      assert.deepEqual(
        server.log.filter((line) => line.includes(secret)),
        [],
      );
    });
  });

  describe("definitions, asked of the editor", () => {
    let asked: DefinitionsRequest.Params[] = [];

    function answerWith(answer: () => unknown): void {
      asked = [];
      server.connection.onRequest(DefinitionsRequest.method, (params: DefinitionsRequest.Params) => {
        asked.push(params);
        return answer();
      });
    }

    function definition(name: string, start: number, end: number): Definition {
      const range = { start: { line: start, character: 0 }, end: { line: end, character: 0 } };
      return { uri: uriOf(name), range };
    }

    before(() => folder.write("keys.ts", keys));

    it("bring the whole declaration into the context", async () => {
      answerWith(() => [definition("keys.ts", 2, 5)]);
      const context = await contextWith("lock", lock, "definition");
      const pieces = context?.pieces.filter(({ source }) => source === "definition") ?? [];
      assert.deepEqual(
        pieces.map(({ uri, range }) => [uri, range.start.line <= 2 && range.end.line >= 4]),
        [[uriOf("keys.ts"), true]],
        JSON.stringify(context),
      );
      for (const { uri, positions } of asked) {
        assert.match(uri, /lock\d+\.ts$/);
        assert.ok(positions.length > 0 && positions.length <= 12);
      }
    });

    const harmless: Readonly<Record<string, () => unknown>> = {
      "an error": () => new ResponseError(-32803, "no"),
      "no list": () => ({ uri: "x" }),
      "a list of rubbish": () => [null, 3, { uri: 5 }, { uri: uriOf("keys.ts") }],
      "a file that is not there": () => [definition("nowhere.ts", 0, 3)],
      "lines that are not there": () => [definition("keys.ts", 80_000, 90_000)],
      "an excluded file": () => [definition(".env", 0, 2)],
      "nothing, because the editor does not know the request": () =>
        new ResponseError(ErrorCodes.MethodNotFound, "unknown"),
    };

    for (const [what, answer] of Object.entries(harmless)) {
      it(`do no harm when the answer is ${what}`, async () => {
        answerWith(answer);
        const context = await freshContext("lock", lock);
        assert.equal(asked.length, 1);
        assert.ok(context !== null);
        const sources = context.pieces.filter(({ source }) => source === "definition");
        assert.deepEqual(sources, []);
        assert.deepEqual(secretFiles(context), []);
      });
    }

    it("are not asked for again of an editor that does not know the request", async () => {
      answerWith(() => [definition("keys.ts", 2, 5)]);
      assert.ok((await freshContext("lock", lock)) !== null);
      assert.equal(asked.length, 0);
    });
  });

  describe("cancelling", () => {
    it("ends every request, and the next one is answered as if nothing had been", async () => {
      const marked = lines("def late(a):", "    value = ‸", "    return value", "");
      const ended = [];
      for (let version = 0; version < 20; version++) {
        await show("late.py", marked.replace("late", `late${version}`), "python");
        const source = new CancellationTokenSource();
        const request = askAt("late.py", marked.replace("late", `late${version}`), source.token);
        ended.push(
          request.then(
            () => "answered",
            (error: unknown) => (error instanceof ResponseError ? error.code : error),
          ),
        );
        // Some are cancelled before the server has read them, some while the model writes.
        if (version % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
        source.cancel();
      }
      for (const how of await Promise.all(ended))
        assert.ok(how === "answered" || how === -32800, String(how));
      await show("late.py", marked.replace("late", "last"), "python");
      assert.ok(Array.isArray(await askAt("late.py", marked.replace("late", "last"))));
    });
  });
});
