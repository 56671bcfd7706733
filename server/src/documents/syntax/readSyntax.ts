/** Comments, strings and declarations of a source file, as its grammar sees them. */
import { lineStartOf } from "../../util/lines";
import { longestLine, type Declaration } from "../declarations";
import { type Span } from "../document";
import { lex, type Token } from "../lexer";
import { lexiconOf } from "../lexicons";
import { type CodeParts } from "../sourceCode";
import { grammarOf } from "./grammars";
import { tokenOf } from "./marks";
import { type SyntaxCapture, type SyntaxMatch, type SyntaxView } from "./port";

/** With more of the text in errors, the lexicon's guesses are better than the grammar's. */
const tolerated = 0.25;
/** Declarations inside declarations; deeper ones would divide a file into crumbs. */
const deepest = 3;

/** Undefined when the grammar has little to say about the text: too many errors, or too costly a tree. */
export function readSyntax(source: string, languageId: string, view: SyntaxView): CodeParts | undefined {
  const query = grammarOf(languageId)?.blocks;
  const result = query === undefined ? undefined : view.find([query])[0];
  if (result === undefined) return undefined;
  const captures = result.matches.flatMap((match) => match.captures).sort(outermostFirst);
  const tokens: Token[] = [];
  const marks: Mark[] = [];
  let tokenEnd = 0;
  let lexedEnd = 0;
  let errors = 0;
  const take = (token: Token) => {
    const { kind, start, end, open, close } = token;
    const isNested = start < tokenEnd;
    marks.push(
      kind === "comment"
        ? { start, end, blank: true, isNested }
        : { start: start + open, end: end - close, blank: true, isNested },
    );
    // What stands in an expression inside a string is blanked, but no block of its own.
    if (isNested) return;
    tokens.push(token);
    tokenEnd = end;
  };
  for (const { name, start, end } of captures) {
    if (start < lexedEnd || name === "name" || name === "declaration") continue;
    if (name === "code") marks.push({ start, end, blank: false, isNested: true });
    else if (name !== "lex" && name !== "error") {
      if (tokens.at(-1)?.start !== start) take(tokenOf(source, name, { start, end }));
    } else if (start >= tokenEnd) {
      if (name === "error") errors += end - start;
      lex(source.slice(start, end), lexiconOf(languageId)).map(shifted(start)).forEach(take);
      lexedEnd = end;
    }
  }
  if (errors > source.length * tolerated) return undefined;
  return {
    tokens,
    blanks: blanksOf(marks, source.length),
    declarations: () => declarationsOf(source, result.matches),
  };
}

const rank = ({ name }: SyntaxCapture) => (name === "doc" ? 0 : 1);

function outermostFirst(a: SyntaxCapture, b: SyntaxCapture): number {
  return a.start - b.start || b.end - a.end || rank(a) - rank(b);
}

const shifted =
  (by: number) =>
  (token: Token): Token => ({ ...token, start: token.start + by, end: token.end + by });

/** A stretch that is blanked, or not after all. */
interface Mark extends Span {
  readonly blank: boolean;
  /** It stands in one before it. */
  readonly isNested: boolean;
}

/** Most files have no expression in a string: then the stretches are what is blanked. Else the last word counts. */
function blanksOf(marks: readonly Mark[], length: number): readonly Span[] {
  if (!marks.some(({ isNested }) => isNested)) return marks.filter(({ start, end }) => end > start);
  const inside = new Uint8Array(length);
  for (const { start, end, blank } of marks) inside.fill(blank ? 1 : 0, start, end);
  return runsOf(inside);
}

function runsOf(inside: Uint8Array): readonly Span[] {
  const runs: Span[] = [];
  for (let start = inside.indexOf(1); start >= 0;) {
    const found = inside.indexOf(0, start);
    const end = found < 0 ? inside.length : found;
    runs.push({ start, end });
    start = inside.indexOf(1, end);
  }
  return runs;
}

/** In order. The heading is the line with the name; the extent of the whole declaration says what is in it. */
function declarationsOf(source: string, matches: readonly SyntaxMatch[]): readonly Declaration[] {
  const found = matches.flatMap(({ captures }) => {
    // Most matches are a comment or a string.
    if (captures.length < 2) return [];
    const whole = captures.find(({ name }) => name === "declaration");
    const name = captures.find((capture) => capture.name === "name");
    return whole === undefined || name === undefined ? [] : [{ whole, name }];
  });
  found.sort((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end);
  const declarations: Declaration[] = [];
  let around: readonly number[] = [];
  for (const { whole, name } of found) {
    around = around.filter((until) => until > whole.start);
    const level = around.length + 1;
    around = [...around, whole.end];
    const heading = headingLine(source, { whole, name }, declarations.at(-1));
    if (level <= deepest && heading !== undefined) declarations.push({ ...heading, level, until: whole.end });
  }
  return declarations;
}

function headingLine(
  source: string,
  { whole, name }: { readonly whole: Span; readonly name: Span },
  previous: Declaration | undefined,
): Span | undefined {
  const begins = lineStartOf(source, name.start);
  const after = /[\r\n]|$/g;
  after.lastIndex = name.start;
  const lineEnd = after.exec(source)?.index ?? source.length;
  if (lineEnd - begins >= longestLine) return undefined;
  const line = source.slice(begins, lineEnd);
  const start = begins + line.length - line.trimStart().length;
  const end = begins + line.trimEnd().length;
  // Two on one line: the second begins where it begins.
  if (previous === undefined || start > previous.start) return { start, end };
  return whole.start > previous.start ? { start: whole.start, end } : undefined;
}
