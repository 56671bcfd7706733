/** When documents are reviewed: at once on opening, 300 ms after the last change; older reviews are cancelled. */
import { type Diagnostic } from "vscode-languageserver/node";
import { type Finding } from "../protocol";
import { diagnosticsOf } from "./diagnosticOf";
import { canonicalUri, folderOf } from "../documents/uris";

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

/** URIs are canonical. */
export interface Diagnostics {
  /** The document was opened or changed. */
  changed(uri: string): void;
  closed(uri: string): void;
  /** Settings or rule packs changed: review again what is shown, open or not. */
  refresh(): void;
  /**
   * What a review of files and folders found. It stays in Problems while the user walks through it, that is,
   * also after a file was opened and closed again; what an earlier review found below `roots` goes.
   */
  found(roots: readonly string[], findings: readonly Finding[]): void;
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
      if (signal.aborted) return;
      // Deleted meanwhile, or no longer readable: what was said about it may not stand.
      deps.publish(uri, [], version);
      deps.onError(uri, error);
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
    found: (roots, findings) => {
      const below = [...kept].filter((uri) => folderOf(uri, roots) !== undefined);
      const byUri = new Map<string, Finding[]>(below.map((uri) => [uri, []]));
      for (const finding of findings) {
        const uri = canonicalUri(finding.uri);
        const own = byUri.get(uri) ?? [];
        own.push(finding);
        byUri.set(uri, own);
      }
      for (const [uri, own] of byUri) {
        cancel(uri);
        if (own.length > 0) kept.add(uri);
        else kept.delete(uri);
        deps.publish(uri, diagnosticsOf(own), deps.version(uri));
      }
    },
    dispose: () => [...pending.keys()].forEach(cancel),
  };
}
