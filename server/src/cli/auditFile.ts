/** The audit record on disk: reviews are added to it, and nothing in it is changed. */
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { auditRecord, type AuditInput, noLine } from "../review/audit/record";
import { verifyRecord } from "../review/audit/verify";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Adds the review; answers the new head. An existing record that does not hold is not gone on with. */
export async function addToRecord(terminal: Terminal, name: string, input: AuditInput): Promise<string> {
  const file = path.resolve(terminal.cwd, name);
  const head = await alone(file, async () => {
    const record = auditRecord(input, await existing(file));
    try {
      await appendFile(file, record.text, { mode: 0o600 });
    } catch (error) {
      throw notWritten(file, error);
    }
    return record.head;
  });
  terminal.note(t("Head of the audit record: {0}", head));
  return head;
}

const notWritten = (file: string, error: unknown) =>
  new UsageError(t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, codeOf(error)));

/** Two reviews that went on from the same line would break the chain. */
async function alone<T>(file: string, write: () => Promise<T>): Promise<T> {
  const mark = `${file}.lock`;
  try {
    await writeFile(mark, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw notWritten(file, error);
    throw new UsageError(
      t(
        "{0} is being written by another review. Try again when it has ended; if none is running, delete {1}.",
        file,
        mark,
      ),
    );
  }
  try {
    return await write();
  } finally {
    await rm(mark, { force: true });
  }
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
