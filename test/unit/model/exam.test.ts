import assert from "node:assert/strict";
import { examKey } from "../../../server/src/model/exam";
import { type RuntimeInfo } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const server = { origin: "http://127.0.0.1:8080", model: "m" };

describe("model/exam", () => {
  const models: readonly [what: string, info: Partial<RuntimeInfo>, key: string | undefined][] = [
    ["a file", { sha256: "abc", engine: "e" }, "abc e test"],
    ["a file whose hash is not known yet", { engine: "e" }, undefined],
    [
      "a server that says what it is",
      { server: { ...server, identity: "endpoint:abc" }, engine: "e" },
      "endpoint:abc e test",
    ],
    ["a server that does not", { server, engine: "e" }, undefined],
  ];
  for (const [what, info, key] of models)
    it(`remembers the result of ${what} ${key === undefined ? "nowhere" : "under its identity"}`, () =>
      assert.equal(
        examKey(
          scriptedRuntime(() => "", info),
          "test",
        ),
        key,
      ));
});
