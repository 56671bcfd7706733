/**
 * Who is the shared engine of a folder: the one whose claim has the highest number. A claim is a file that only one
 * process can create; who starts an engine names the number behind those it found dead, so that of two engines
 * started at once one finds its number taken and ends.
 */
import { existsSync, rmdirSync, rmSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export interface Claim {
  readonly number: number;
  readonly pid: number;
  readonly address: string;
  /** What a window and this engine prove themselves with; of this engine alone. */
  readonly token: string;
}

/** A claim, or the number of one whose content is not (yet) whole. */
export type FoundClaim = Claim | { readonly number: number; readonly pid?: undefined };

const isNumber = (name: string) => /^[1-9]\d{0,8}$/.test(name);
const isCode = (error: unknown, ...codes: readonly string[]) =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

export function parseClaim(number: number, text: string): FoundClaim {
  const [pid = "", token = "", ...address] = text.split("\n");
  const whole =
    /^\d+$/.test(pid) && /^[0-9a-f]{64}$/.test(token) && address.length === 2 && address[1] === "";
  return whole ? { number, pid: Number(pid), token, address: address[0] ?? "" } : { number };
}

export const renderClaim = ({ pid, token, address }: Omit<Claim, "number">): string =>
  `${pid}\n${token}\n${address}\n`;

/** The newest claim of a folder; undefined when there is none. */
export async function newestClaim(folder: string): Promise<FoundClaim | undefined> {
  const number = Math.max(0, ...(await numbersIn(folder)));
  if (number === 0) return undefined;
  try {
    return parseClaim(number, await readFile(path.join(folder, String(number)), "utf8"));
  } catch (error) {
    // Withdrawn since.
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  try {
    return (await readdir(folder)).filter(isNumber).map(Number);
  } catch (error) {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** False when somebody else has this number or a later one. */
export async function makeClaim(folder: string, claim: Claim): Promise<boolean> {
  const file = path.join(folder, String(claim.number));
  try {
    await writeFile(file, renderClaim(claim), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
  // Who named the number may have looked long ago.
  if (Math.max(...(await numbersIn(folder))) === claim.number) return true;
  rmSync(file, { force: true });
  return false;
}

/** Removes the claims before this one, whose engines are gone, and the sockets they left. */
export async function clearBefore(folder: string, { number, address }: Claim): Promise<void> {
  for (const other of (await numbersIn(folder)).filter((each) => each < number)) {
    const file = path.join(folder, String(other));
    const text = await readFile(file, "utf8").catch(() => "");
    const dead = parseClaim(other, text);
    if (dead.pid !== undefined && dead.address.endsWith(".s")) rmSync(dead.address, { force: true });
    rmSync(file, { force: true });
  }
  for (const name of (await readdir(folder)).filter((each) => each.endsWith(".s")))
    if (path.join(folder, name) !== address) rmSync(path.join(folder, name), { force: true });
}

export const isClaimed = (folder: string, { number }: Claim): boolean =>
  existsSync(path.join(folder, String(number)));

/** No new window finds this engine. At once, for the process is about to end. */
export function withdrawClaim(folder: string, { number }: Claim): void {
  rmSync(path.join(folder, String(number)), { force: true });
}

/** Nothing stays behind. */
export function removeTraces(folder: string, claim: Claim): void {
  withdrawClaim(folder, claim);
  if (claim.address.endsWith(".s")) rmSync(claim.address, { force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    // Somebody else's claim is there, or the folder is gone.
    if (!isCode(error, "ENOTEMPTY", "EEXIST", "ENOENT", "EPERM", "EBUSY")) throw error;
  }
}
