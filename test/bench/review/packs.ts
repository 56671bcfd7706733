/** The shipped packs, and the same rules as a plain search would have them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadPacks } from "../../../server/src/review/pack";
import { readPackFile } from "../../../server/src/review/packFile";
import { type Matcher, type Rule, type RulePack } from "../../../server/src/review/rules";

const folder = path.join(import.meta.dirname, "../../../media/packs");

export interface BenchPacks {
  /** Every shipped rule once: general packs and industries together, the hardest case for false alarms. */
  readonly packs: readonly RulePack[];
  /** By rule: the shipped file that it is written in. */
  readonly packOf: ReadonlyMap<string, string>;
}

export function shippedPacks(): BenchPacks {
  const sources = readdirSync(folder)
    .sort()
    .map((file) => ({
      id: file.replace(/\.yaml$/, ""),
      uri: `file:///packs/${file}`,
      text: readFileSync(path.join(folder, file), "utf8"),
    }));
  const own = sources.flatMap((source) => {
    const read = readPackFile(source);
    return "file" in read ? read.file.content.rules.map(({ id }) => [id, source.id] as const) : [];
  });
  return { packs: loadPacks(sources).packs, packOf: new Map(own) };
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
