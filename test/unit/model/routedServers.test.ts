import assert from "node:assert/strict";
import { routedServers } from "../../../server/src/model/routedServers";
import { type ModelEntry, type Role, type RoutingRule } from "../../../server/src/protocol";

const house: ModelEntry = { name: "house", endpoint: { url: "https://llm.example.jp" } };
const file: ModelEntry = { name: "file", path: "/m.gguf" };

describe("servers that the rules of routing name", () => {
  const cases: readonly (readonly [string, readonly RoutingRule[], readonly Role[] | undefined])[] = [
    ["no rule", [], undefined],
    ["a rule for another", [{ endpoint: "gone" }], undefined],
    ["a rule that names a file", [{ endpoint: "file" }], undefined],
    ["a rule for every task", [{ endpoint: "house" }], ["completion", "assistant", "embedding"]],
    ["completion", [{ endpoint: "house", tasks: ["completion"] }], ["completion"]],
    ["summaries", [{ endpoint: "house", tasks: ["summary"] }], ["assistant"]],
    ["search", [{ endpoint: "house", tasks: ["search"] }], ["assistant", "embedding"]],
    [
      "two rules",
      [
        { endpoint: "house", tasks: ["review"] },
        { endpoint: "house", tasks: ["completion"] },
      ],
      ["completion", "assistant"],
    ],
  ];
  for (const [name, routing, roles] of cases)
    it(name, () =>
      assert.deepEqual(
        routedServers({ models: [file, house], routing }),
        roles === undefined ? [] : [{ entry: house, roles }],
      ),
    );
});
