/** Certificates of an organisation's CA: what the settings name, read when it is needed. */
import { readFile } from "node:fs/promises";
import { type EndpointSource, type NetworkSettings } from "../../protocol";
import { t } from "../../util/l10n";
import { resolveModelPath } from "../modelPath";
import { ModelError } from "../runtime";

/** `ca` of an entry of `hanare.models`. Rejects with ModelError `endpoint-certificate`. */
export const certificatesOf = (path: string): Promise<string> =>
  pem(path, (code) =>
    t(
      "The CA file {0} cannot be used ({1}). Write the full path of a PEM file with certificates as ca.",
      path,
      code,
    ),
  );

/** `clientCert` and `clientKey` of an entry; undefined where it has none. Rejects as above. */
export async function proofOf({
  clientCert,
  clientKey,
}: EndpointSource): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  if (clientCert === undefined || clientKey === undefined) return undefined;
  const told = (path: string) => (code: string) =>
    t(
      "The file {0} cannot be used ({1}). Write the full paths of PEM files as clientCert and clientKey.",
      path,
      code,
    );
  const cert = await pem(clientCert, told(clientCert));
  return { cert, key: await pem(clientKey, told(clientKey), /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/u) };
}

/** `hanare.network.ca`; undefined where it names none. Rejects as above. */
export async function organisationCertificates(
  { ca }: Pick<NetworkSettings, "ca">,
  home: string,
): Promise<string | undefined> {
  if (ca.trim() === "") return undefined;
  const path = resolveModelPath(ca, { home });
  return pem(path, (code) =>
    t(
      "The CA file {0} cannot be used ({1}). Write the full path of a PEM file with certificates as hanare.network.ca.",
      path,
      code,
    ),
  );
}

async function pem(
  path: string,
  told: (code: string) => string,
  begins = /-----BEGIN CERTIFICATE-----/u,
): Promise<string> {
  const failed = (code: string) => new ModelError("endpoint-certificate", told(code));
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw failed(error instanceof Error && "code" in error ? String(error.code) : "");
  });
  if (!begins.test(text)) throw failed("PEM");
  return text;
}
