/** What the status items say and what their menu offers, from the server's Status alone. */
import { type Role, type RoleState, roles, type Status } from "../../server/src/protocol";
import { inARow, type Translate } from "./translate";

/** What the server said last, or why there is nothing. */
export type ServerState = Status | "starting" | "stopped";

export interface StatusView {
  /** With `$(icon)` syntax. */
  readonly text: string;
  readonly detail: string;
  /** One line per fact. */
  readonly tooltip: string;
  readonly severity: "information" | "warning" | "error";
  readonly busy: boolean;
}

export interface MenuItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Command to run when it is picked. */
  readonly command: string;
  readonly args?: readonly unknown[];
  /** What went wrong, shown in full instead of running the command. */
  readonly failure?: string;
  /** What is not as it should be and what helps, shown in full instead of running the command. */
  readonly advice?: string;
}

export function roleName(role: Role, t: Translate): string {
  const names: Readonly<Record<Role, string>> = {
    completion: t("Code completion"),
    assistant: t("Summary wording"),
    embedding: t("Search by meaning"),
  };
  return names[role];
}

/** The same in a word or two, beside the role's name. */
export function roleWord(state: RoleState, t: Translate): string {
  switch (state.state) {
    case "none":
      return t("no model");
    case "loading":
      return t("loading, {0}%", Math.round(state.progress * 100));
    case "ready":
      return t("ready, {0}", state.model);
    case "refused":
      return t("not used, {0}", state.model);
    case "failed":
      return t("failed, {0}", state.model);
  }
}

/** The same with its reason: of what is not as it should be, the line that helps. */
function reasonedLine(role: Role, state: RoleState, t: Translate): string {
  const line = roleLine(role, state, t);
  if (state.state === "failed") return `${line}: ${state.message}`;
  return state.state === "refused" ? `${line}: ${state.reason}` : line;
}

/** What a role's state means to somebody who has never heard of models. */
export function roleLine(role: Role, state: RoleState, t: Translate): string {
  const name = roleName(role, t);
  switch (state.state) {
    case "none":
      return {
        completion: t("{0}: off, no model chosen", name),
        assistant: t("{0}: off, key sentences are quoted instead", name),
        embedding: t("{0}: off, documents are searched by their words", name),
      }[role];
    case "loading":
      return t("{0}: loading {1} ({2}%)", name, state.model, Math.round(state.progress * 100));
    case "ready":
      return t("{0}: ready, {1}", name, state.model);
    case "refused":
      return t("{0}: not used, {1} cannot do this", name, state.model);
    case "failed":
      return t("{0}: failed, {1}", name, state.model);
  }
}

export function networkWord({ network }: Status, t: Translate): string {
  const { mode, connections } = network;
  return mode === "offline"
    ? t("offline, {0} connections", connections)
    : t("named hosts only, {0} connections", connections);
}

export function networkLine({ network }: Status, t: Translate): string {
  const { mode, connections, local } = network;
  const opened =
    mode === "offline"
      ? t("Network: offline, {0} connections opened", connections)
      : t("Network: named hosts only, {0} connections opened", connections);
  return local === undefined
    ? opened
    : inARow(opened, t("{0} of them to inference servers on this computer", local));
}

function worst(status: Status): StatusView["severity"] {
  const states = roles.map((role) => status.roles[role].state);
  if (states.includes("failed")) return "error";
  return states.includes("refused") || status.otherWindow || status.advice !== undefined
    ? "warning"
    : "information";
}

function barText(status: Status, t: Translate, snoozed: string | undefined): string {
  const states = roles.map((role) => status.roles[role]);
  const loading = states.find((state) => state.state === "loading");
  if (loading?.state === "loading") return `$(sync~spin) Hanare ${Math.round(loading.progress * 100)}%`;
  if (states.some((state) => state.state === "failed")) return `$(error) Hanare`;
  if (snoozed !== undefined) return t("$(bell-slash) Hanare: until {0}", snoozed);
  if (status.advice !== undefined || states.some((state) => state.state === "refused"))
    return `$(warning) Hanare`;
  return states.every((state) => state.state === "none") ? t("$(home) Hanare: no model") : `$(home) Hanare`;
}

