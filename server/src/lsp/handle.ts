/** One wrapper for every handler: cancellation in, errors out, timing logged. */
import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from "vscode-languageserver/node";
import { isModelError } from "../model/runtime";
import { t } from "../util/l10n";
import { type Log } from "./log";
import { RequestError } from "../util/requestError";

export interface HandleDeps {
  readonly log: Log;
  /** Milliseconds of a steady clock. */
  now(): number;
  /** Runs the handler where others can see what it is for; absent: nobody asks. */
  within?<R>(name: string, params: unknown, run: () => R): R;
}

/** A handler's answer when it may not fail loudly: ghost text and code actions are asked for while typing. */
export interface Quiet<R> {
  readonly fallback: R;
}

/** Rejects with nothing but a `ResponseError`. */
export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R>;

export interface ErrorData {
  /** Code of a named error, or absent. */
  readonly code?: string;
}

export type Handle = <P, R>(
  name: string,
  run: (params: P, signal: AbortSignal) => Promise<R> | R,
  quiet?: Quiet<R>,
) => Handler<P, R>;

/** A signal that aborts when the token is cancelled; `release` when the request is over. */
export function signalOf(token: CancellationToken): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, release: () => listener.dispose() };
}

/**
 * What may be logged of an unexpected error: name, code and places in our code. Its message stays out, since
 * messages of parsers quote the text they failed on, and logs are files (promise P7).
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const code = "code" in error ? ` ${String(error.code)}` : "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join("\n");
}

function userFacing(error: unknown): ResponseError<ErrorData> | undefined {
  if (isModelError(error))
    return new ResponseError(LSPErrorCodes.RequestFailed, error.message, { code: error.code });
  if (error instanceof RequestError)
    return new ResponseError(LSPErrorCodes.RequestFailed, error.message, { code: error.code });
  return undefined;
}

export function createHandle({ log, now, within = (_name, _params, run) => run() }: HandleDeps): Handle {
  let last = 0;
  return (name, run, quiet) => async (params, token) => {
    const request = `${name} #${(last += 1)}`;
    const { signal, release } = signalOf(token);
    const start = now();
    try {
      const result = await within(name, params, () => run(params, signal));
      log.debug(`${request}: ${Math.round(now() - start)} ms`);
      return result;
    } catch (error) {
      // A cancelled request may fail in many ways on its way out; none of them is of interest.
      if (signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, t("Cancelled."));
      const known = userFacing(error);
      if (known) log.warn(`${request}: ${known.message}`);
      else log.error(`${request}: ${faultOf(error)}`);
      if (quiet) return quiet.fallback;
      throw known ?? new ResponseError(ErrorCodes.InternalError, unexpected(request));
    } finally {
      release();
    }
  };
}

const unexpected = (request: string) =>
  t("Hanare met a fault of its own ({0}). The Hanare output says where; please report it.", request);
