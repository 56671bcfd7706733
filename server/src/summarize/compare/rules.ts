/** The documents of rules below files and folders, and which of their clauses a comparison touches. */
import { type SourceDocument } from "../../documents/document";
import { unreadByName } from "../../documents/readFile";
import { canonicalUri } from "../../documents/uris";
import { type Comparison, type Skipped } from "../../protocol";
import { RequestError } from "../../util/requestError";
import { affectedBy } from "./affected";

export interface RulePorts {
  /** Files below a URI, in the order of their names; the URI itself where it is a file. */
  walk(uri: string, signal: AbortSignal): AsyncIterable<string>;
  /** Rejects with a `RequestError` when a file cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** A file as the user knows it, for what was not read of it. */
  nameOf(uri: string): string;
  /** Told before each file. */
  progress(done: number, total: number, uri: string): void;
}

/**
 * The two versions may lie among the rules; a file that cannot be read keeps none of the others away. Source code is left
 * out. Rejects with the signal's reason when aborted.
 */
export async function withAffected(
  comparison: Comparison,
  uris: readonly string[],
  ports: RulePorts,
  signal: AbortSignal,
): Promise<Comparison> {
  const files = await filesOf(comparison, uris, ports, signal);
  const rules: SourceDocument[] = [];
  const unread: Skipped[] = [];
  for (const [at, uri] of files.entries()) {
    ports.progress(at, files.length, uri);
    const name = ports.nameOf(uri);
    try {
      const document = await ports.load(uri, signal);
      signal.throwIfAborted();
      if (document.format === "source") continue;
      rules.push(document);
      unread.push(...document.unread.map((one) => ({ ...one, where: `${name}: ${one.where}` })));
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestError)) throw error;
      unread.push({ where: name, why: error.message });
    }
  }
  return {
    ...comparison,
    affected: affectedBy(comparison, rules),
    rules: rules.length,
    unread: [...comparison.unread, ...unread],
  };
}

async function filesOf(
  { oldUri, newUri }: Comparison,
  uris: readonly string[],
  { walk }: RulePorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const versions = [oldUri, newUri].map(canonicalUri);
  const files = new Set<string>();
  for (const uri of uris)
    for await (const file of walk(uri, signal))
      if (!versions.includes(canonicalUri(file)) && unreadByName(file) === undefined) files.add(file);
  return [...files];
}
