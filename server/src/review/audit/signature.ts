/** Ed25519 signatures of a record's head: who has the key vouches for all lines up to it. Pure. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { t } from "../../util/l10n";

/** The content of `FILE.sig`. */
export interface HeadSignature {
  readonly algorithm: "Ed25519";
  readonly head: string;
  /** Base64. */
  readonly signature: string;
}

/** What is signed says what it is, so that a signature can serve for nothing else. */
const message = (head: string) => Buffer.from(`hanare-audit/1 ${head}`, "utf8");

/** Throws an `Error` with a message for the user. */
export function signHead(head: string, pem: string): HeadSignature {
  const key = keyOf(() => createPrivateKey(pem), t("The key is no private key in PEM without a password."));
  return { algorithm: "Ed25519", head, signature: sign(null, message(head), key).toString("base64") };
}

/** Throws an `Error` with a message for the user when the key is none. */
export function isSignedBy(head: string, signature: HeadSignature, pem: string): boolean {
  const key = keyOf(() => createPublicKey(pem), t("The key is no public key in PEM."));
  return (
    signature.head === head && verify(null, message(head), key, Buffer.from(signature.signature, "base64"))
  );
}

function keyOf(make: () => KeyObject, reason: string): KeyObject {
  let key: KeyObject;
  try {
    key = make();
  } catch {
    // OpenSSL's words help nobody.
    throw new Error(reason);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new Error(t("The key is not an Ed25519 key. Make one with: openssl genpkey -algorithm ed25519"));
}

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
