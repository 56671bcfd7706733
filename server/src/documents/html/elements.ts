/** What HTML's elements mean for blocks of text. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Elements without content. */
export const voidElements = names(
  "area base basefont bgsound br col embed frame hr img input link meta param source track wbr",
);

/** Their content is no text of the page: programs, fallbacks for what shows something else, readings of kanji. */
export const leftOut = names(
  "script style template noscript head title rt rp rtc iframe object audio video canvas noembed noframes datalist map",
);

/** Text before and after them is not one line with theirs. */
export const blockElements = names(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section select summary svg table tbody td textarea tfoot th thead tr ul xmp text desc foreignobject",
);

/** Elements that may stand in `<head>`; any other one ends it. */
export const headElements = names("base link meta noscript script style template title");

export const preformatted = names("pre listing xmp plaintext textarea");

const cells = names("td th");
const lists = names("ul ol menu dir");
const table = names("table");
const paragraphEnd = names("td th table caption button html body svg");

interface Implied {
  /** The nearest open one of these ends, */
  readonly ends: ReadonlySet<string>;
  /** unless one of these stands between. */
  readonly unless: ReadonlySet<string>;
}

const paragraph: Implied = { ends: names("p"), unless: paragraphEnd };
const row: Implied = { ends: names("tr"), unless: table };
const cell: Implied = { ends: cells, unless: names("table tr") };
const groups: Implied = { ends: names("thead tbody tfoot caption colgroup"), unless: table };
const option: Implied = { ends: names("option"), unless: names("select datalist optgroup") };

const implied: Readonly<Record<string, readonly Implied[]>> = {
  li: [paragraph, { ends: names("li"), unless: lists }],
  dt: [paragraph, { ends: names("dt dd"), unless: names("dl") }],
  dd: [paragraph, { ends: names("dt dd"), unless: names("dl") }],
  tr: [row, { ends: names("caption colgroup"), unless: table }],
  td: [cell],
  th: [cell],
  thead: [row, groups],
  tbody: [row, groups],
  tfoot: [row, groups],
  option: [option],
  optgroup: [option, { ends: names("optgroup"), unless: names("select") }],
  rt: [{ ends: names("rt rp"), unless: names("ruby") }],
  rp: [{ ends: names("rt rp"), unless: names("ruby") }],
  body: [{ ends: names("head"), unless: names("svg") }],
};

/** What an opening tag ends that has no end tag of its own. */
export function impliedEnds(name: string): readonly Implied[] {
  return implied[name] ?? (blockElements.has(name) && !inTables.has(name) ? [paragraph] : []);
}

const inTables = names("td th tr thead tbody tfoot caption text desc svg foreignobject");

/** An end tag of a text's style does not end blocks; one of a block does not end the table cell around it. */
export function endStopsAt(name: string, open: string): boolean {
  if (!blockElements.has(name)) return blockElements.has(open);
  if (inTables.has(name) || name === "table") return open === "table" && name !== "table";
  return cells.has(open) || open === "table";
}

/** `display: none` and `hidden`; what a style sheet elsewhere hides is not known. */
export function isHidden(attributes: ReadonlyMap<string, string>): boolean {
  return (
    attributes.has("hidden") ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!\s*important\s*)?(?:;|$)/iu.test(
      attributes.get("style") ?? "",
    )
  );
}
