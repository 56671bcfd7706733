import assert from "node:assert/strict";
import { ModelError, type ModelRuntime } from "../../../server/src/model/runtime";
import { type RoutedServer, ServedRoles, type ServedRole } from "../../../server/src/model/servedRoles";
import { type ModelEntry, type Role, type RoleState } from "../../../server/src/protocol";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const entry: ModelEntry = { name: "house", endpoint: { url: "http://127.0.0.1:8080" } };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const served = (runtime: ModelRuntime, beyond = false): ServedRole => ({ runtime, beyond, detail: "d" });

function world(connect: (attempt: number) => ServedRole | Error) {
  const retired = new AbortController();
  const states: (RoleState | undefined)[] = [];
  const timers: { wait: number; callback: () => void }[] = [];
  let attempts = 0;
  let changed = () => {};
  const roles = new ServedRoles(
    1,
    { retired: retired.signal, begin: () => () => undefined },
    {
      connect: async ({ source }) => {
        changed = source.changed;
        const answer = connect(attempts++);
        await Promise.resolve();
        if (answer instanceof Error) throw answer;
        return answer;
      },
      after: (wait, callback) => {
        const timer = { wait, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
      setStates: (next) => states.push(next.assistant),
      log: () => undefined,
    },
  );
  const begin = async (routed: readonly RoutedServer[] = []) => {
    roles.start(new Map<Role, ModelEntry>([["assistant", entry]]), routed);
    await settle();
  };
  return { roles, retired, states, timers, begin, attempts: () => attempts, changed: () => changed() };
}

describe("model/servedRoles", () => {
  it("serves a role with a server on this machine", async () => {
    const runtime = scriptedRuntime(() => "");
    const { roles, states, begin } = world(() => served(runtime));
    await begin();
    assert.deepEqual(
      states.map((state) => state?.state),
      ["loading", "ready"],
    );
    assert.equal(roles.runtime("assistant"), runtime);
  });

  it("hands out a server on another machine by its name only, and says whether a rule lets anything go", async () => {
    for (const isRouted of [false, true]) {
      const runtime = scriptedRuntime(() => "");
      const { roles, states, begin } = world(() => served(runtime, true));
      await begin(isRouted ? [{ entry, roles: ["assistant"] }] : []);
      assert.equal(roles.runtime("assistant"), undefined);
      assert.equal(roles.named("house", "assistant")?.runtime, runtime);
      const last = states.at(-1);
      if (isRouted) assert.match((last?.state === "ready" && last.detail) || "", /hanare\.routing lets go/);
      else assert.match((last?.state === "refused" && last.reason) || "", /nothing is sent there/);
    }
  });

  it("connects to servers that rules name, beside a role's own model, without a state of the role", async () => {
    const runtime = scriptedRuntime(() => "");
    const { roles, states, begin, attempts } = world(() => served(runtime, true));
    const other: ModelEntry = { name: "other", endpoint: { url: "https://llm.example.jp" } };
    await begin([{ entry: other, roles: ["assistant", "completion"] }]);
    assert.equal(attempts(), 3);
    assert.equal(roles.named("other", "completion")?.runtime, runtime);
    assert.equal(roles.named("other", "embedding"), undefined);
    const told = states.filter((state) => state !== undefined);
    assert.ok(told.every((state) => "model" in state && state.model === "house"));
  });

  it("asks a server that is not there again, later each time, until it is", async () => {
    const gone = new ModelError("endpoint-unreachable", "gone");
    const runtime = scriptedRuntime(() => "");
    const { roles, states, timers, begin } = world((attempt) => (attempt < 2 ? gone : served(runtime)));
    await begin();
    const waits: number[] = [];
    for (let timer = timers.pop(); timer !== undefined; timer = timers.pop()) {
      waits.push(timer.wait);
      timer.callback();
      await settle();
    }
    assert.deepEqual(waits, [5000, 10_000]);
    assert.deepEqual(
      states.map((state) => state?.state),
      ["loading", "failed", "failed", "ready"],
    );
    assert.equal(roles.runtime("assistant"), runtime);
  });

  it("does not ask again where only the settings can help", async () => {
    for (const code of ["endpoint-not-allowed", "endpoint-certificate", "model-not-allowed"] as const) {
      const { timers, states, begin } = world(() => new ModelError(code, "why"));
      await begin();
      assert.deepEqual(
        [timers.length, states.at(-1)],
        [0, { state: "failed", model: "house", message: "why" }],
      );
    }
  });

  it("asks a server what it is again when it holds another model, once for each that it said", async () => {
    const [first, second] = [scriptedRuntime(() => ""), scriptedRuntime(() => "")];
    const { roles, begin, attempts, changed } = world((attempt) => served(attempt === 0 ? first : second));
    await begin();
    changed();
    assert.equal(roles.runtime("assistant"), undefined);
    await settle();
    assert.deepEqual([roles.runtime("assistant"), attempts()], [second, 2]);
  });

  it("asks nobody any more once other settings took over", async () => {
    const { timers, retired, begin, attempts } = world(() => new ModelError("endpoint-unreachable", "gone"));
    await begin();
    assert.equal(timers.length, 1);
    retired.abort();
    assert.deepEqual([timers.length, attempts()], [0, 1]);
  });
});
