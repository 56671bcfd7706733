/** A role's runtime on an inference server: the CA file read, the server asked what it is, the runtime made. */
import { homedir } from "node:os";
import { type EngineSettings } from "../../protocol";
import { t } from "../../util/l10n";
import { prefixOf } from "../embeddingModels";
import { ModelError, type RuntimeInfo } from "../runtime";
import { type ServedRole, type ServedWish } from "../servedRoles";
import { certificatesOf, organisationCertificates, proofOf } from "./certificates";
import { isOnThisMachine } from "./endpoint";
import { probe, type ProbedEntry } from "./probe";
import { createHttpRuntime } from "./runtime";
import { type KnownServer, type ServerPorts } from "./server";

/** Rejects with a named error or the signal's reason. */
export async function connectServer(
  wish: ServedWish,
  ports: ServerPorts,
  { modelStore, network }: Pick<EngineSettings, "modelStore" | "network">,
  signal: AbortSignal,
): Promise<ServedRole> {
  const { entry, role, generation, source } = wish;
  if (!hasEndpoint(entry)) throw new Error("an entry without an endpoint");
  // The list names files by their hash; a server does not show its file. Other machines are on a list of their own.
  if (modelStore.allowList.trim() !== "" && isOnThisMachine(entry.endpoint)) throw notOnList(entry.name);
  const own = entry.endpoint.ca;
  const ca = own === undefined ? await commonCa(network) : await certificatesOf(own);
  const client = await proofOf(entry.endpoint);
  const texts = { ...(ca === undefined ? {} : { ca }), ...(client === undefined ? {} : { client }) };
  const server = await probe(entry, role, { ports, ...texts }, signal);
  const info = infoOf(wish, server);
  if (role === "completion" && info.completes === "no") throw notForCompletion(entry.name);
  const { software, model, contextSize } = server;
  return {
    runtime: createHttpRuntime({ ...info, generation }, server, ports, source),
    beyond: !isOnThisMachine(entry.endpoint),
    detail: [server.route.origin, software, shown(model), t("{0} tokens of context", contextSize)].join(
      " · ",
    ),
  };
}

const commonCa = (network: EngineSettings["network"]) =>
  network === undefined ? undefined : organisationCertificates(network, homedir());

const hasEndpoint = (entry: ServedWish["entry"]): entry is ProbedEntry => entry.endpoint !== undefined;

/** A name is a stranger's text; of a file, its folder is nobody's business. */
const shown = (name: string) =>
  (/\.gguf$/iu.test(name) ? name.replace(/^.*[\\/]/su, "") : name)
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .slice(0, 80);

function infoOf({ entry, role, generation }: ServedWish, server: KnownServer): RuntimeInfo {
  const { route, model, software, contextSize, identity, filling, dimensions } = server;
  const { origin } = route;
  return {
    model: entry.name,
    architecture: software,
    ...{ contextSize, generation },
    engine: `${software}, ${origin}, ${shown(model)}`,
    server: { origin, model, ...(identity === undefined ? {} : { identity }) },
    completes: filling === "suffix" ? "infill" : filling,
    separatesFiles: filling === "infill",
    chat: role !== "embedding",
    // What a server says of itself proves nothing.
    ...(role === "completion" ? { unproven: true, template: `server ${filling}` } : {}),
    ...(dimensions === undefined
      ? {}
      : { embedding: { pooling: "server", prefix: prefixOf(model, ""), dimensions } }),
  };
}

const notOnList = (name: string) =>
  new ModelError(
    "model-not-allowed",
    t(
      "Your organisation allows models by the hash of their file, and a server does not show which file {0} is. Use the file itself, or ask whoever keeps the list.",
      name,
    ),
  );

const notForCompletion = (name: string) =>
  new ModelError(
    "unsupported",
    t(
      "The server of {0} offers chat only: it completes no text. Choose another model for completion; this one can be the assistant.",
      name,
    ),
  );