function silentView(state: "starting" | "stopped", t: Translate): StatusView {
  return state === "starting"
    ? {
        text: `$(sync~spin) Hanare`,
        detail: t("is starting"),
        tooltip: t("Hanare is starting"),
        severity: "information",
        busy: true,
      }
    : {
        text: `$(error) Hanare`,
        detail: t("has stopped"),
        tooltip: t(
          "Hanare has stopped. Restart the engine from the menu of Hanare in the status bar; if it stops again, the log says why.",
        ),
        severity: "error",
        busy: false,
      };
}

function sharedBy({ engine: { windows = 1 } }: Status, t: Translate): readonly string[] {
  return windows > 1 ? [t("{0} windows share the engine", windows)] : [];
}

/** In a remote window the server, and so the model, is on the other machine. */
const remoteHint = (remote: string | undefined, t: Translate): readonly string[] =>
  remote === undefined
    ? []
    : [t("This window works on another machine ({0}); the model file must lie on that machine.", remote)];

const latency = ({ lastCompletion }: Status, t: Translate): readonly string[] =>
  lastCompletion === undefined ? [] : [t("last suggestion after {0} ms", Math.round(lastCompletion))];

/** `snoozed`: until when completion is silent, in words. `remote`: what the window is connected to, `ssh-remote`. */
export function statusView(status: ServerState, t: Translate, snoozed?: string, remote?: string): StatusView {
  if (typeof status === "string") return silentView(status, t);
  const perRole = roles.map((role) => {
    const line = reasonedLine(role, status.roles[role], t);
    return role === "completion" ? [line, ...latency(status, t)].join(" · ") : line;
  });
  const noModel = roles.every((role) => status.roles[role].state === "none");
  const failed = roles.some((role) => status.roles[role].state === "failed");
  const hint = [
    ...(noModel
      ? [t("Review and key-sentence summaries work now. For code completion, choose a GGUF model file.")]
      : []),
    // A file that is not found may lie on the machine before the user.
    ...(noModel || failed ? remoteHint(remote, t) : []),
  ];
  const other = status.otherWindow
    ? [
        t(
          "Another window uses an engine of its own, with memory of its own. Windows share one engine when hanare.engine.shared is on and their models and engine settings are the same.",
        ),
      ]
    : [];
  const shared = sharedBy(status, t);
  const paused = snoozed === undefined ? [] : [t("Suggestions are paused until {0}", snoozed)];
  const advice = status.advice === undefined ? [] : [status.advice];
  const lines = [...hint, ...perRole, ...paused, ...advice, networkLine(status, t), ...shared, ...other];
  return {
    text: barText(status, t, snoozed),
    detail: noModel ? inARow(...hint, networkLine(status, t)) : lines.join(" · "),
    tooltip: lines.join("\n"),
    severity: worst(status),
    busy: roles.some((role) => status.roles[role].state === "loading"),
  };
}

function roleItem(role: Role, state: RoleState, t: Translate): MenuItem {
  const icons = { none: "circle-slash", loading: "sync", ready: "pass", refused: "warning", failed: "error" };
  const label = `$(${icons[state.state]}) ${roleLine(role, state, t)}`;
  if (state.state === "failed")
    return { label, detail: state.message, command: "hanare.showLog", failure: state.message };
  if (state.state === "refused") return { label, detail: state.reason, command: "hanare.chooseModel" };
  if (state.state === "ready") return { label, detail: state.detail, command: "hanare.chooseModel" };
  return { label, command: state.state === "none" ? "hanare.chooseModel" : "hanare.showLog" };
}

