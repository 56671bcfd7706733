/** When documents are reviewed: at once on opening, 300 ms after the last change; older reviews are cancelled. */
import { type Diagnostic } from "vscode-languageserver/node";
import { type Finding } from "../protocol";
import { diagnosticsOf } from "./diagnosticOf";

/** Milliseconds of quiet after a change. */
export const reviewDelay = 300;

export interface DiagnosticsDeps {
  /** Findings of the document as it is now; `undefined` when it is not reviewed (switched off, excluded). */
  review(uri: string, signal: AbortSignal): Promise<readonly Finding[] | undefined>;
  publish(uri: string, diagnostics: readonly Diagnostic[], version?: number): void;
  version(uri: string): number | undefined;
  /** Runs once after milliseconds unless the answered function is called. */
  later(milliseconds: number, run: () => void): () => void;
  onError(uri: string, error: unknown): void;
}

export interface Diagnostics {
  /** The document was opened or changed. */
  changed(uri: string): void;
  closed(uri: string): void;
  /** Settings or rule packs changed: review again what is shown, open or not. */
  refresh(): void;
  /**
   * What a review that the user asked for found. It stays in Problems while the user walks through it, that
   * is, also after the file was opened and closed again.
   */
  found(uri: string, findings: readonly Finding[]): void;
  dispose(): void;
}

interface Pending {
  readonly controller: AbortController;
  readonly cancelTimer: () => void;
}

export function createDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  const pending = new Map<string, Pending>();
  const open = new Set<string>();
  const kept = new Set<string>();

  function cancel(uri: string): void {
    const current = pending.get(uri);
    current?.cancelTimer();
    current?.controller.abort();
    pending.delete(uri);
  }

  async function run(uri: string, signal: AbortSignal): Promise<void> {
    const version = deps.version(uri);
    try {
      const findings = await deps.review(uri, signal);
      if (signal.aborted) return;
      deps.publish(uri, diagnosticsOf(findings ?? []), version);
    } catch (error) {
      if (!signal.aborted) deps.onError(uri, error);
    }
  }

  function schedule(uri: string, delay: number): void {
    cancel(uri);
    const controller = new AbortController();
    const cancelTimer = deps.later(delay, () => void run(uri, controller.signal));
    pending.set(uri, { controller, cancelTimer });
  }

  return {
    changed: (uri) => {
      // Opening is a change, too: the first review does not wait.
      schedule(uri, open.has(uri) ? reviewDelay : 0);
      open.add(uri);
    },
    closed: (uri) => {
      open.delete(uri);
      cancel(uri);
      // Unsaved changes went with the editor: what is kept is what the file on disk says.
      if (kept.has(uri)) schedule(uri, 0);
      else deps.publish(uri, []);
    },
    refresh: () => new Set([...open, ...kept]).forEach((uri) => schedule(uri, 0)),
    found: (uri, findings) => {
      cancel(uri);
      if (findings.length > 0) kept.add(uri);
      else kept.delete(uri);
      deps.publish(uri, diagnosticsOf(findings), deps.version(uri));
    },
    dispose: () => [...pending.keys()].forEach(cancel),
  };
}
