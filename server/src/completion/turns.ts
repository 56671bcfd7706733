/** One request a document: a newer one overtakes an older. */

export interface Turn {
  /** Aborts with the request's own signal, or when a newer request came. */
  readonly signal: AbortSignal;
  end(): void;
}

export interface Turns {
  /** Undefined for a version older than the last one that was asked for. */
  take(uri: string, version: number, signal: AbortSignal): Turn | undefined;
}

export function createTurns(): Turns {
  const current = new Map<string, { readonly version: number; readonly controller: AbortController }>();

  function take(uri: string, version: number, signal: AbortSignal): Turn | undefined {
    const last = current.get(uri);
    if (last !== undefined && version < last.version) return undefined;
    last?.controller.abort();
    const controller = new AbortController();
    const mine = { version, controller };
    current.set(uri, mine);
    const end = () => {
      if (current.get(uri) === mine) current.delete(uri);
    };
    return { signal: AbortSignal.any([signal, controller.signal]), end };
  }

  return { take };
}