function engineDetail(status: Status, t: Translate): string {
  const { backend, devices, threads, pid } = status.engine;
  if (!backend) return t("The engine is not running");
  const parts = [backend, ...devices];
  if (threads !== undefined) parts.push(t("{0} threads", threads));
  if (pid !== undefined) parts.push(t("process {0}", pid));
  parts.push(...sharedBy(status, t));
  parts.push(...latency(status, t));
  return parts.join(", ");
}

/** What each role does and why, and the network: no commands without facts. */
export function facts(status: ServerState, t: Translate): readonly MenuItem[] {
  if (typeof status === "string") {
    const { text, tooltip } = silentView(status, t);
    return [{ label: text, description: tooltip, command: "hanare.showLog" }];
  }
  return [
    ...roles.map((role) => roleItem(role, status.roles[role], t)),
    {
      label: `$(plug) ${networkLine(status, t)}`,
      command: "hanare.openSettings",
      args: ["hanare.network.mode"],
    },
  ];
}

/** What was suggested, what can be done about suggestions; nothing where no model completes. */
function completionItems(
  status: ServerState,
  t: Translate,
  snoozed: string | undefined,
): readonly MenuItem[] {
  if (typeof status === "string") return [];
  const { state } = status.roles.completion;
  if (state !== "ready" && state !== "loading") return [];
  const { advice, completions } = status;
  const made = t("Show what the last suggestion was made from");
  const slow: MenuItem | undefined =
    advice === undefined
      ? undefined
      : { label: t("$(warning) Completion is slow"), detail: advice, command: "hanare.showLog", advice };
  return [
    ...(slow ? [slow] : []),
    {
      label:
        completions === undefined
          ? t("$(lightbulb) No suggestion was shown yet")
          : t("$(lightbulb) Suggestions: {0} shown, {1} accepted", completions.shown, completions.accepted),
      detail: [...latency(status, t), made].join(" · "),
      command: "hanare.showCompletionContext",
    },
    {
      label:
        snoozed === undefined
          ? t("$(bell-slash) Pause suggestions…")
          : t("$(bell-slash) Suggestions are paused until {0}", snoozed),
      command: "hanare.snooze",
    },
    {
      label: t("$(code) Turn completion off or on for this language"),
      command: "hanare.toggleLanguageCompletion",
    },
  ];
}

function restartItem(status: ServerState, t: Translate): readonly MenuItem[] {
  const label = t("$(debug-restart) Restart the engine");
  if (status === "stopped") return [{ label, command: "hanare.restartEngine" }];
  if (status === "starting" || roles.every((role) => status.roles[role].state === "none")) return [];
  return [{ label, detail: engineDetail(status, t), command: "hanare.restartEngine" }];
}

/** The quick pick behind the status bar item: the facts first, then what can be done. */
export function statusMenu(
  status: ServerState,
  t: Translate,
  snoozed?: string,
  remote?: string,
): readonly MenuItem[] {
  const [where] = remoteHint(remote, t);
  return [
    ...facts(status, t),
    ...completionItems(status, t, snoozed),
    {
      label: t("$(folder-opened) Choose a model file…"),
      ...(where === undefined ? {} : { detail: where }),
      command: "hanare.chooseModel",
    },
    ...restartItem(status, t),
    { label: t("$(checklist) Review the whole workspace"), command: "hanare.reviewWorkspace" },
    { label: t("$(search) Search documents"), command: "hanare.searchDocuments" },
    { label: t("$(comment-discussion) Ask the documents"), command: "hanare.ask" },
    { label: t("$(graph) Show measurements"), command: "hanare.showJournal" },
    { label: t("$(gear) Open settings"), command: "hanare.openSettings" },
    { label: t("$(output) Show log"), command: "hanare.showLog" },
    { label: t("$(book) Getting started"), command: "hanare.openWalkthrough" },
    { label: t("$(book) Guides…"), command: "hanare.openGuide" },
  ];
}
