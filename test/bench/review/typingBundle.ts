/**
 * What `throughputTyping.ts` measures, in a process of its own and bundled as the product is: the loader of the benches
 * wraps every function, which the product does not.
 */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { serverEnvironment, serverExecArgv } from "../../../client/src/serverRuntime";
import { ownPlace } from "../../../scripts/lib/testBundle.mjs";
import { root } from "../../support/harness";

const execute = promisify(execFile);

/** `npm run bench:review -- --only=typingBundle` */
export async function runTypingBundle(print: (text: string) => void): Promise<void> {
  print(await bundledTypingLatency());
}

/** One line for each kind of file. */
export async function bundledTypingLatency(): Promise<string> {
  const folder = path.join(root, "out/bench");
  const outfile = path.join(folder, "typing.cjs");
  await mkdir(folder, { recursive: true });
  await build({
    stdin: {
      contents: `import { typingLatency } from "./throughputTyping";
        void typingLatency().then((lines) => console.log(lines.join("\\n")));`,
      resolveDir: import.meta.dirname,
      loader: "ts",
    },
    ...{ outfile, bundle: true, minify: true, platform: "node", format: "cjs", target: "node20" },
    ...{ packages: "external", plugins: [ownPlace], logLevel: "error" },
  });
  const env = { ...process.env, ...serverEnvironment };
  const { stdout } = await execute(process.execPath, [...serverExecArgv, outfile], { cwd: root, env });
  return stdout.trimEnd();
}
