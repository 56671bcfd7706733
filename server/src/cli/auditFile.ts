/** The audit record on disk: reviews are added to it, and nothing in it is changed. */
import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { auditRecord, type AuditInput, noLine } from "../review/audit/record";
import { verifyRecord } from "../review/audit/verify";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Adds the review; answers the new head. An existing record that does not hold is not gone on with. */
export async function addToRecord(terminal: Terminal, name: string, input: AuditInput): Promise<string> {
  const file = path.resolve(terminal.cwd, name);
  const before = await existing(file);
  const record = auditRecord(input, before);
  try {
    await appendFile(file, record.text, { mode: 0o600 });
  } catch (error) {
    throw new UsageError(
      t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, codeOf(error)),
    );
  }
  terminal.note(t("Head of the audit record: {0}", record.head));
  return record.head;
}

async function existing(file: string): Promise<{ readonly head: string; readonly lines: number }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { head: noLine, lines: 0 };
    throw new UsageError(t("{0} cannot be read ({1}).", file, codeOf(error)));
  }
  if (text === "") return { head: noLine, lines: 0 };
  const verified = verifyRecord(text);
  if ("broken" in verified)
    throw new UsageError(
      t("{0} is no audit record that holds: {1} Name another file.", file, verified.broken),
    );
  return verified;
}
