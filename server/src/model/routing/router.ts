/** Which model answers a request: a server that a rule names, or the one on this computer. */
import { type Role, type RoutingRule } from "../../protocol";
import { type ModelRuntime } from "../runtime";
import { guarded, type GuardPorts } from "./guard";
import { type RequestOrigin, type RequestSource } from "./origin";
import { refusalOf, rulingOf } from "./rules";

export interface RouterPorts extends GuardPorts {
  /** The model of a server's entry in a role; undefined while it cannot be used. */
  endpoint(name: string, role: Role): ModelRuntime | undefined;
  /** The server runs on this computer: nothing leaves it. */
  isLoopback(name: string, role: Role): boolean;
  /** The model that is loaded on this computer for the role. */
  local(role: Role): ModelRuntime | undefined;
  /** The server's entry that the settings name for the role itself. */
  preferred(role: Role): string | undefined;
}

export interface Router {
  /**
   * The model for text of this origin: the same object for the same model, so that what is known of it stays. Where
   * neither a rule nor a model on this computer serves, one that refuses each request and says why.
   */
  runtime(role: Role, origin?: RequestOrigin): ModelRuntime | undefined;
  /** All that may be asked in a role: each must pass its test. */
  runtimes(role: Role): readonly ModelRuntime[];
  /** False: with this source the model would refuse the request. */
  mayRead(runtime: ModelRuntime, task: RequestOrigin["task"], source: RequestSource): boolean;
}

const serves: Readonly<Record<Role, (runtime: ModelRuntime) => boolean>> = {
  completion: ({ info }) => info.completes !== "no",
  assistant: ({ info }) => info.chat,
  embedding: ({ info }) => info.embedding !== undefined,
};

export function createRouter(ports: RouterPorts): Router {
  const guards = new WeakMap<ModelRuntime, ModelRuntime>();

  function served(name: string, role: Role): ModelRuntime | undefined {
    const endpoint = ports.endpoint(name, role);
    if (endpoint === undefined || !serves[role](endpoint)) return undefined;
    if (ports.isLoopback(name, role)) return endpoint;
    const known = guards.get(endpoint) ?? guarded(name, endpoint, ports);
    guards.set(endpoint, known);
    return known;
  }

  const preferred = (role: Role): ModelRuntime | undefined => {
    const name = ports.preferred(role);
    return name === undefined ? undefined : served(name, role);
  };

  /**
   * A server on this computer is as good as a model on it. Where the role is another server's, whatever is said to be
   * loaded for it may be that server, which nobody may ask but through its guard.
   */
  const here = (role: Role): ModelRuntime | undefined => {
    const name = ports.preferred(role);
    if (name === undefined) return ports.local(role);
    return ports.isLoopback(name, role) ? served(name, role) : undefined;
  };

  const named = (role: Role): readonly ModelRuntime[] =>
    [...new Set(ports.rules().map(({ endpoint }) => endpoint))].flatMap((name) => served(name, role) ?? []);

  function routed(role: Role, origin: RequestOrigin | undefined): ModelRuntime | undefined {
    if (origin === undefined) return undefined;
    const ruling = rulingOf(origin, ports.rules(), ports.place);
    if (!("rule" in ruling) || ports.consents.isLocal(ruling.rule.endpoint)) return undefined;
    return served(ruling.rule.endpoint, role);
  }

  return {
    runtime: (role, origin) => routed(role, origin) ?? here(role) ?? preferred(role) ?? named(role)[0],
    runtimes(role) {
      const all = [here(role), preferred(role), ...named(role)];
      return [...new Set(all.filter((runtime) => runtime !== undefined))];
    },
    mayRead({ info }, task, source) {
      if (info.endpoint === undefined) return true;
      const own = (rule: RoutingRule) => rule.endpoint === info.endpoint;
      const origin = { task, sources: [source] };
      return ports.rules().some((rule) => own(rule) && refusalOf(origin, rule, ports.place) === undefined);
    },
  };
}
