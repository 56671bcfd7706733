/** Values of options, checked with messages that name what there is. */
import path from "node:path";
import { writeFile } from "node:fs/promises";
import { t } from "../util/l10n";
import { type SendingOptions } from "./sending";
import { UsageError, type Terminal } from "./terminal";

/** Options of every command. */
export interface CommonOptions extends SendingOptions {
  readonly language?: string;
  readonly model?: string;
}

export function choice<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const known = choices.find((one) => one === value);
  if (known !== undefined) return known;
  throw new UsageError(t("{0} cannot be {1}. This version has: {2}.", option, value, choices.join(", ")));
}

/** A line or column as people count: from 1. Answers it counted from 0. */
export function position(option: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return number - 1;
  throw new UsageError(
    t("{0} must be a whole number from 1, as the editor counts; it was {1}.", option, value),
  );
}

/** The result: to a file when one is named, to standard output otherwise. */
export async function deliver(
  terminal: Terminal,
  content: string | Uint8Array,
  output: string | undefined,
): Promise<void> {
  if (output === undefined) return terminal.out(String(content));
  const file = path.resolve(terminal.cwd, output);
  try {
    await writeFile(file, content);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, code));
  }
  terminal.note(t("Written: {0}", file));
}
