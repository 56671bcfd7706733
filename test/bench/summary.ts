/** `npm run bench:summary [-- --only=coverage|faithfulness|scale]`: summaries beside other ways of choosing sentences. */
import { runCoverage } from "./summary/coverage";
import { runFaithfulness } from "./summary/faithfulness";
import { runScale } from "./summary/scale";

const parts = { coverage: runCoverage, faithfulness: runFaithfulness, scale: runScale } as const;

async function main(): Promise<void> {
  const only = process.argv.find((one) => one.startsWith("--only="))?.slice("--only=".length);
  for (const [name, run] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue;
    console.log(`\n== ${name}`);
    await run((text) => console.log(text));
  }
}

void main();
