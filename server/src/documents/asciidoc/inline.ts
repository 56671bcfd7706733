/** Inline markup of AsciiDoc: marks removed, texts of links kept, attributes of the document filled in. */
import { type PieceBuilder } from "../pieces";
import { putSuperscript } from "../superscript";
import { type Line } from "../textLines";

/** Values of `{name}`. */
export type Attributes = ReadonlyMap<string, string>;

const target = String.raw`[^\s[\]]{1,300}`;
/** Text between marks that stand at the edges of a word; lengths are bounded so that every line is linear. */
const edged = (mark: string, name: string) =>
  String.raw`(?<![\p{L}\d${mark}])${mark}(?<${name}>(?=[^\s${mark}])[^${mark}]{0,399}?(?<=\S))${mark}(?![\p{L}\d${mark}])`;
/** 2**3**k is arithmetic and 10~20、30~40 are ranges, as far as they can be told from marks. */
const markup = new RegExp(
  [
    String.raw`\\(?=[*_\x60#^~{<[+])`,
    String.raw`(?!(?<=\d)\*\*[A-Za-z\d])\*\*(?<bold>[^*]{1,400})\*\*|__(?<italic>[^_]{1,400})__|\x60\x60(?<mono>[^\x60]{1,400})\x60\x60|##(?<highlight>[^#]{1,400})##`,
    edged(String.raw`\*`, "strong"),
    edged("_", "emphasis"),
    edged("`", "literal"),
    edged("#", "marked"),
    edged(String.raw`\+`, "passed"),
    String.raw`\^(?<raised>[^^\s]{1,60})\^|(?!(?<=\d)~\d)~(?<lowered>[\p{L}\p{N}+-]{1,60})~`,
    String.raw`(?:link|xref|mailto|kbd|btn|menu|icon|image|pass|stem|anchor):(?<macro>${target})?\[(?<label>[^\]]{0,400})\]`,
    String.raw`(?:https?|ftp|irc):\/\/${target}\[(?<link>[^\]]{0,400})\]`,
    String.raw`<<(?<reference>[^<>,]{1,120})(?:,(?<shown>[^<>]{1,200}))?>>`,
    String.raw`footnote:[\w-]{0,40}\[(?<note>[^\]]{1,400})\]`,
    String.raw`\[\[[^\]]{1,120}\]\]|\[(?:\.|#)[\w.#-]{1,60}\](?=[#*_\x60])`,
    String.raw`\{(?<attribute>[\p{L}\d][\p{L}\d_-]{0,60})\}`,
    String.raw`\s\+$`,
  ].join("|"),
  "gu",
);

/** Adds the line's readable text. */
export function addInline(
  builder: PieceBuilder,
  source: string,
  { start, text }: Line,
  attributes: Attributes,
): void {
  let from = 0;
  for (const match of text.matchAll(markup)) {
    const groups = match.groups ?? {};
    builder.copy(start + from, start + match.index);
    from = match.index + match[0].length;
    const span = { start: start + match.index, end: start + from };
    if (groups.attribute !== undefined) {
      const value = attributes.get(groups.attribute.toLowerCase());
      if (value === undefined) builder.copy(span.start, span.end);
      else builder.put(value, span);
      continue;
    }
    const inner = shownText(groups);
    if (inner === undefined) continue;
    const at = span.start + match[0].lastIndexOf(inner);
    const place = { start: at, end: at + inner.length };
    if (groups.raised === undefined || !putSuperscript(builder.put, source, place))
      builder.copy(place.start, place.end);
  }
  builder.copy(start + from, start + text.length);
}

function shownText(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { bold, italic, mono, highlight, strong, emphasis, literal, marked, passed, raised, lowered } =
    groups;
  const styled = bold ?? italic ?? mono ?? highlight ?? strong ?? emphasis ?? literal ?? marked ?? passed;
  const { macro, label, link, reference, shown, note } = groups;
  // A link without a text shows where it leads; a second attribute is a setting.
  const named = label ?? link;
  const text = named === undefined ? undefined : named.replace(/,\s*[\w-]+=.*$/, "").replace(/\^$/, "");
  return styled ?? raised ?? lowered ?? (text === "" ? macro : text) ?? shown ?? reference ?? note;
}
