/** Seals a key for the server that asks for it (`protocol/endpointKey.ts`). */
import { createCipheriv, createECDH, createHash, randomBytes } from "node:crypto";
import { type SealedKey } from "../../server/src/protocol";

/** `publicKey`: of the one who asks, Base64. */
export function sealKey(key: string, publicKey: string): SealedKey {
  const own = createECDH("prime256v1");
  const ownPublic = own.generateKeys("base64");
  const secret = own.computeSecret(Buffer.from(publicKey, "base64"));
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", createHash("sha256").update(secret).digest(), iv);
  const data = Buffer.concat([cipher.update(key, "utf8"), cipher.final()]);
  return {
    publicKey: ownPublic,
    iv: iv.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    data: data.toString("base64"),
  };
}
