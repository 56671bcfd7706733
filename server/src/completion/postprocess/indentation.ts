/** Writes the indentation of new lines as the file does, where the file shows only one way. */
import { type Filter } from "./draft";

/** Characters on each side that show how the file is indented. */
const reach = 20_000;

export const indentation: Filter = (draft, { hole }) => {
  if (!draft.text.includes("\n") || hole.syntax.prose) return draft;
  const lines = `${hole.prefix.slice(-reach)}${hole.suffix.slice(0, reach)}`.split("\n");
  const tabs = lines.some((line) => /^\t/.test(line));
  const widths = lines.map((line) => /^ {2,}(?=\S)/.exec(line)?.[0].length ?? 0).filter((width) => width > 0);
  if (tabs === widths.length > 0) return draft;
  const convert = tabs ? toTabs(draft.text) : (line: string) => toSpaces(line, Math.min(...widths));
  const [first = "", ...more] = draft.text.split("\n");
  return { ...draft, text: [first, ...more.map(convert)].join("\n") };
};

const toSpaces = (line: string, width: number) =>
  line.replace(/^[\t ]+/, (white) => white.replaceAll("\t", " ".repeat(width)));

/** Spaces that are no multiple of the text's own step are alignment and stay. */
function toTabs(text: string): (line: string) => string {
  const widths = [...text.matchAll(/\n( +)(?=\S)/g)].map((match) => match[1]?.length ?? 0);
  const step = widths.length > 0 && widths.every((width) => width % 4 === 0) ? 4 : 2;
  return (line) => {
    const white = /^ +/.exec(line)?.[0].length ?? 0;
    return white % step === 0 ? "\t".repeat(white / step) + line.slice(white) : line;
  };
}
