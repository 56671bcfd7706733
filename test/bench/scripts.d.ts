/** The parts of `scripts/lib` that the benches use; plain modules have no types of their own. */
declare module "*/lib/peer.mjs" {
  /** Builds llama-server and llama-bench if they are not in the cache; answers their folder. */
  export function ensurePeer(): Promise<string>;
}

declare module "*/lib/models.mjs" {
  /** Fetches a development model if it is not in the cache. */
  export function ensureModel(
    key: "small" | "coder",
    log?: (line: string) => void,
  ): Promise<{ readonly name: string; readonly path: string }>;
}
