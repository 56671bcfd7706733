/** `.hanare/triage.json` as text: read with every record checked, written so that versions compare well. Pure. */
import { type Signature, verdicts } from "../protocol";
import { t } from "../util/l10n";
import { isDay, type Decision, type Triage } from "./triage";

export const triagePath = ".hanare/triage.json";

export const writeTriage = (decisions: readonly Decision[]): string =>
  `${JSON.stringify({ hanare: 1, decisions }, null, 2)}\n`;

/** Records that cannot be used are said and left out; nothing is excused by a record that cannot be read. */
export function readTriage(text: string): Triage {
  const content = parsed(text);
  const list = isRecord(content) && content["hanare"] === 1 ? content["decisions"] : undefined;
  if (!Array.isArray(list))
    return {
      decisions: [],
      problems: [t("{0} cannot be read, so no decision in it counts. Restore it from a copy.", triagePath)],
    };
  const decisions = list.filter(isDecision);
  const bad = list.length - decisions.length;
  const problems =
    bad === 0 ? [] : [t("{0}: {1} decisions are not complete and do not count.", triagePath, bad)];
  return { decisions, problems };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // Said by the caller, with what to do.
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const isSignature = (value: unknown): value is Signature =>
  isRecord(value) && isText(value["by"]) && isText(value["on"]) && isDay(value["on"]);

function isDecision(value: unknown): value is Decision {
  if (!isRecord(value) || !isSignature(value)) return false;
  const record: Readonly<Record<string, unknown>> = value;
  const optional = (key: string, holds: (text: string) => boolean) =>
    record[key] === undefined || (isText(record[key]) && holds(record[key]));
  return (
    ["id", "file", "rule", "reason", "evidence", "context"].every((key) => isText(record[key])) &&
    verdicts.some((verdict) => verdict === record["verdict"]) &&
    optional("due", isDay) &&
    optional("owner", () => true) &&
    Array.isArray(record["approvals"]) &&
    record["approvals"].every(isSignature)
  );
}
