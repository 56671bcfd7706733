/** Ends YAML and JSON before a key that its mapping has already; the file would be wrong or lose a value. */
import { type Hole, isBlank, linesBelow } from "../hole";
import { type Draft, type Filter, type FilterContext, cutAt } from "./draft";
import { repeatedJsonKey } from "./jsonKeys";
import { repeatedYamlLine } from "./yamlKeys";

/** Characters on each side; in a longer file the beginning of a mapping may be out of sight. */
const reach = 100_000;

export const duplicateKey: Filter = (draft, context) => {
  const { hole } = context;
  if (hole.prefix.length > reach) return draft;
  if (/^(?:yaml|dockercompose|github-actions-workflow)$/iu.test(hole.languageId))
    return inYaml(draft, context);
  return /^json[c5l]?$/iu.test(hole.languageId) ? inJson(draft, hole) : draft;
};

function inYaml(draft: Draft, { hole, multiline }: FilterContext): Draft | undefined {
  if (!multiline && repeatsItem(draft.text, hole)) return undefined;
  const after = hole.suffix.slice(draft.replace, reach);
  const number = repeatedYamlLine(hole.prefix, draft.text, after);
  if (number === undefined) return draft;
  if (number === 0) return undefined;
  return cutAt(draft, draft.text.split("\n").slice(0, number).join("\n").length);
}

/** The same item as the one directly above or below it. */
function repeatsItem(text: string, hole: Hole): boolean {
  const item = (hole.linePrefix + text).trimEnd();
  if (!/^\s*- +[^\s#].*$/u.test(item) || /:(?:\s|$)/u.test(item)) return false;
  const above = hole.prefix
    .slice(0, hole.prefix.length - hole.linePrefix.length)
    .trimEnd()
    .split("\n")
    .at(-1);
  const below = linesBelow(hole).find((line) => !isBlank(line));
  return [above, below].some((line) => line?.trimEnd() === item);
}

function inJson(draft: Draft, hole: Hole): Draft | undefined {
  const after = hole.suffix.slice(draft.replace, reach);
  const at = repeatedJsonKey(hole.prefix, draft.text, after);
  if (at === undefined) return draft;
  const kept = draft.text.slice(0, Math.max(0, at)).trimEnd();
  // A comma asks for another key: it stays only where one stands below.
  const text = /^\s*"/u.test(after) ? kept : kept.replace(/,$/u, "");
  return isBlank(text) ? undefined : cutAt(draft, text.length);
}
