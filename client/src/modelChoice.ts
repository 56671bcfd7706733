/** What the user is told about a picked GGUF file and what is written to the settings for it. */
import {
  type ImportModelRequest,
  type ModelEntry,
  type ModelReport,
  type Role,
  roles,
} from "../../server/src/protocol";
import { roleName } from "./statusMenu";
import { inARow, type Translate } from "./translate";

export interface RoleChoice {
  readonly role: Role;
  readonly label: string;
  readonly detail: string;
  /** Picked beforehand. */
  readonly picked: boolean;
}

/** `1.1 GB`, in decimal units as file managers show them. */
export function fileSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ""}`;
}

export function reportLine(report: ModelReport, t: Translate): string {
  const facts = [
    report.architecture,
    report.quantization,
    fileSize(report.size),
    t("reads {0} tokens", report.contextLength),
    report.license === undefined ? t("licence not stated") : t("licence {0}", report.license),
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}

/** The roles the model may be given. */
export function roleChoices(report: ModelReport, t: Translate): readonly RoleChoice[] {
  return roles
    .filter((role) => report[role].able !== "no")
    .map((role) => {
      const { able, reason } = report[role];
      const detail = able === "unsure" ? t("May work, not certain: {0}", reason) : reason;
      return { role, label: roleName(role, t), detail, picked: able === "yes" };
    });
}

/**
 * Why roles are not offered; empty when all are. That a model which writes text makes no vectors, or the other way
 * round, is no news to anybody: it is told only of a model that can do nothing.
 */
export function refusals(report: ModelReport, t: Translate): string {
  const useless = roles.every((role) => report[role].able === "no");
  if (!useless && report.embedding.able !== "no") return "";
  const refused = roles.filter((role) => report[role].able === "no" && (useless || role !== "embedding"));
  return inARow(
    ...refused.map((role) => t("{0}: not with this model. {1}", roleName(role, t), report[role].reason)),
  );
}

/** What an import brought, in a sentence or two. */
export function importedText(
  models: ImportModelRequest.Result["models"],
  signature: ImportModelRequest.Result["signature"],
  t: Translate,
): string {
  const [first] = models;
  const notes = {
    valid: t("The bundle's signature is valid."),
    unchecked: t("The bundle is signed, but hanare.modelStore.publicKey holds no key to check it with."),
    none: t("The bundle is not signed."),
  };
  const brought =
    models.length > 1
      ? t("{0} models are in the models folder.", models.length)
      : first?.copied === true
        ? t("The model was copied to {0}.", first.path)
        : t("The model is there already: {0}.", first?.path ?? "");
  return inARow(brought, ...(signature === undefined ? [] : [notes[signature]]));
}

/** `models` with an entry for the file: the one that already names it, else a new one with a name of its own. */
export function withModel(
  models: readonly ModelEntry[],
  report: ModelReport,
): { readonly models: readonly ModelEntry[]; readonly name: string } {
  const known = models.find((entry) => entry.path === report.path);
  if (known) return { models, name: known.name };
  const base = report.name.trim() || "model";
  const taken = new Set(models.map((entry) => entry.name));
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base} (${count})`;
  const entry: ModelEntry = {
    name,
    path: report.path,
    ...(report.sha256 === undefined ? {} : { sha256: report.sha256 }),
  };
  return { models: [...models, entry], name };
}
