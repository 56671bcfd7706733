// `npm run package [-- --target win32-x64]`: the production bundles and the VSIX for a platform, or for `all`.
import { parseArgs } from "node:util";
import { run } from "./lib/command.mjs";
import { script } from "./lib/failure.mjs";
import { root } from "./lib/paths.mjs";
import { thisTarget } from "./lib/targets.mjs";
import { packAll, packVsix } from "./lib/vsix.mjs";

await script(async () => {
  const { values } = parseArgs({ options: { target: { type: "string", default: thisTarget } } });
  await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root });
  if (values.target === "all") await packAll();
  else await packVsix(values.target);
});
