/** Retrieval without a model: how well and how fast it finds. Called by `npm run bench:documents`. */
import { figure } from "../report/format";
import { spreadOf } from "../statistics";
import { judge, type Target } from "../targets";
import { runRetrievalQuality } from "./retrievalQuality";
import { runRetrievalScale } from "./retrievalScale";

const targets: Readonly<Record<"first" | "fused" | "p95", Target>> = {
  first: { name: "R@1 with Hanare's words", limit: 0.71, bound: "at least", unit: "" },
  fused: { name: "R@5 fused", limit: 0.85, bound: "at least", unit: "" },
  p95: { name: "p95 at 100,000 passages", limit: 20, bound: "at most", unit: "ms" },
};

/** About three minutes; tables go to `print` as they are there. Answers what is met. */
export async function runRetrieval(print: (text: string) => void = console.log): Promise<string> {
  const quality = await runRetrievalQuality(print);
  const measured = { ...quality, p95: await runRetrievalScale(print) };
  return (["first", "fused", "p95"] as const)
    .map((name) => {
      const { target, verdict } = judge(targets[name], spreadOf([measured[name]]));
      const value = measured[name];
      return `${target.name}: ${value === undefined ? "-" : figure(value)} ${target.unit} (${target.bound} ${target.limit}): ${verdict}`;
    })
    .join("\n");
}
