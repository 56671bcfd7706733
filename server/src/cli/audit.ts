/** `hanare audit verify` and `hanare audit sign`: they need the record, no model and no documents. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type HeadSignature,
  isSignedBy,
  readSignature,
  signHead,
  writeSignature,
} from "../review/audit/signature";
import { verifyRecord } from "../review/audit/verify";
import { t } from "../util/l10n";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";
import { textOf } from "./textFile";

export interface VerifyOptions {
  /** As the report prints it. */
  readonly head?: string;
  /** PEM file of who signed. */
  readonly publicKey?: string;
  /** Default: the record's name with `.sig`. */
  readonly signature?: string;
}

/** 0: holds; 1: does not, and the first broken line is named. */
export async function verifyAudit(
  terminal: Terminal,
  name: string,
  { head, publicKey, signature }: VerifyOptions,
): Promise<ExitCode> {
  if (head !== undefined && head.trim().length < 16)
    throw new UsageError(t("--head needs at least 16 digits of the hash that the report prints."));
  const record = await textOf(terminal, name);
  const verified = verifyRecord(record, head);
  if ("broken" in verified) {
    terminal.out(`${t("Does not hold: {0}", verified.broken)}\n`);
    return exitCodes.findings;
  }
  let signedUntil: number | undefined;
  if (publicKey !== undefined) {
    const signed = readSignature(await textOf(terminal, signature ?? `${name}.sig`));
    const key = await textOf(terminal, publicKey);
    signedUntil = signed && linesVouchedFor(signed, { record, head, key });
    if (signedUntil === undefined) {
      terminal.out(`${t("Does not hold: the signature is not one of this head by this key.")}\n`);
      return exitCodes.findings;
    }
  }
  const { lines: all, until } = verified;
  const note = [
    ...(until < all
      ? [
          t(
            "The head that was given stands for the lines up to {0}; {1} were added later.",
            until,
            all - until,
          ),
        ]
      : []),
    ...(signedUntil !== undefined
      ? [t("Signed: the lines up to {0}; not signed: {1}.", signedUntil, all - signedUntil)]
      : []),
    ...(head === undefined && publicKey === undefined
      ? [t("Compare the head with the one on the report, or give it with --head.")]
      : []),
  ];
  const lines = [
    t("Holds: {0} reviews, {1} lines.", verified.reviews, verified.lines),
    t("Head of the audit record: {0}", verified.head),
    ...note,
  ];
  terminal.out(`${lines.join("\n")}\n`);
  return exitCodes.clean;
}

interface Claim {
  readonly record: string;
  /** The head that was given. */
  readonly head: string | undefined;
  /** PEM. */
  readonly key: string;
}

/**
 * How many lines the signature stands for; undefined when the signed head is none of the record's, comes before the
 * one that was given, or was not signed with the key.
 */
function linesVouchedFor(signed: HeadSignature, { record, head, key }: Claim): number | undefined {
  const at = verifyRecord(record, signed.head);
  const asked = head === undefined ? at : verifyRecord(record, head);
  if ("broken" in at || "broken" in asked || at.until < asked.until) return undefined;
  return keyed(() => isSignedBy(signed.head, signed, key)) ? at.until : undefined;
}

export async function signAudit(
  terminal: Terminal,
  name: string,
  { key, output }: { readonly key: string; readonly output?: string },
): Promise<ExitCode> {
  const verified = verifyRecord(await textOf(terminal, name));
  if ("broken" in verified) {
    terminal.out(`${t("Does not hold: {0}", verified.broken)}\n`);
    return exitCodes.findings;
  }
  const pem = await textOf(terminal, key);
  const file = path.resolve(terminal.cwd, output ?? `${name}.sig`);
  await writeFile(file, writeSignature(keyed(() => signHead(verified.head, pem))));
  terminal.note(t("Written: {0}", file));
  return exitCodes.clean;
}

function keyed<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
