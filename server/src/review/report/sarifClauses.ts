/** Clauses of laws and standards as a SARIF taxonomy, so that a reader can go from a clause to its findings. */
import { type Reference } from "../../protocol";
import { type RuleInfo } from "../rules";

/** Every clause that a rule refers to, once, in a stable order. */
export function clausesOf(rules: readonly RuleInfo[]): readonly Reference[] {
  const clauses = new Map<string, Reference>();
  for (const { refs } of rules)
    for (const ref of refs) if (clauses.get(ref.control)?.url === undefined) clauses.set(ref.control, ref);
  return [...clauses.values()].sort((a, b) => (a.control < b.control ? -1 : a.control > b.control ? 1 : 0));
}

const name = "clauses";

/** SARIF 2.1.0, 3.19.2: a tool component whose taxa are the clauses. */
export const clauseTaxonomy = (clauses: readonly Reference[]) => ({
  name,
  shortDescription: { text: "Clauses of laws and standards that the rules refer to" },
  taxa: clauses.map(({ control, url }) => ({
    id: control,
    shortDescription: { text: control },
    ...(url === undefined ? {} : { helpUri: url }),
  })),
});

/** SARIF 2.1.0, 3.53. */
export const clauseRelations = (refs: readonly Reference[], clauses: readonly Reference[]) =>
  refs.map(({ control }) => ({
    target: {
      id: control,
      index: clauses.findIndex((clause) => clause.control === control),
      toolComponent: { name, index: 0 },
    },
    kinds: ["relevant"],
  }));
