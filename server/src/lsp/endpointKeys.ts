/** Asks the editor for the key of an inference server, and opens it (`protocol/endpointKey.ts`). Keys are not kept. */
import { createDecipheriv, createECDH, createHash } from "node:crypto";
import { type EndpointKeyRequest, type SealedKey } from "../protocol";

const curve = "prime256v1";

/** Rejects when the editor is gone, and when what it answers was not sealed for this question. */
export function createEndpointKeys(
  ask: (params: EndpointKeyRequest.Params) => Promise<EndpointKeyRequest.Result>,
): (origin: string) => Promise<string | undefined> {
  return async (origin) => {
    const own = createECDH(curve);
    const { sealed } = await ask({ origin, publicKey: own.generateKeys("base64") });
    if (sealed === undefined) return undefined;
    const key = opened(sealed, own.computeSecret(Buffer.from(sealed.publicKey, "base64")));
    return key === "" ? undefined : key;
  };
}

function opened({ iv, tag, data }: SealedKey, secret: Buffer): string {
  const key = createHash("sha256").update(secret).digest();
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64"));
  decipher.setAuthTag(Buffer.from(tag, "base64"));
  return Buffer.concat([decipher.update(Buffer.from(data, "base64")), decipher.final()]).toString("utf8");
}
