/** What the sample workspace says, read from the disk: the tests compare the screen with it. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Cursor } from "./editor";
import { type Profile } from "./profile";

export function readSample(profile: Profile, file: string): string {
  return readFileSync(path.join(profile.workspace, file), "utf8");
}

export function writeSample(profile: Profile, file: string, text: string): void {
  const place = path.join(profile.workspace, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}

/** Copies a file of test/fixtures/documents into the workspace. */
export function copyDocument(profile: Profile, file: string, from: string): void {
  const place = path.join(profile.workspace, file);
  mkdirSync(path.dirname(place), { recursive: true });
  copyFileSync(path.resolve(__dirname, "../../fixtures/documents", from), place);
}

/** The text a selection covers, given where it starts (1-based) and how long it is. */
export function textAt(text: string, start: Pick<Cursor, "line" | "column">, length: number): string {
  const lines = text.split(/\r?\n/);
  const offset = lines.slice(0, start.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return lines.join("\n").slice(offset + start.column - 1, offset + start.column - 1 + length);
}
