import assert from "node:assert/strict";
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { createHost } from "../../../server/src/lsp/host";
import { type DefinitionsRequest } from "../../../server/src/protocol";

const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 1 } };
const found: DefinitionsRequest.Result = [{ uri: "file:///b.ts", range }];
const positions = [{ line: 0, character: 4 }];

function setUp(answer: (token: CancellationToken) => Promise<unknown>) {
  let asked = 0;
  const connection = {
    sendRequest: (_method: string, _params: object, token: CancellationToken) => {
      asked += 1;
      return answer(token);
    },
    console: { debug: () => undefined },
  } as unknown as Connection;
  const { definitions } = createHost(connection);
  const ask = (signal = new AbortController().signal) => definitions("file:///a.ts", positions, signal);
  return { ask, definitions, asked: () => asked };
}

describe("lsp/host: definitions", () => {
  it("answers what the editor knows", async () =>
    assert.deepEqual(await setUp(() => Promise.resolve(found)).ask(), found));

  it("asks an editor that does not know the request once, and finds nothing", async () => {
    const { ask, asked } = setUp(() =>
      Promise.reject(new ResponseError(ErrorCodes.MethodNotFound, "no such method")),
    );
    assert.deepEqual([await ask(), await ask(), asked()], [[], [], 1]);
  });

  it("finds nothing after another failure or a strange answer, and asks again", async () => {
    const answers = [Promise.reject(new Error("x")), Promise.resolve(null), Promise.resolve(found)];
    const { ask, asked } = setUp(() => answers.shift() ?? Promise.resolve(found));
    assert.deepEqual([await ask(), await ask(), await ask(), asked()], [[], [], found, 3]);
  });

  it("asks for nothing when there is no place to ask about", async () => {
    const { definitions, asked } = setUp(() => Promise.resolve(found));
    assert.deepEqual(await definitions("file:///a.ts", [], new AbortController().signal), []);
    assert.equal(asked(), 0);
  });

  it("tells the editor of an abort and rejects with its reason", async () => {
    const controller = new AbortController();
    let cancelled = false;
    const { ask } = setUp(
      (token) =>
        new Promise((_resolve, reject) =>
          token.onCancellationRequested(() => {
            cancelled = true;
            reject(new ResponseError(-32800, "cancelled"));
          }),
        ),
    );
    const asking = ask(controller.signal);
    controller.abort(new Error("over"));
    await assert.rejects(asking, /over/u);
    assert.equal(cancelled, true);
  });
});

describe("lsp/host: the question before sending", () => {
  const asked = { endpoint: "dept", task: "summary", sources: [], text: "a", masked: 0 } as const;
  const hostOf = (answer: () => Promise<unknown>) =>
    createHost({
      sendRequest: answer,
      console: { warn: () => undefined },
    } as unknown as Connection);

  for (const answer of ["send", "no", "local"] as const)
    it(`hears ${answer}`, async () =>
      assert.equal(await hostOf(() => Promise.resolve({ answer })).confirmSending(asked), answer));

  for (const [what, answer] of [
    ["nothing", () => Promise.resolve(null)],
    ["another word", () => Promise.resolve({ answer: "yes" })],
    ["an editor that does not know the request", () => Promise.reject(new Error("unknown method"))],
  ] as const)
    it(`takes ${what} for nobody's consent`, async () =>
      assert.equal(await hostOf(answer).confirmSending(asked), undefined));
});
