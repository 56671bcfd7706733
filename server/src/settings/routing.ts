/** Rules of `hanare.routing`: a rule that is not understood lets nothing go. */
import { isWholePath } from "../model/routing/rules";
import { type RoutingRule, routingTasks } from "../protocol";
import { t } from "../util/l10n";
import { type Check, flag, isRecord, listOf, oneOf, shown, text } from "./shape";

const name: Check<string> = (raw) =>
  typeof raw === "string" && raw.trim() !== ""
    ? { value: raw }
    : { problem: t("{0} is no name of an entry of hanare.models.", shown(raw)) };

const folder: Check<string> = (raw) =>
  typeof raw === "string" && isWholePath(raw)
    ? { value: raw }
    : {
        problem: t(
          "{0} is no whole path. Begin it with /, a drive, \\\\server\\share or ~/, and use no “..”.",
          shown(raw),
        ),
      };

const keys: Readonly<Record<keyof RoutingRule, Check<unknown>>> = {
  endpoint: name,
  folders: listOf(folder),
  marks: listOf(text),
  languages: listOf(text),
  tasks: listOf(oneOf(...routingTasks)),
  code: flag,
};

export const routingRule: Check<RoutingRule> = (raw) => {
  if (!isRecord(raw) || raw["endpoint"] === undefined)
    return { problem: t("{0} is no rule: it needs endpoint.", shown(raw)) };
  for (const [key, value] of Object.entries(raw)) {
    const check = Object.hasOwn(keys, key) ? keys[key as keyof RoutingRule] : undefined;
    // A condition that is misspelt would be a condition less.
    if (check === undefined)
      return {
        problem: t("{0} is no key of a rule. There are: {1}.", shown(key), Object.keys(keys).join(", ")),
      };
    const checked = check(value);
    if ("problem" in checked) return { problem: `${key}: ${checked.problem}` };
  }
  const rule = raw as unknown as RoutingRule;
  if (rule.code === true && (rule.folders ?? []).length === 0)
    return { problem: t("A rule with code needs folders.") };
  return { value: rule };
};
