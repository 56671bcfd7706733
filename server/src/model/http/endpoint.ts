/** Where an inference server is: its URL as users write it, and the addresses below it. */
import { isLoopback, targetOf, type NetworkPolicy } from "../../network/address";
import { roles, type EndpointSource, type EngineSettings } from "../../protocol";

/** `http://127.0.0.1:8080`, whether it was written with `/v1` and a slash behind it or not. */
export function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/u, "").replace(/\/v1$/u, "")}`;
}

export const addressOf = ({ url }: EndpointSource, path: string): URL => new URL(`${baseOf(url)}${path}`);

/** What a key is kept under: a key never goes to another place. */
export const originOf = ({ url }: EndpointSource): string => new URL(url).origin;

/** The server runs on this machine: what is sent to it does not leave the house. */
export const isOnThisMachine = ({ url }: EndpointSource): boolean => isLoopback(targetOf(new URL(url)).host);

/**
 * What the gate is told: the network settings, and the servers that have a role or that a rule of routing names. `others`:
 * URLs that other settings name.
 */
export function policyOf(
  { models, model, network, routing = [] }: EngineSettings,
  others: readonly string[] = [],
): NetworkPolicy {
  const used = new Set([...roles.map((role) => model[role]), ...routing.map(({ endpoint }) => endpoint)]);
  const endpoints = models.flatMap(({ name, endpoint }) =>
    endpoint !== undefined && used.has(name) ? [targetOf(new URL(endpoint.url))] : [],
  );
  const more = others.map((url) => targetOf(new URL(url)));
  return {
    mode: network?.mode ?? "offline",
    allow: network?.allow ?? [],
    endpoints: [...endpoints, ...more],
  };
}
