/** The templates there are for a document: the built-in ones and the user's own, which win where an id is the same. */
import { language } from "../../util/l10n";
import { builtInTemplates } from "./builtIn";
import { type Template } from "./template";
import { readTemplates, type TemplateSource } from "./templateFile";

export interface TemplateSet {
  readonly templates: readonly Template[];
  readonly problems: readonly string[];
}

export function templateSet(sources: readonly TemplateSource[]): TemplateSet {
  const read = sources.map(readTemplates);
  const own = new Map(read.flatMap(({ templates }) => templates.map((template) => [template.id, template])));
  return {
    // One's own come first among the signs, too.
    templates: [...own.values(), ...builtInTemplates.filter(({ id }) => !own.has(id))],
    problems: read.flatMap(({ problems }) => problems),
  };
}

export const titleOf = ({ title }: Template): string => title[language()];
