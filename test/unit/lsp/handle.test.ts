import assert from "node:assert/strict";
import {
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { createHandle, faultOf } from "../../../server/src/lsp/handle";
import { RequestError } from "../../../server/src/util/requestError";
import { ModelError } from "../../../server/src/model/runtime";

function setUp() {
  const log: string[] = [];
  const write = (level: string) => (message: string) => void log.push(`${level} ${message}`);
  const handle = createHandle({
    log: { error: write("error"), warn: write("warn"), info: write("info"), debug: write("debug") },
    now: () => 0,
  });
  return { handle, log };
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail("not rejected"),
    (error: unknown) => error,
  );

describe("lsp/handle", () => {
  const failures: readonly [what: string, error: unknown, code: number, data: unknown, level: string][] = [
    [
      "a named model error",
      new ModelError("model-file", "Choose another file."),
      LSPErrorCodes.RequestFailed,
      { code: "model-file" },
      "warn",
    ],
    [
      "a request error",
      new RequestError("not-found", "Gone."),
      LSPErrorCodes.RequestFailed,
      { code: "not-found" },
      "warn",
    ],
    ["a bug", new TypeError("x of undefined"), ErrorCodes.InternalError, undefined, "error"],
    ["a thrown string", "oops", ErrorCodes.InternalError, undefined, "error"],
  ];
  for (const [what, error, code, data, level] of failures)
    it(`answers ${what} with its code and one log line`, async () => {
      const { handle, log } = setUp();
      const run = () => Promise.reject(error);
      const answer = await rejection(handle("test", run)({}, new CancellationTokenSource().token));
      assert.ok(answer instanceof ResponseError);
      assert.equal(answer.code, code);
      assert.deepEqual(answer.data, data);
      if (error instanceof ModelError || error instanceof RequestError)
        assert.equal(answer.message, error.message);
      else assert.match(answer.message, /test #1/);
      assert.equal(log.length, 1);
      assert.ok(log[0]?.startsWith(`${level} test #1`), log[0]);
    });

  it("answers the fallback where a handler is quiet, and logs", async () => {
    const { handle, log } = setUp();
    const run = (): Promise<string[]> => Promise.reject(new Error("bug"));
    assert.deepEqual(
      await handle("test", run, { fallback: [] })({}, new CancellationTokenSource().token),
      [],
    );
    assert.equal(log.length, 1);
  });

  it("turns the token into a signal, and what a cancelled request throws into a cancellation", async () => {
    const { handle, log } = setUp();
    const source = new CancellationTokenSource();
    const run = (_: unknown, signal: AbortSignal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error)),
      );
    const answer = handle("test", run)({}, source.token);
    source.cancel();
    const error = await rejection(answer);
    assert.ok(error instanceof ResponseError);
    assert.equal(error.code, LSPErrorCodes.RequestCancelled);
    assert.deepEqual(log, []);
  });

  it("keeps a result that a cancelled request still has", async () => {
    const { handle } = setUp();
    const source = new CancellationTokenSource();
    const run = (_: unknown, signal: AbortSignal) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve("partial")));
    const answer = handle("test", run)({}, source.token);
    source.cancel();
    assert.equal(await answer, "partial");
  });

  it("logs where a fault is, never what it quotes", () => {
    const fault = faultOf(new SyntaxError('Unexpected token in "secret customer text"'));
    assert.doesNotMatch(fault, /secret/);
    assert.match(fault, /^SyntaxError\n\s+at /);
  });
});
