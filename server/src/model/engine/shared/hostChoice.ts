/** Which shared engine a window uses: the newest that answers, otherwise a new one. Pure; what it touches are ports. */
import { type Claim, type FoundClaim } from "./claims";

export interface HostPorts<Connection> {
  /** The newest claim there is now. */
  newest(): Promise<FoundClaim | undefined>;
  /** Undefined when nobody answers who holds the claim's token. */
  connect(claim: Claim, signal: AbortSignal): Promise<Connection | undefined>;
  /** Starts an engine under this number; resolves when it has claimed it, or ended because it could not. */
  start(number: number, signal: AbortSignal): Promise<void>;
  /** A moment, for a claim that is being written. */
  pause(signal: AbortSignal): Promise<void>;
}

export interface Chosen<Connection> {
  readonly connection: Connection;
  readonly claim: Claim;
}

/** Starts after which there is something wrong that another start does not mend. */
const mostStarts = 3;
/** Looks at a claim that is not whole after which nobody writes it any more. */
const mostPauses = 20;

/** Undefined when no engine can be had this way. Rejects with the signal's reason, or with what a port rejects with. */
export async function chooseHost<Connection extends { close(): void }>(
  ports: HostPorts<Connection>,
  signal: AbortSignal,
): Promise<Chosen<Connection> | undefined> {
  let starts = 0;
  let pauses = 0;
  for (;;) {
    const claim = await ports.newest();
    signal.throwIfAborted();
    if (claim !== undefined && claim.pid === undefined && pauses < mostPauses) {
      pauses += 1;
      await ports.pause(signal);
      continue;
    }
    const connection = claim?.pid === undefined ? undefined : await ports.connect(claim, signal);
    if (connection !== undefined && claim?.pid !== undefined) {
      if (signal.aborted) connection.close();
      signal.throwIfAborted();
      return { connection, claim };
    }
    signal.throwIfAborted();
    if (starts === mostStarts) return undefined;
    starts += 1;
    pauses = 0;
    await ports.start((claim?.number ?? 0) + 1, signal);
  }
}
