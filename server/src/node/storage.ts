/** The folder in which the product remembers: used only if it can be written, for a locked profile must stop nothing. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf } from "../model/ggufErrors";
import { t } from "../util/l10n";

/** Writes a file into the folder, which it makes, and removes it. Throws the system's error. */
export type TryFolder = (folder: string) => void;

export interface Storage {
  /** Absent: everything works, in memory. */
  readonly storagePath?: string;
  /** Why nothing is remembered, with the next step. */
  readonly problem?: string;
}

export function usableStorage(storagePath: string | undefined, tryFolder: TryFolder = tryWriting): Storage {
  if (storagePath === undefined) return {};
  try {
    tryFolder(storagePath);
    return { storagePath };
  } catch (error) {
    return { problem: notRemembering(storagePath, codeOf(error)) };
  }
}

function tryWriting(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${process.pid}.part`);
  writeFileSync(file, "", { mode: 0o600 });
  rmSync(file, { force: true });
}

const full: readonly string[] = ["ENOSPC", "EDQUOT"];

const notRemembering = (folder: string, code: string): string =>
  full.includes(code)
    ? t(
        "The disk of Hanare's folder {0} is full ({1}). Hanare works, but forgets what it learns of models and documents when it ends. Delete what you no longer need, or ask the administrator for more space.",
        folder,
        code,
      )
    : t(
        "Hanare may not write to its folder {0} ({1}). It works, but forgets what it learns of models and documents when it ends. Ask the administrator for the right to write there.",
        folder,
        code,
      );
