import assert from "node:assert/strict";
import { startServer, type TestServer } from "../support/harness";

describe("server: settings", () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it("tells wrong values and folder values of the engine, and takes them back when they are mended", async () => {
    server = await startServer({
      folders: ["file:///projects/bank", "file:///projects/clinic"],
      settings: {
        "": { gpu: { backend: "quantum", layers: "auto" }, completion: { debounce: 120 } },
        "file:///projects/clinic": {
          gpu: { backend: "quantum", layers: 12 },
          completion: { debounce: "slow" },
        },
      },
    });
    const problems = await server.problems.next();
    assert.deepEqual(
      problems.map(({ key, scopeUri }) => [key, scopeUri]),
      [
        ["hanare.gpu.backend", undefined],
        ["hanare.completion.debounce", "file:///projects/clinic"],
        ["hanare.gpu.layers", "file:///projects/clinic"],
      ],
    );
    const mended = server.problems.next((list) => list.length === 0, true);
    await server.configure({ "": {} });
    assert.deepEqual(await mended, []);
  });

  it("says the trouble in Japanese to a Japanese editor", async () => {
    server = await startServer({ locale: "ja", settings: { "": { engine: { threads: -1 } } } });
    const [problem] = await server.problems.next((list) => list.length > 0);
    assert.match(problem?.message ?? "", /既定値 0 を使います/);
  });

  it("reports a model file that is not there in the role's state, and goes on", async () => {
    server = await startServer({
      settings: { "": { models: [{ name: "m", path: "/no/such.gguf" }], model: { completion: "m" } } },
    });
    const status = await server.statuses.next(({ roles }) => roles.completion.state === "failed");
    assert.ok(status.roles.completion.state === "failed");
    assert.match(status.roles.completion.message, /such\.gguf/);
    assert.deepEqual(status.network, { mode: "offline", connections: 0 });
    assert.equal(server.registered.has("textDocument/inlineCompletion"), false);
  });
});
