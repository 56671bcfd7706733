import assert from "node:assert/strict";
import { type ServerState, statusMenu, statusView } from "../../../client/src/statusMenu";
import { type RoleState, type Status } from "../../../server/src/protocol";
import { english, inJapanese } from "../../support/translate";

function status(
  completion: RoleState,
  assistant: RoleState = { state: "none" },
  more: Partial<Status> = {},
): Status {
  return {
    roles: { completion, assistant, embedding: { state: "none" } },
    engine: { devices: [] },
    network: { mode: "offline", connections: 0 },
    otherWindow: false,
    ...more,
  };
}
const none: RoleState = { state: "none" };
const ready: RoleState = { state: "ready", model: "coder", detail: "CPU, 8192 tokens" };
const loading: RoleState = { state: "loading", model: "coder", progress: 0.424 };
const refused: RoleState = { state: "refused", model: "mamba", reason: "Its cache cannot be rewound." };
const failed: RoleState = { state: "failed", model: "coder", message: "No such file. Choose another." };

const views: readonly (readonly [string, ServerState, string, string, boolean])[] = [
  ["starting", "starting", "$(sync~spin) Hanare", "information", true],
  ["stopped", "stopped", "$(error) Hanare", "error", false],
  ["no model", status(none), "$(home) Hanare: no model", "information", false],
  ["loading", status(loading), "$(sync~spin) Hanare 42%", "information", true],
  ["ready", status(ready), "$(home) Hanare", "information", false],
  ["refused", status(ready, refused), "$(warning) Hanare", "warning", false],
  ["failed before refused", status(failed, refused), "$(error) Hanare", "error", false],
  ["another window", status(ready, none, { otherWindow: true }), "$(home) Hanare", "warning", false],
];

describe("statusView", () => {
  for (const [name, state, text, severity, busy] of views) {
    it(name, () => {
      const view = statusView(state, english);
      assert.deepEqual(
        { text: view.text, severity: view.severity, busy: view.busy },
        { text, severity, busy },
      );
      assert.notEqual(statusView(state, inJapanese).tooltip, view.tooltip);
    });
  }

  it("says what works and what comes next without a model, in the user's language", () => {
    assert.match(statusView(status(none), english).detail, /summaries work now.*choose a GGUF/u);
    assert.match(statusView(status(none), inJapanese).detail, /すぐに使えます.*GGUF/u);
  });

  it("says how long the last suggestion took, beside the state of completion", () => {
    const state = status(ready, none, { lastCompletion: 131.6 });
    assert.match(statusView(state, english).tooltip, /^Code completion: ready, coder · last .* 132 ms$/mu);
    assert.match(statusView(state, inJapanese).tooltip, /直近の提案まで132ミリ秒$/mu);
  });

  it("says where the model must lie in a remote window, while there is none, or one failed", () => {
    const text = (state: ServerState, remote?: string) =>
      statusView(state, english, undefined, remote).tooltip;
    assert.match(
      text(status(none), "ssh-remote"),
      /another machine \(ssh-remote\); the model file must lie/u,
    );
    assert.match(statusView(status(none), inJapanese, undefined, "wsl").detail, /別のマシン（wsl）/u);
    assert.doesNotMatch(text(status(none)), /another machine/u);
    assert.doesNotMatch(text(status(ready), "wsl"), /another machine/u);
    assert.match(text(status(failed), "wsl"), /another machine \(wsl\)/u);
    const choose = statusMenu(status(none), english, undefined, "dev-container").find(({ label }) =>
      label.includes("Choose a model file"),
    );
    assert.match(choose?.detail ?? "", /another machine \(dev-container\)/u);
  });

  it("says why a model is not used, and what helps when Hanare itself has stopped", () => {
    const view = statusView(status(failed, refused), english);
    for (const said of [view.tooltip, view.detail]) {
      assert.match(said, /failed, coder: No such file\. Choose another\./u);
      assert.match(said, /mamba cannot do this: Its cache cannot be rewound\./u);
    }
    assert.match(statusView("stopped", english).tooltip, /Restart the engine.*the log says why/u);
    assert.match(statusView("stopped", inJapanese).tooltip, /エンジンを再起動/u);
  });

  it("always says that the network is not used", () => {
    for (const role of [none, ready, failed])
      assert.match(statusView(status(role), english).tooltip, /offline, 0 conn/u);
  });

  it("says which mode the network is in, and what of its connections stayed on this computer", () => {
    const told = (network: Status["network"], t = english) =>
      statusView(status(ready, none, { network }), t).tooltip;
    assert.match(
      told({ mode: "offline", connections: 7, local: 7 }),
      /offline, 7 connections opened 7 of them to/u,
    );
    assert.match(told({ mode: "allowlist", connections: 3 }), /named hosts only, 3 connections opened$/mu);
    assert.match(
      told({ mode: "allowlist", connections: 3, local: 2 }, inJapanese),
      /指定ホストのみ.*3件.*2件は/u,
    );
  });
});

