/** The parts of `scripts/lib` that benches and tests use; plain modules have no types of their own. */
declare module "*/lib/peer.mjs" {
  /** Builds llama-server and llama-bench if they are not in the cache; answers their folder. */
  export function ensurePeer(): Promise<string>;
  /** Where they are, or would be. */
  export function peerPlace(): { readonly tag: string; readonly bin: string };
}

declare module "*/lib/models.mjs" {
  /** Fetches a development model if it is not in the cache. */
  export function ensureModel(
    key: "small" | "coder",
    log?: (line: string) => void,
  ): Promise<{ readonly name: string; readonly path: string }>;
}

declare module "*/lib/testBundle.mjs" {
  import { type Plugin } from "esbuild";
  /** Tells each module in a bundle where it came from. */
  export const ownPlace: Plugin;
}
