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

/** About three minutes; tables go to `print` as they are there, what is met comes last. */
export async function runRetrieval(print: (text: string) => void): Promise<void> {
  const quality = await runRetrievalQuality(print);
  const measured = { ...quality, p95: await runRetrievalScale(print) };
  for (const name of ["first", "fused", "p95"] as const) {
    const { target, verdict } = judge(targets[name], spreadOf([measured[name]]));
    const value = measured[name] === undefined ? "-" : `${figure(measured[name])} ${target.unit}`.trim();
    print(`${target.name}: ${value} (${target.bound} ${target.limit}): ${verdict}`);
  }
}
