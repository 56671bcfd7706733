/** The user's own template: a document whose headings are the draft's, with what is wanted under each. */
import { type Block, type SourceDocument } from "../documents/document";
import { type Section, sectionsOf } from "../documents/sections";
import { nameOf } from "../documents/title";
import { finderOf } from "../documents/wordFinder";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { slots } from "./builtIn";
import { type DraftTemplate, type Slot, type TemplatePart } from "./template";

const mostParts = 100;
/** Characters of guidance that a mark repeats. */
const longestGuidance = 200;

/** Rejects nothing of the user's wording: any document with headings will do. Throws a `RequestError` without any. */
export function templateOf(document: SourceDocument): DraftTemplate {
  const sections = sectionsOf(document).filter(({ heading }) => heading !== undefined);
  const name = nameOf(document.uri);
  if (sections.length === 0 || document.format === "source")
    throw new RequestError(
      "not-accepted",
      t("{0} has no headings. A template is a document with a heading for each part of the draft.", name),
    );
  if (sections.length > mostParts)
    throw new RequestError(
      "not-accepted",
      t("{0} has {1} headings; a template may have {2}. Take some out.", name, sections.length, mostParts),
    );
  const levels = sections.map(({ heading }) => heading?.level ?? 1);
  const [first] = sections;
  // One heading above all others is the title.
  const titled = levels[0] === 1 && levels.filter((level) => level === 1).length === 1 && sections.length > 1;
  const parts = titled ? sections.slice(1) : sections;
  const top = Math.min(...(titled ? levels.slice(1) : levels));
  const title = titled ? (first?.heading?.text ?? name) : name.replace(/\.[^.]*$/, "");
  return {
    id: name,
    title: { ja: title, en: title },
    ...(titled ? { heading: title } : {}),
    own: true,
    parts: parts.map((section, at) => partOf(section, { top, next: parts[at + 1] })),
  };
}

function partOf(
  { heading, title, blocks }: Section,
  { top, next }: { readonly top: number; readonly next: Section | undefined },
): TemplatePart {
  const own = heading?.level ?? 1;
  const text = heading?.text ?? title;
  const fields = blocks.flatMap(fieldsIn);
  const guidance = blocks
    .filter((block) => isProse(block) && fieldsIn(block).length === 0)
    .map((block) => block.text.replace(/\s+/gu, " ").trim())
    .join(" ")
    .slice(0, longestGuidance);
  // A heading over other headings asks for nothing itself.
  const isAbove = (next?.heading?.level ?? 0) > own && guidance === "" && fields.length === 0;
  return {
    title: { ja: text, en: text },
    level: Math.min(6, 2 + own - top),
    slot: slotFor(title, { guidance, fields, silent: isAbove || fields.length > 0 }),
    fields,
  };
}

const isProse = ({ kind }: Block) => kind === "paragraph" || kind === "listItem";

/** 「連絡先：」 alone on its line, or in a list. */
function fieldsIn({ kind, text }: Block): readonly string[] {
  if (kind !== "listItem" && kind !== "paragraph") return [];
  return text.split("\n").flatMap((line) => {
    const [, label = ""] = /^\s*([^：:。]{1,40})[：:]\s*(?:[_＿…○〇◯\s()（）]*)$/u.exec(line) ?? [];
    return label.trim() === "" ? [] : [label.trim()];
  });
}

interface Wanted {
  readonly guidance: string;
  readonly fields: readonly string[];
  /** Nothing is asked for but the guidance. */
  readonly silent: boolean;
}

function slotFor(title: string, { guidance, fields, silent }: Wanted): Slot {
  const known = Object.values(slots).find((slot) => finderOf(slot.headings)(title));
  const asked = guidance === "" ? undefined : { ja: `${title}（${guidance}）`, en: `${title} (${guidance})` };
  const { missing: usual, ...found } = known ?? ownSlot(title);
  const rest = { ...found, words: [...found.words, ...fields.map((field) => `${field}:`)] };
  const missing = asked ?? (silent ? undefined : (usual ?? { ja: title, en: title }));
  // What has a slot of its own that is always to be filled in asks once.
  const asksAlways = rest.always !== undefined;
  return { ...rest, ...(missing === undefined || asksAlways ? {} : { missing }) };
}

/** By the heading itself. */
const ownSlot = (title: string): Slot => ({
  ...{ headings: [title], words: [title], forms: [], most: 20, numbered: false },
});
