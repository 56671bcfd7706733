/** A collector of OpenTelemetry (OTLP over HTTP, JSON) behind the gate. It is told figures; nothing it says is repeated. */
import { type Post, type Posted } from "../journal/metricsSending";
import { type Exchange, ExchangeError } from "../network/http";
import { t } from "../util/l10n";

/** Milliseconds. */
const limits = { connect: 10_000, first: 20_000, idle: 10_000 };
const metricsPath = "/v1/metrics";

export interface Collector {
  /** As in the settings: the path of the metrics may be left away. */
  readonly url: string;
  /** PEM certificates of the organisation. Rejects where they cannot be had. */
  certificates(): Promise<string | undefined>;
}

export function metricsUrl(url: string): URL {
  const base = new URL(url);
  const path = base.pathname.replace(/\/+$/u, "");
  base.pathname = path.endsWith(metricsPath) ? path : `${path}${metricsPath}`;
  return base;
}

export function collectorPost({ url, certificates }: Collector, exchange: Exchange): Post {
  const target = metricsUrl(url);
  return async (body, signal) => {
    try {
      const ca = await certificates();
      signal.throwIfAborted();
      const headers = { "content-type": "application/json", accept: "application/json" };
      const request = { method: "POST" as const, url: target, headers, body, limits };
      const response = await exchange(ca === undefined ? request : { ...request, ca }, signal);
      response.close();
      return postedOf(response, target);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ExchangeError) return { kind: "later", message: faultOf(error, target) };
      // A CA file that cannot be read says so itself.
      return { kind: "later", message: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** As the protocol has it: these may be sent again, others must not. */
function postedOf(
  { status, header }: { readonly status: number; header(name: string): string | undefined },
  { origin, pathname }: URL,
): Posted {
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (![429, 502, 503, 504].includes(status))
    return {
      kind: "refused",
      message: t(
        "The collector {0} refused the figures (HTTP {1}). See that it takes OTLP over HTTP as JSON at {2}, or correct hanare.journal.sendTo.",
        origin,
        status,
        pathname,
      ),
    };
  const seconds = Number(header("retry-after") ?? Number.NaN);
  const message = t(
    "The collector {0} takes no figures now (HTTP {1}). They are sent later; look at its load.",
    origin,
    status,
  );
  return { kind: "later", message, ...(seconds >= 0 ? { wait: seconds * 1000 } : {}) };
}

function faultOf({ fault, code }: ExchangeError, { origin }: URL): string {
  if (fault === "not-allowed")
    return t(
      "The collector {0} may not be connected to, so no figures are sent. Set hanare.network.mode to allowlist and add the host to hanare.network.allow, or empty hanare.journal.sendTo.",
      origin,
    );
  if (fault === "certificate")
    return t(
      "The certificate of the collector {0} is not trusted ({1}). Name the organisation's CA file in hanare.network.ca.",
      origin,
      code,
    );
  return t(
    "The collector {0} cannot be reached ({1}), so the figures are sent later. Check hanare.journal.sendTo and the network.",
    origin,
    code,
  );
}
