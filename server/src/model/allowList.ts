/**
 * An organisation's list of models that may be used, by the SHA-256 of their files, signed with Ed25519. It keeps wrong
 * and exchanged files out; it does not hold back a user who may change the settings of the machine. Pure.
 */
import { roles as allRoles, type Role } from "../protocol";
import { canonicalJson } from "../util/canonicalJson";
import { isTextSignedBy, signText } from "../util/ed25519";
import { t } from "../util/l10n";
import { ModelError } from "./runtime";

export interface AllowedModel {
  readonly name: string;
  /** Lower-case hex; of a model in several files, of all their bytes in order. */
  readonly sha256: string;
  /** Absent: every role. */
  readonly roles?: readonly Role[];
  readonly note?: string;
}

export interface AllowList {
  readonly models: readonly AllowedModel[];
  /** Whom a user asks for a model that is not on the list. */
  readonly contact?: string;
}

const format = "hanare-allow-list/1";

const listError = (message: string) => new ModelError("allow-list", message);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface Parsed {
  readonly list: AllowList;
  readonly signature?: string;
  /** What a signature stands for: the whole file but the signature. */
  readonly message: string;
}

/** `file`: for messages. Throws ModelError `allow-list`. */
export function parseAllowList(text: string, file: string): Parsed {
  const value = jsonOf(text);
  if (!isRecord(value) || value["format"] !== format || !Array.isArray(value["models"]))
    throw listError(
      t(
        "{0} is no list of allowed models: it needs “format”: “{1}” and “models”. Get the list again from the administrator, or make one with: hanare models allow-list add",
        file,
        format,
      ),
    );
  const models = value["models"].map((model: unknown, index) => modelOf(model, index, file));
  const { signature, contact } = value;
  const signed = Object.fromEntries(Object.entries(value).filter(([key]) => key !== "signature"));
  return {
    list: { models, ...(typeof contact === "string" && contact !== "" ? { contact } : {}) },
    ...(typeof signature === "string" ? { signature } : {}),
    message: `${format} ${canonicalJson(signed)}`,
  };
}

function jsonOf(text: string): unknown {
  try {
    // Editors on Windows put a mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Said by the caller, who knows the file's name.
    return undefined;
  }
}

function modelOf(raw: unknown, index: number, file: string): AllowedModel {
  const wrong = (what: string) => listError(t("{0}: entry {1} cannot be used: {2}.", file, index + 1, what));
  if (!isRecord(raw)) throw wrong(t("it is not an entry in curly brackets"));
  const { name, sha256, roles, note } = raw;
  if (typeof name !== "string" || name.trim() === "") throw wrong(t("it has no name"));
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/i.test(sha256))
    throw wrong(t("sha256 must be 64 hexadecimal digits"));
  const isRole = (role: unknown): role is Role => allRoles.some((known) => known === role);
  if (roles !== undefined && !(Array.isArray(roles) && roles.length > 0 && roles.every(isRole)))
    throw wrong(t("roles may hold {0}", allRoles.join(", ")));
  return {
    name,
    sha256: sha256.toLowerCase(),
    ...(roles === undefined ? {} : { roles }),
    ...(typeof note === "string" ? { note } : {}),
  };
}

/** The list, if `publicKey` (PEM or its base64) vouches for it. Throws ModelError `allow-list`. */
export function readSignedList(text: string, file: string, publicKey: string): AllowList {
  const { list, signature, message } = parseAllowList(text, file);
  if (publicKey.trim() === "")
    throw listError(
      t(
        "{0} is in force, but hanare.modelStore.publicKey holds no key to check it with, so no model is loaded. Ask the administrator for the public key.",
        file,
      ),
    );
  if (signature === undefined)
    throw listError(
      t(
        "{0} is not signed. Get the signed list from the administrator, or sign it with: hanare models allow-list sign",
        file,
      ),
    );
  if (!keyed(() => isTextSignedBy(message, signature, publicKey)))
    throw listError(
      t(
        "{0} was changed after it was signed, or the public key is not the signer's. Get the list and the key again from the administrator.",
        file,
      ),
    );
  return list;
}

function keyed<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw listError(error instanceof Error ? error.message : String(error));
  }
}

/** The file's text with a signature of its content. Throws ModelError `allow-list`. */
export function signList(list: AllowList, privateKey: string): string {
  const text = writeList(list);
  const { message } = parseAllowList(text, "");
  const signature = keyed(() => signText(message, privateKey));
  return `${JSON.stringify({ ...contentOf(list), signature }, null, 2)}\n`;
}

const contentOf = ({ models, contact }: AllowList) => ({
  format,
  ...(contact === undefined ? {} : { contact }),
  models,
});

/** Without a signature: what was signed has changed. */
export const writeList = (list: AllowList): string => `${JSON.stringify(contentOf(list), null, 2)}\n`;

/** `list` with the model in it; what was said of the same file before is replaced. */
export const withAllowed = (list: AllowList, model: AllowedModel): AllowList => ({
  ...list,
  models: [...list.models.filter(({ sha256 }) => sha256 !== model.sha256), model],
});

const whomToAsk = ({ contact }: AllowList) => contact ?? t("the administrator");

/** Throws ModelError `model-not-allowed` that names the hash and whom to ask. */
export function requireAllowed(list: AllowList, file: string, sha256: string): AllowedModel {
  const model = list.models.find((each) => each.sha256 === sha256);
  if (model !== undefined) return model;
  throw new ModelError(
    "model-not-allowed",
    t(
      "{0} is not on your organisation's list of allowed models, so it is not used. Its SHA-256 is {1}. Ask {2} to add it, or choose a model from the list: {3}.",
      file,
      sha256,
      whomToAsk(list),
      list.models.map(({ name }) => name).join(", ") || t("(the list is empty)"),
    ),
  );
}

/** Why an allowed model may not serve a role; undefined when it may. */
export function roleRefusal(list: AllowList, model: AllowedModel, role: Role): string | undefined {
  if (model.roles === undefined || model.roles.includes(role)) return undefined;
  return t(
    "Your organisation allows {0} for {1} only. Ask {2}, or choose another model.",
    model.name,
    model.roles.join(", "),
    whomToAsk(list),
  );
}
