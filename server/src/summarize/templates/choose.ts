/** Which template fits a document: by the words of its title and name, and by its headings. */
import { type SourceDocument } from "../../documents/document";
import { type Section } from "../../documents/sections";
import { nameOf } from "../../documents/title";
import { general } from "./builtIn";
import { finderOf } from "../../documents/wordFinder";
import { type Template } from "./template";

/** Headings that fit a template's slots, so many that a title is not needed. */
const tellingSlots = 4;
const titleWorth = 3;

/**
 * The template for a document, `general` where none is sure: its title or its file's name has a sign, or its headings
 * fill at least four slots. At equal worth the first one.
 */
export function chooseTemplate(
  document: SourceDocument,
  { title, sections }: { readonly title: string; readonly sections: readonly Section[] },
  templates: readonly Template[],
): Template {
  if (document.format === "source") return general;
  const headings = [...new Set(sections.map((section) => section.headings.at(-1) ?? ""))].slice(0, 300);
  let best = general;
  let most = titleWorth - 1;
  for (const template of templates) {
    if (template.byHand === true || template.slots.length === 0) continue;
    const named = [title, fileName(document.uri)].some(finderOf(template.signs));
    const filled = template.slots.filter((slot) => headings.some(finderOf(slot.headings))).length;
    const worth = (named ? titleWorth : filled >= tellingSlots ? 0 : -Infinity) + filled;
    if (worth > most) {
      most = worth;
      best = template;
    }
  }
  return best;
}

const fileName = (uri: string) =>
  nameOf(uri)
    .replace(/\.[^.]*$/, "")
    .replace(/[-_]/g, " ");
