// `node scripts/peer.mjs`: llama-server, llama-bench and llama-quantize for the benches; prints their folder.
import { script } from "./lib/failure.mjs";
import { ensurePeer } from "./lib/peer.mjs";

await script(async () => {
  console.log(await ensurePeer());
});
