/** Ed25519 signatures of texts: who has the private key vouches for them. Pure. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { t } from "./l10n";

const bytesOf = (message: string) => Buffer.from(message, "utf8");

/** Base64. `message` says what it is, so that its signature can serve for nothing else. Throws an `Error` for the user. */
export function signText(message: string, pem: string): string {
  const key = keyOf(() => createPrivateKey(pem), t("The key is no private key in PEM without a password."));
  return sign(null, bytesOf(message), key).toString("base64");
}

/** `publicKey`: PEM, or what stands between its lines. Throws an `Error` for the user when the key is none. */
export function isTextSignedBy(message: string, signature: string, publicKey: string): boolean {
  const key = keyOf(() => createPublicKey(pemOf(publicKey)), t("The key is no public key in PEM."));
  return verify(null, bytesOf(message), key, Buffer.from(signature, "base64"));
}

/** A setting holds a key more easily in one line. */
function pemOf(key: string): string {
  const text = key.trim();
  return /^[A-Za-z0-9+/]+=*$/.test(text)
    ? `-----BEGIN PUBLIC KEY-----\n${text}\n-----END PUBLIC KEY-----\n`
    : text;
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
