/**
 * What may go wrong with an inference server, in words that say what to do next. Nothing that a server wrote is quoted
 * but its status and short codes: it may repeat the user's text, and messages are logged.
 */
import { type ExchangeError } from "../../network/http";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";

/** `origin`: scheme, host and port. */
export function exchangeError(error: ExchangeError, origin: string): ModelError {
  const { fault, code } = error;
  switch (fault) {
    case "not-allowed":
      return notAllowed(origin);
    case "refused":
      return new ModelError(
        "endpoint-unreachable",
        t("No server answers at {0} ({1}). Start it, or correct endpoint in hanare.models.", origin, code),
      );
    case "unreachable":
      return new ModelError(
        "endpoint-unreachable",
        t(
          "{0} cannot be reached ({1}). Check the host's name and the network, then try again.",
          origin,
          code,
        ),
      );
    case "certificate":
      return new ModelError(
        "endpoint-certificate",
        t(
          "The certificate of {0} is not trusted ({1}). Write the organisation's CA file as ca in the entry of hanare.models, and the host's name as it stands in the certificate.",
          origin,
          code,
        ),
      );
    case "client-certificate":
      return new ModelError(
        "endpoint-certificate",
        t(
          "{0} wants this computer to prove itself with a certificate, or does not accept the one it got ({1}). Write its files as clientCert and clientKey in the entry of hanare.models; ask the administrator of the server which ones.",
          origin,
          code,
        ),
      );
    case "client-files":
      return new ModelError(
        "endpoint-certificate",
        t(
          "The files clientCert and clientKey of {0} cannot be used ({1}). They must be PEM, a certificate and the unencrypted key that belongs to it.",
          origin,
          code,
        ),
      );
    case "slow-connect":
    case "slow-first":
    case "slow-idle":
      return tooSlow(origin);
    case "not-http":
      return wrongAnswer(origin, code);
    case "broken":
      return brokenOff(origin);
  }
}

const notAllowed = (origin: string) =>
  new ModelError(
    "endpoint-not-allowed",
    t(
      "{0} may not be connected to. Set hanare.network.mode to allowlist and add the host to hanare.network.allow.",
      origin,
    ),
  );

export const tooSlow = (origin: string) =>
  new ModelError(
    "endpoint-timeout",
    t("{0} did not answer in time. Look at the load of the server, then try again.", origin),
  );

export const brokenOff = (origin: string) =>
  new ModelError(
    "endpoint-answer",
    t("{0} ended in the middle of its answer. See whether the server still runs, then try again.", origin),
  );

/** `what`: a short code of ours. */
export const wrongAnswer = (origin: string, what: string) =>
  new ModelError(
    "endpoint-answer",
    t(
      "{0} did not answer as an OpenAI-compatible server does ({1}). Check the URL in hanare.models and the log of the server.",
      origin,
      what,
    ),
  );

export const needsKey = (origin: string, status: number) =>
  new ModelError(
    "endpoint-refused",
    t(
      "{0} wants a key, or does not accept the one it got (HTTP {1}). Run “Hanare: Set Key of an Inference Server”; on the command line, put it into HANARE_ENDPOINT_KEY.",
      origin,
      status,
    ),
  );

export const busy = (origin: string, status: number) =>
  new ModelError(
    "endpoint-refused",
    t("{0} takes no more requests now (HTTP {1}). Try again in a moment.", origin, status),
  );

/** `code`: the status, and the server's own short code where it has one. */
export const refused = (origin: string, code: string) =>
  new ModelError(
    "endpoint-refused",
    t(
      "{0} refused the request (HTTP {1}). The log of the server says why; perhaps its model cannot do this.",
      origin,
      code,
    ),
  );

export const unknownModel = (origin: string, model: string, known: string) =>
  new ModelError(
    "endpoint-refused",
    t(
      "{0} has no model “{1}”. Write one of its models as model in the entry of hanare.models: {2}.",
      origin,
      model,
      known,
    ),
  );
