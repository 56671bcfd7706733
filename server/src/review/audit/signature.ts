/** Ed25519 signatures of a record's head: who has the key vouches for all lines up to it. Pure. */
import { isTextSignedBy, signText } from "../../util/ed25519";

/** The content of `FILE.sig`. */
export interface HeadSignature {
  readonly algorithm: "Ed25519";
  readonly head: string;
  /** Base64. */
  readonly signature: string;
}

/** What is signed says what it is, so that a signature can serve for nothing else. */
const message = (head: string) => `hanare-audit/1 ${head}`;

/** Throws an `Error` with a message for the user. */
export const signHead = (head: string, pem: string): HeadSignature => ({
  algorithm: "Ed25519",
  head,
  signature: signText(message(head), pem),
});

/** Throws an `Error` with a message for the user when the key is none. */
export const isSignedBy = (head: string, signature: HeadSignature, pem: string): boolean =>
  signature.head === head && isTextSignedBy(message(head), signature.signature, pem);

export const writeSignature = (signature: HeadSignature): string => `${JSON.stringify(signature, null, 2)}\n`;

/** Undefined for what is no signature file. */
export function readSignature(text: string): HeadSignature | undefined {
  try {
    const value = JSON.parse(text) as Partial<HeadSignature> | null;
    const { algorithm, head, signature } = value ?? {};
    if (algorithm === "Ed25519" && typeof head === "string" && typeof signature === "string")
      return { algorithm, head, signature };
  } catch {
    // Not JSON, so no signature file either.
    return undefined;
  }
  return undefined;
}
