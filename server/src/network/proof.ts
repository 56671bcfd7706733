/**
 * Two processes of one user prove to each other that they read the same token, without sending it: each answers
 * the other's random bytes with a keyed hash of both. Compared in constant time.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export const nonceBytes = 32;
export const proofBytes = 32;

/** Who proves: one side's proof must not serve as the other's. */
export type Side = "window" | "engine";

export interface Nonces {
  readonly window: Buffer;
  readonly engine: Buffer;
}

export const newNonce = (): Buffer => randomBytes(nonceBytes);
export const newToken = (): string => randomBytes(32).toString("hex");

export function proofOf(token: string, side: Side, { window, engine }: Nonces): Buffer {
  return createHmac("sha256", token).update(side).update(window).update(engine).digest();
}

export function proves(proof: Buffer, token: string, side: Side, nonces: Nonces): boolean {
  return proof.length === proofBytes && timingSafeEqual(proof, proofOf(token, side, nonces));
}
