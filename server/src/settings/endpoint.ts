/** `endpoint` of a model entry: the URL of an inference server, alone or with what belongs to it. Pure. */
import { isLoopback, targetOf } from "../network/address";
import { resolveModelPath, type PathVariables } from "../model/modelPath";
import { isModelError } from "../model/runtime";
import { type EndpointSource } from "../protocol";
import { t } from "../util/l10n";
import { isRecord, shown, type Checked } from "./shape";

const known = ["url", "model", "ca", "clientCert", "clientKey"];
const files = ["ca", "clientCert", "clientKey"] as const;

export function readEndpoint(raw: unknown, places: PathVariables): Checked<EndpointSource> {
  const given = typeof raw === "string" ? { url: raw } : raw;
  if (!isRecord(given))
    return { problem: t("endpoint: {0} is not a URL and not a group in curly brackets.", shown(raw)) };
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined)
    return { problem: t("{0} is not a key of endpoint. Known keys: {1}.", unknown, known.join(", ")) };
  const { url, model } = given;
  const wrong = urlProblem(url);
  if (wrong !== undefined) return { problem: wrong };
  if (model !== undefined && !isText(model))
    return { problem: t("endpoint.model: {0} is not the name of a model.", shown(model)) };
  const paths = pathsOf(given, places);
  if ("problem" in paths) return paths;
  return {
    value: {
      url: String(url).trim(),
      ...(model === undefined ? {} : { model }),
      ...paths.value,
    },
  };
}

type Paths = Pick<EndpointSource, (typeof files)[number]>;

function pathsOf(given: Readonly<Record<string, unknown>>, places: PathVariables): Checked<Paths> {
  const paths: Record<string, string> = {};
  for (const key of files) {
    const raw = given[key];
    if (raw === undefined) continue;
    const file = absolute(raw, places);
    if (file === undefined)
      return {
        problem: t("endpoint.{0}: {1} is not the full path of a file on this machine.", key, shown(raw)),
      };
    paths[key] = file;
  }
  if ((paths["clientCert"] === undefined) !== (paths["clientKey"] === undefined))
    return { problem: t("endpoint: clientCert and clientKey belong together. Write both, or neither.") };
  return { value: paths };
}

const isText = (raw: unknown): raw is string => typeof raw === "string" && raw.trim() !== "";

/** The value is not repeated where it may hold a password. */
function urlProblem(raw: unknown): string | undefined {
  const text = typeof raw === "string" ? raw.trim() : "";
  if (!URL.canParse(text)) return t("endpoint: {0} is not a URL such as http://127.0.0.1:8080.", shown(raw));
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return t("endpoint: the URL holds a user or password. Remove it, and set the key with its command.");
  if (url.search !== "" || url.hash !== "")
    return t("endpoint: the URL ends in a query or fragment. Write it without.");
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:")
    return t("endpoint: {0} is not a URL such as http://127.0.0.1:8080.", shown(raw));
  return isLoopback(targetOf(url).host)
    ? undefined
    : t("endpoint: {0} is another computer, so the URL must begin with https.", url.host);
}

function absolute(raw: unknown, places: PathVariables): string | undefined {
  if (!isText(raw)) return undefined;
  try {
    return resolveModelPath(raw, places);
  } catch (error) {
    if (isModelError(error)) return undefined;
    throw error;
  }
}