describe("statusMenu", () => {
  const commandsOf = (state: ServerState) => statusMenu(state, english).map(({ command }) => command);

  it("leads from a role to the model choice", () => {
    for (const role of [none, ready, refused])
      assert.equal(commandsOf(status(role))[0], "hanare.chooseModel");
  });

  it("shows a failure in full instead of running a command", () => {
    assert.equal(statusMenu(status(failed), english)[0]?.failure, "No such file. Choose another.");
    assert.ok(statusMenu(status(ready), english).every(({ failure }) => failure === undefined));
  });

  it("offers a restart only where something can be restarted", () => {
    const offered = [status(ready), status(failed), "stopped", status(none), "starting"] as const;
    assert.deepEqual(
      offered.map((state) => commandsOf(state).includes("hanare.restartEngine")),
      [true, true, true, false, false],
    );
  });

  it("tells the administrator what the engine runs on", () => {
    const engine = { backend: "vulkan", devices: ["RTX"], threads: 8, pid: 4711 };
    const item = statusMenu(status(ready, none, { engine, lastCompletion: 131.6 }), english).find(
      ({ command }) => command === "hanare.restartEngine",
    );
    assert.equal(item?.detail, "vulkan, RTX, 8 threads, process 4711, last suggestion after 132 ms");
  });
});

describe("statusMenu: a shared engine", () => {
  const sharedBy = (windows: number | undefined) =>
    status(ready, none, {
      engine: { backend: "cpu", devices: [], pid: 4711, ...(windows === undefined ? {} : { windows }) },
    });
  const detailOf = (state: ServerState) =>
    statusMenu(state, english).find(({ command }) => command === "hanare.restartEngine")?.detail;

  it("says how many windows it serves, where a restart is offered too", () => {
    assert.match(statusView(sharedBy(3), english).tooltip, /^3 windows share the engine$/mu);
    assert.match(statusView(sharedBy(3), inJapanese).tooltip, /^3個のウィンドウ/mu);
    assert.equal(detailOf(sharedBy(3)), "cpu, process 4711, 3 windows share the engine");
    assert.equal(statusView(sharedBy(3), english).severity, "information");
  });

  for (const windows of [undefined, 1])
    it(`says nothing of it for ${windows ?? "an own engine"}`, () => {
      assert.doesNotMatch(statusView(sharedBy(windows), english).tooltip, /share/u);
      assert.equal(detailOf(sharedBy(windows)), "cpu, process 4711");
    });

  it("warns of another engine, with what would help", () => {
    const { severity, tooltip } = statusView(status(ready, none, { otherWindow: true }), english);
    assert.equal(severity, "warning");
    assert.match(tooltip, /hanare\.engine\.shared/u);
  });
});

describe("statusMenu: completion", () => {
  const commands = ["hanare.showCompletionContext", "hanare.snooze", "hanare.toggleLanguageCompletion"];
  const itemsOf = (state: ServerState, snoozed?: string) =>
    statusMenu(state, english, snoozed).filter(({ command }) => commands.includes(command));

  it("offers what concerns suggestions only where a model completes", () => {
    const without = [none, refused, failed].map((role) => status(role, ready));
    const offered = [status(ready), status(loading), ...without, "starting", "stopped"] as const;
    assert.deepEqual(
      offered.map((state) => itemsOf(state).length),
      [3, 3, 0, 0, 0, 0, 0],
    );
  });

  const counted: readonly (readonly [string, Partial<Status>, string, string])[] = [
    [
      "counts and the last latency",
      { completions: { shown: 40, accepted: 12 }, lastCompletion: 131 },
      "$(lightbulb) Suggestions: 40 shown, 12 accepted",
      "last suggestion after 131 ms · Show what the last suggestion was made from",
    ],
    [
      "that there was none",
      {},
      "$(lightbulb) No suggestion was shown yet",
      "Show what the last suggestion was made from",
    ],
  ];
  for (const [name, more, label, detail] of counted)
    it(`tells ${name}`, () => {
      const item = itemsOf(status(ready, none, more))[0];
      assert.deepEqual([item?.label, item?.detail], [label, detail]);
    });

  const advised = status(ready, none, { advice: "Choose a smaller model." });

  it("warns of an advice and shows it in full", () => {
    const item = statusMenu(advised, english).find(({ advice }) => advice !== undefined);
    assert.deepEqual([item?.advice, item?.detail], [advised.advice, advised.advice]);
    assert.match(item?.label ?? "", /^\$\(warning\)/u);
    const view = statusView(advised, english);
    assert.deepEqual([view.severity, view.text], ["warning", "$(warning) Hanare"]);
    assert.match(view.tooltip, /smaller model/u);
  });

  it("says until when suggestions are paused, in the bar, the tooltip and the menu", () => {
    const view = statusView(advised, inJapanese, "15:30");
    assert.equal(view.text, "$(bell-slash) Hanare: 15:30まで");
    assert.match(view.tooltip, /提案は15:30まで/u);
    assert.match(itemsOf(advised, "15:30")[1]?.label ?? "", /paused until 15:30/u);
  });

  it("does not hide a failure behind a pause", () =>
    assert.equal(statusView(status(failed), english, "15:30").text, "$(error) Hanare"));
});
