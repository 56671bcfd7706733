/** Asks a server what it is, before it serves a role: what it says of itself, and what it can be seen to do. */
import { type EndpointSource, type ModelEntry, type Role } from "../../protocol";
import { sha256 } from "../../util/sha256";
import { isModelError } from "../runtime";
import { askJson } from "./call";
import { baseOf, originOf } from "./endpoint";
import { unknownModel, wrongAnswer } from "./errors";
import { vectorOf } from "./runtime";
import {
  type Filling,
  type KnownServer,
  type Limits,
  type Route,
  type ServerKind,
  type ServerPorts,
} from "./server";
import { firstAt, isJson, numberAt, textAt } from "./wire";

/** Milliseconds: a server that is there answers these questions at once, but its model may be at work. */
const limits: Limits = { connect: 5_000, first: 60_000, idle: 15_000 };
/** Tokens; what Ollama takes where nobody said more. */
const unknownContext = 4096;
/** Names of models in a message. */
const mostNames = 8;

export interface ProbedEntry extends ModelEntry {
  readonly endpoint: EndpointSource;
}

interface Probe {
  readonly route: Route;
  readonly entry: ProbedEntry;
  readonly ports: ServerPorts;
  readonly signal: AbortSignal;
}

interface Described {
  readonly kind: ServerKind;
  readonly software: string;
  readonly contextSize?: number;
  /** What tells this model from another of the same name; absent when nothing does. */
  readonly traits?: readonly unknown[];
}

/** Rejects with a named error or the signal's reason. `ca` and `client`: the texts of the files that the entry names. */
export async function probe(
  entry: ProbedEntry,
  role: Role,
  { ports, ...texts }: Pick<Route, "ca" | "client"> & { readonly ports: ServerPorts },
  signal: AbortSignal,
): Promise<KnownServer> {
  const source = entry.endpoint;
  const route = { source, origin: originOf(source), ...texts };
  const asked = { route, entry, ports, signal };
  const listed = await chosenModel(asked);
  const model = textAt(listed, "id");
  const { kind, software, contextSize, traits } = await describe(asked, listed);
  const own = entry.contextSize ?? contextSize ?? unknownContext;
  const known: KnownServer = {
    ...{ route, kind, software, model },
    contextSize: Math.min(own, contextSize ?? own),
    ...(traits === undefined ? {} : { identity: identityOf(source, model, [kind, software, ...traits]) }),
    filling: role === "completion" ? await fillingOf(asked, kind, model) : "no",
  };
  if (role !== "embedding") return known;
  return { ...known, dimensions: (await vectorOf("a", { server: known, ports, again: 1 }, signal)).length };
}

/** Under a name that nobody takes for the hash of a file. */
const identityOf = (source: EndpointSource, model: string, traits: readonly unknown[]): string =>
  `endpoint:${sha256(JSON.stringify([baseOf(source.url), model, ...traits]))}`;

/** The entry of the server's list that was asked for; its first one where none was. */
async function chosenModel({ route, entry, ports, signal }: Probe): Promise<unknown> {
  const list = await askJson(route, { path: "/v1/models", again: 1, limits: within(ports) }, ports, signal);
  const models = Array.isArray(list["data"]) ? (list["data"] as readonly unknown[]) : [];
  const wanted = entry.endpoint.model;
  const found = models.find((each) => wanted === undefined || textAt(each, "id") === wanted);
  if (found !== undefined && textAt(found, "id") !== "") return found;
  if (wanted === undefined || models.length === 0) throw wrongAnswer(route.origin, "/v1/models");
  throw unknownModel(route.origin, wanted, namesOf(models));
}

/** Names are a stranger's text: short, and without anything that is not printed. */
const namesOf = (models: readonly unknown[]): string =>
  models
    .slice(0, mostNames)
    .map((each) =>
      textAt(each, "id")
        .replace(/[\p{C}\p{Z}]+/gu, " ")
        .slice(0, 80),
    )
    .join(", ");

async function describe(asked: Probe, listed: unknown): Promise<Described> {
  const owner = textAt(listed, "owned_by");
  if (owner === "llamacpp") return describeLlama(asked, listed);
  const longest = numberAt(listed, "max_model_len");
  if (longest !== undefined) {
    const version = textAt(await optional(asked, "/version"), "version");
    // Names and lengths do not tell one set of weights from another.
    return { kind: "vllm", software: named("vLLM", version), contextSize: longest };
  }
  if (owner === "library") return describeOllama(asked, textAt(listed, "id"));
  return { kind: "other", software: "OpenAI-compatible server" };
}

async function describeLlama(asked: Probe, listed: unknown): Promise<Described> {
  const props = await optional(asked, "/props");
  const settings = isJson(props) ? props["default_generation_settings"] : undefined;
  const build = textAt(props, "build_info");
  const meta = isJson(listed) ? listed["meta"] : undefined;
  const contextSize = numberAt(settings, "n_ctx") ?? numberAt(meta, "n_ctx");
  const file = textAt(props, "model_path");
  const traits = [file, meta, textAt(props, "chat_template")];
  return {
    kind: "llama.cpp",
    software: named("llama.cpp", build),
    ...(contextSize === undefined ? {} : { contextSize }),
    ...(build === "" || file === "" || !isJson(meta) ? {} : { traits }),
  };
}

async function describeOllama(asked: Probe, model: string): Promise<Described> {
  const version = textAt(await optional(asked, "/api/version"), "version");
  const tags = await optional(asked, "/api/tags");
  const models = isJson(tags) && Array.isArray(tags["models"]) ? (tags["models"] as readonly unknown[]) : [];
  const digest = textAt(
    models.find((each) => textAt(each, "name") === model),
    "digest",
  );
  return {
    kind: "ollama",
    software: named("Ollama", version),
    ...(digest === "" ? {} : { traits: [digest] }),
  };
}

const named = (name: string, version: string) =>
  /^[\w.+-]{1,60}$/u.test(version) ? `${name} ${version}` : name;

/** What a server need not have. */
async function optional({ route, ports, signal }: Probe, path: string): Promise<unknown> {
  return attempt(() => askJson(route, { path, again: 0, limits: within(ports) }, ports, signal));
}

/** Undefined where the server refuses or does not know. */
async function attempt<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isModelError(error) && ["endpoint-refused", "endpoint-answer"].includes(error.code)) return undefined;
    throw error;
  }
}

/** Tried, not believed; whether it is any good the test of the role shows. */
async function fillingOf(asked: Probe, kind: ServerKind, model: string): Promise<Filling> {
  const { route, entry, ports, signal } = asked;
  const tries = (path: string, body: Readonly<Record<string, unknown>>) =>
    attempt(() =>
      askJson(route, { path, body: { model, ...body }, again: 1, limits: within(ports) }, ports, signal),
    );
  if (entry.fim !== "off" && kind === "llama.cpp") {
    const filled = await tries("/infill", { input_prefix: "", input_suffix: "", n_predict: 0 });
    if (filled !== undefined) return "infill";
  }
  if (entry.fim !== "off" && kind !== "llama.cpp" && kind !== "vllm") {
    const filled = await tries("/v1/completions", { prompt: "a", suffix: "b", max_tokens: 1 });
    if (firstAt(filled, "choices") !== undefined) return "suffix";
  }
  const goesOn = await tries("/v1/completions", { prompt: "a", max_tokens: 1 });
  return firstAt(goesOn, "choices") === undefined ? "no" : "continuation";
}

const within = ({ limits: own }: ServerPorts): Limits => ({ ...limits, ...own });
