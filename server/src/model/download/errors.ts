/** What may go wrong while a model is fetched, each with the next step. Nothing that a server wrote is quoted. */
import { type ExchangeError } from "../../network/http";
import { t } from "../../util/l10n";
import { formatSize } from "../../util/size";
import { ModelError } from "../runtime";

const failed = (message: string) => new ModelError("download", message);

const notAllowed = (origin: string) =>
  new ModelError(
    "endpoint-not-allowed",
    t(
      "{0} may not be connected to, so that nothing was fetched. Models are fetched only where hanare.network.mode is allowlist and hanare.network.allow names the host: ask your administrator, or bring the file on a disk or share and import it from there.",
      origin,
    ),
  );

const notTrusted = (origin: string, code: string) =>
  new ModelError(
    "endpoint-certificate",
    t(
      "The certificate of {0} is not trusted ({1}). Name the organisation's CA file in hanare.network.ca, and write the host as it stands in the certificate.",
      origin,
      code,
    ),
  );

const wantsProof = (origin: string, code: string) =>
  new ModelError(
    "endpoint-certificate",
    t(
      "{0} wants this computer to prove itself with a certificate ({1}), which Hanare sends to inference servers only. Fetch the file with a program that can, and import it from the disk.",
      origin,
      code,
    ),
  );

/** `kept`: what has come so far stays for the next try. */
const goOn = (kept: number) =>
  kept === 0
    ? t("Try again later.")
    : t("{0} are kept: import the same address again, and it goes on there.", formatSize(kept));

/** `origin`: of the server that was asked last, which a redirect may have named. */
export function connectionError({ fault, code }: ExchangeError, origin: string, kept: number): ModelError {
  switch (fault) {
    case "not-allowed":
      return notAllowed(origin);
    case "certificate":
      return notTrusted(origin, code);
    case "client-certificate":
    case "client-files":
      return wantsProof(origin, code);
    case "not-http":
      return wrongServer(origin, code);
    case "refused":
    case "unreachable":
      return failed(t("{0} cannot be reached ({1}). {2}", origin, code, goOn(kept)));
    case "slow-connect":
    case "slow-first":
    case "slow-idle":
      return failed(t("{0} has sent nothing for too long. {1}", origin, goOn(kept)));
    case "broken":
      return brokenOff(origin, kept);
  }
}

export const brokenOff = (origin: string, kept: number) =>
  failed(t("{0} broke off again and again. {1}", origin, goOn(kept)));

export const tooBusy = (origin: string, kept: number) =>
  failed(t("{0} has no room for the request now. {1}", origin, goOn(kept)));

/** `what`: a short code of ours. */
export const wrongServer = (origin: string, what: string) =>
  failed(
    t(
      "{0} did not answer as a file server does ({1}). Open the address in a browser of your network to see what it is, and correct it.",
      origin,
      what,
    ),
  );

export const refusedBy = (origin: string, status: number) =>
  failed(
    status === 401 || status === 403
      ? t(
          "{0} wants a sign-in (HTTP {1}), and Hanare sends none. Fetch the file with a program that can, and import it from the disk.",
          origin,
          status,
        )
      : t("{0} does not give the file (HTTP {1}). Check the address.", origin, status),
  );

export const manyRedirects = (origin: string) =>
  failed(t("{0} redirects in a circle. Check the address.", origin));

export const keepsChanging = (origin: string) =>
  failed(
    t(
      "The file of {0} changes while it is fetched. Wait until it is complete there, then try again.",
      origin,
    ),
  );

export const notVerifiable = (name: string) =>
  failed(
    t(
      "Nothing says what {0} must be, so that it was not fetched. Give the SHA-256 that its publisher names, or put your organisation's signed list of allowed models in force.",
      name,
    ),
  );
