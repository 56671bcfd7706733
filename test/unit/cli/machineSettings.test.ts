import assert from "node:assert/strict";
import { networkOf, sectionOf } from "../../../server/src/cli/machineSettings";
import { defaultSettings } from "../../../server/src/protocol";

describe("cli: settings of the machine", () => {
  it("are those of the editor's file that it uses, and no others", () =>
    assert.deepEqual(
      sectionOf({
        "hanare.network.mode": "allowlist",
        "hanare.network.allow": ["a.example.jp"],
        "hanare.routing": [{ endpoint: "dept" }],
        "hanare.models": [],
        "hanare.modelStore.folder": "/m",
        "hanare.review.packs": ["x"],
        "hanare.networks": 1,
        "editor.fontSize": 12,
        "[python]": { "hanare.network.mode": "allowlist" },
        hanare: { network: { mode: "allowlist" } },
      }),
      {
        network: { mode: "allowlist", allow: ["a.example.jp"] },
        routing: [{ endpoint: "dept" }],
        models: [],
        modelStore: { folder: "/m" },
      },
    ));

  it("touch no prototype", () => {
    const section = sectionOf(
      JSON.parse('{"hanare.network.__proto__.polluted": true}') as Record<string, unknown>,
    );
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.deepEqual(Object.keys(section), ["network"]);
  });

  it("are weaker than --offline", () => {
    const settings = { ...defaultSettings, network: { mode: "allowlist", allow: ["a"], ca: "" } } as const;
    assert.equal(networkOf(settings, {}).mode, "allowlist");
    assert.deepEqual(networkOf(settings, { offline: true }), { mode: "offline", allow: ["a"], ca: "" });
  });
});
