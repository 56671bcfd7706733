/** Inline markup of reStructuredText: marks removed, texts of roles and links kept. */
import { type PieceBuilder } from "../pieces";
import { putSuperscript } from "../superscript";
import { type Line } from "../textLines";

/** Lengths are bounded: an unclosed mark in a long line must not be looked for again and again. */
const markup = new RegExp(
  [
    "``(?<literal>[^`]{1,400}?)``",
    String.raw`(?::(?<role>[\w.+:-]{1,40}):|_)?\x60(?<text>[^\x60]{1,400})\x60(?:__?(?![\p{L}\d])|:[\w.+-]{1,40}:)?`,
    String.raw`(?<![\p{L}\d*])\*\*(?<strong>(?=\S)[^*]{1,400}?(?<=\S))\*\*`,
    String.raw`(?<![\p{L}\d*])\*(?<emphasis>(?=[^\s*])[^*]{1,400}?(?<=\S))\*(?!\*)`,
    String.raw`(?<![\p{L}\d|])\|(?<name>[^|\s][^|]{0,80}?)\|(?:__?)?(?![\p{L}\d|])`,
    String.raw`\s?\[(?:\d+|#[\w.-]*|\*)\]_(?![\p{L}\d])`,
    String.raw`(?<=[\p{L}\d])(?<link>__?)(?=[\s.,;:!?)\]}'"、。]|$)`,
    String.raw`\\(?<escaped>.)`,
  ].join("|"),
  "gu",
);

/** Texts of `|name|`. */
export type Replacements = ReadonlyMap<string, string>;

/** Adds the line's readable text. */
export function addInline(
  builder: PieceBuilder,
  source: string,
  { start, text }: Line,
  replacements: Replacements,
): void {
  let from = 0;
  for (const match of text.matchAll(markup)) {
    builder.copy(start + from, start + match.index);
    from = match.index + match[0].length;
    const span = { start: start + match.index, end: start + from };
    const { literal, role, text: titled, strong, emphasis, name, escaped } = match.groups ?? {};
    const inner = literal ?? strong ?? emphasis ?? (titled === undefined ? undefined : textOfRole(titled));
    if (inner !== undefined) {
      const at = span.start + match[0].indexOf(inner, literal !== undefined ? 2 : (role?.length ?? 0));
      const place = { start: at, end: at + inner.length };
      const isRaised = role === "sup" || role === "superscript";
      if (!isRaised || !putSuperscript(builder.put, source, place)) builder.copy(place.start, place.end);
    } else if (name !== undefined) {
      const known = replacements.get(name.toLowerCase());
      if (known === undefined) builder.copy(span.start + 1, span.start + 1 + name.length);
      else builder.put(known, span);
    } else if (escaped !== undefined && escaped.trim() !== "") builder.put(escaped, span);
  }
  builder.copy(start + from, start + text.length);
}

/** `text <target>` and `~module.name` without what is not shown. */
const textOfRole = (text: string) => (/^(.*\S)\s*<[^<>]*>$/u.exec(text)?.[1] ?? text).replace(/^[~!]/, "");
