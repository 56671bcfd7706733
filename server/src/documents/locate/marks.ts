/** Markdown and HTML marks taken out of a quote or of text nobody parsed, without ever joining two figures: 2*3 stays. */
import { composed, type Mapped, mappedBuilder } from "../fold";

/** What a rule leaves of a match: its first group, or this text in its place. */
type Rule = readonly [RegExp, "group" | string];

const rules: readonly Rule[] = [
  // The line under a table's header, fences, marks at the start of a line, cell borders.
  [/^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?)?[ \t]*$/dgmu, ""],
  [/^[ \t]*(?:`{3,}|~{3,})[\w-]*[ \t]*$/dgmu, ""],
  [/^[ \t　]*(?:(?:#{1,6}|[-*+•])[ \t　]+(?:\[[ xX]\][ \t]+)?|>[ \t]?)+/dgmu, ""],
  [/^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$|[ \t]+\|[ \t]+/dgmu, "\n"],
  [/!?\[([^\]\n]{0,400})\]\([^()\s]{0,600}(?:[ \t]+"[^"\n]{0,200}")?\)/dgu, "group"],
  [/<sup>(?=[-+\d])/dgiu, "^"],
  [/<br[ \t]*\/?>/dgiu, "\n"],
  [
    /<\/?(?:a|b|i|u|s|p|em|strong|span|sup|sub|code|mark|small|div|td|th|tr|li|ul|ol)(?:[ \t][^<>\n]{0,300})?>/dgiu,
    "",
  ],
  [/(?<!`)`{1,3}([^`\n]{1,600})`{1,3}(?!`)/dgu, "group"],
  [/(?<![\w)\\*](?=\*\*[\w(]))(?<![\\*])\*\*(?=[^\s*])([^\n]{1,600}?)(?<=[^\s*])\*\*(?!\*)/dgu, "group"],
  [/(?<![\p{L}\p{N}_\\])__(?=\S)([^\n]{1,600}?)(?<=\S)__(?![\p{L}\p{N}_])/dgu, "group"],
  [/~~(?=\S)([^~\n]{1,600}?)(?<=\S)~~/dgu, "group"],
  [/(?<![\w*\\)])\*(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*(?![\w*(])/dgu, "group"],
  [/(?<![\p{L}\p{N}_\\])_(?=[^\s_])([^_\n]{1,600}?)(?<=[^\s_])_(?![\p{L}\p{N}_])/dgu, "group"],
  [/\\([\\`*_{}[\]()#+\-.!|~>])/dgu, "group"],
];
const numbered: Rule = [/^[ \t　]*(?:\d{1,3}|[a-z])[.)][ \t　]+(?=\D)/dgmu, ""];

/** `numbers`: the marks of numbered lists too, which a text may also mean (「3. 」). Linear but for long marks. */
export function withoutMarks(text: string, numbers = false): Mapped {
  let map: Mapped | undefined;
  for (const rule of numbers ? [...rules, numbered] : rules) {
    const next = apply(rule, map?.text ?? text);
    if (next !== undefined) map = map === undefined ? next : composed(next, map);
  }
  return map ?? identity(text);
}

function identity(text: string): Mapped {
  const builder = mappedBuilder(text.length);
  builder.copy(text, 0, text.length);
  return builder.build();
}

/** Undefined when the rule finds nothing. */
function apply([pattern, leaves]: Rule, text: string): Mapped | undefined {
  let from = 0;
  let builder;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (end === match.index) continue;
    builder ??= mappedBuilder(text.length);
    builder.copy(text, from, match.index);
    const inner = leaves === "group" ? match.indices?.[1] : undefined;
    if (inner !== undefined) builder.copy(text, inner[0], inner[1]);
    else if (leaves !== "group") builder.put(leaves, match.index, end);
    from = end;
  }
  builder?.copy(text, from, text.length);
  return builder?.build();
}
