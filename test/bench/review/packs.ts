/** The shipped packs, and the same rules as a plain search would have them. */
import { type Matcher, type Rule, type RulePack } from "../../../server/src/review/rules";
import { packFiles, shippedPacks as loaded } from "../../support/shippedPacks";

export interface BenchPacks {
  /** Every shipped rule once: general packs and industries together, the hardest case for false alarms. */
  readonly packs: readonly RulePack[];
  /** By rule: the shipped file that it is written in. */
  readonly packOf: ReadonlyMap<string, string>;
}

export function shippedPacks(): BenchPacks {
  const own = packFiles().flatMap(({ source, content }) =>
    content.rules.map(({ id }) => [id, source.id] as const),
  );
  return { packs: loaded(), packOf: new Map(own) };
}

/** A search for each rule's first pattern: no conditions, no context, any title. Shows what those buy. */
export function plainSearch(packs: readonly RulePack[]): readonly RulePack[] {
  return packs.map((pack) => ({ ...pack, rules: pack.rules.map(plain) }));
}

function plain(rule: Rule): Rule {
  const first = rule.any[0] ?? (rule.required.length > 0 ? undefined : rule.all[0]);
  const any: readonly Matcher[] = first === undefined ? [] : [{ search: first.search }];
  return { ...rule, any, all: [], none: [], applies: { ...rule.applies, scope: "file" } };
}
