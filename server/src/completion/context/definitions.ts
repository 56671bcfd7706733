/** Which names at the cursor the editor is asked to find the definitions of. */
import { lex } from "../../documents/lexer";
import { lexiconOf } from "../../documents/lexicons";
import { indexLines, type Position } from "../../util/lines";
import { importedNames } from "./imports";
import { familyOf, isKeyword } from "./words";

export interface NameToDefine {
  readonly name: string;
  /** Where the editor can be asked: in the import, which stays in place, else where the name is used. */
  readonly position: Position;
}

export interface Cursor {
  readonly languageId: string;
  readonly text: string;
  readonly offset: number;
}

const linesBefore = 15;
const linesAfter = 3;
export const mostNames = 12;
/** Characters around the cursor in which a definition of the file's own is looked for. */
const ownReach = 100_000;

/** Everybody knows them; where the editor finds them is a library's declaration. */
const wellKnown = new Set(
  (
    "console String Number Boolean Array Object Promise Map Set WeakMap Math Date JSON Error RegExp Symbol Buffer process " +
    "ReadonlySet ReadonlyMap ReadonlyArray ReturnType Partial Required Readonly Record Pick Omit Awaited Parameters " +
    "Iterable AbortSignal AbortController URL Uint8Array TextDecoder parseInt parseFloat setTimeout describe it len str int float bool dict list tuple set range enumerate zip isinstance " +
    "super sorted min max sum abs any all repr type hasattr getattr open format printf sprintf malloc free sizeof memcpy " +
    "memset strlen strcmp assert Integer Long Double Float Char Character Byte Void System Optional List HashMap ArrayList " +
    "Vec Some None Ok Err Box Rc Arc Self Option Result make append cap new panic require isset empty count echo"
  ).split(" "),
);

/** Members that every library has. */
const commonMembers = new Set(
  (
    "add all any append apply at bind call catch charAt clear close concat contains copy count delete endsWith entries " +
    "equals error every exec extend filter finally find findIndex flat flatMap forEach format get has hasOwnProperty " +
    "includes indexOf info insert isEmpty items iter join keys length log lower map match next of pop print println push " +
    "put read reduce remove repeat replace replaceAll reverse round set shift size slice some sort splice split start " +
    "startsWith stop strip substring test then toFixed toLowerCase toString toUpperCase trim unshift unwrap update upper " +
    "values warn write"
  ).split(" "),
);

interface Use {
  readonly name: string;
  readonly at: number;
  readonly rank: number;
}

/**
 * At most 12 names used on the lines around the cursor, the nearest of each kind first: names from imports,
 * functions that are called and types, then called members. None that the file defines itself.
 */
export function namesToDefine({ languageId, text, offset }: Cursor): readonly NameToDefine[] {
  if (familyOf(languageId) === undefined) return [];
  const { start, end } = region(text, offset);
  const code = withoutText(text.slice(start, end), languageId);
  const imported = importedNames(text, languageId);
  const own = ownNames(text.slice(Math.max(0, offset - ownReach), offset + ownReach));
  const { positionAt } = indexLines(text.slice(0, end));
  const inImport = ({ name, at }: Use) => positionAt(start + at).line === imported.get(name)?.line;
  const uses = usesIn(code, imported)
    .filter((use) => use.at + use.name.length !== offset - start && !own.has(use.name) && !inImport(use))
    .sort((a, b) => a.rank - b.rank || Math.abs(a.at + start - offset) - Math.abs(b.at + start - offset));
  const names = new Map<string, Position>();
  for (const { name, at } of uses) {
    if (names.size === mostNames) break;
    if (!names.has(name)) names.set(name, imported.get(name) ?? positionAt(start + at));
  }
  // What was imported and is used nowhere yet is likely to be what is written now.
  for (const [name, position] of imported) {
    if (names.size === mostNames) break;
    if (!names.has(name) && !wellKnown.has(name) && !isUsed(name, text)) names.set(name, position);
  }
  return [...names].map(([name, position]) => ({ name, position }));
}

/** More than once: the first is the import itself. */
function isUsed(name: string, text: string): boolean {
  let found = 0;
  for (let at = text.indexOf(name); at >= 0 && found < 2; at = text.indexOf(name, at + name.length)) found++;
  return found > 1;
}

function region(text: string, offset: number): { readonly start: number; readonly end: number } {
  let start = text.lastIndexOf("\n", offset - 1);
  for (let line = 0; line < linesBefore && start > 0; line++) start = text.lastIndexOf("\n", start - 1);
  let end = text.indexOf("\n", offset);
  for (let line = 0; line < linesAfter && end >= 0; line++) end = text.indexOf("\n", end + 1);
  return { start: offset === 0 ? 0 : start + 1, end: end < 0 ? text.length : end };
}

/** Comments and strings blanked out, offsets unchanged. A string that began above the region goes unseen. */
function withoutText(code: string, languageId: string): string {
  let blanked = "";
  let from = 0;
  for (const { start, end } of lex(code, lexiconOf(languageId))) {
    blanked += code.slice(from, start) + code.slice(start, end).replace(/[^\r\n]/g, " ");
    from = end;
  }
  return blanked + code.slice(from);
}

const names = /(?<![\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*/gu;

function usesIn(code: string, imported: ReadonlyMap<string, Position>): readonly Use[] {
  return [...code.matchAll(names)].flatMap(({ 0: name, index: at }) => {
    const rank = rankOf(code, { name, at }, imported);
    return rank === undefined ? [] : [{ name, at, rank }];
  });
}

/** 0 for a name from an import, 1 for a call or a type, 2 for a call of a member. */
function rankOf(
  code: string,
  { name, at }: Omit<Use, "rank">,
  imported: ReadonlyMap<string, Position>,
): number | undefined {
  if (isKeyword(name) || wellKnown.has(name) || name.length < 2) return undefined;
  const qualifier = /([\p{L}\p{N}_$]*)\s{0,4}(?:\?\.|\.|->|::)$/u.exec(code.slice(Math.max(0, at - 64), at));
  const isMember = qualifier !== null;
  if (isMember && (commonMembers.has(name) || wellKnown.has(qualifier[1] ?? ""))) return undefined;
  if (!isMember && imported.has(name)) return 0;
  const isCall = /^\s{0,4}(?:<[^<>()\n]{0,80}>)?\(/u.test(
    code.slice(at + name.length, at + name.length + 100),
  );
  if (isCall) return isMember ? 2 : 1;
  const isType = /^\p{Lu}/u.test(name) && /\p{Ll}/u.test(name);
  return isType && !isMember ? 1 : undefined;
}

const declared =
  /(?<![\p{L}\p{N}_$])(?:function\s*\*?|class|interface|type|enum|struct|trait|union|record|object|protocol|module|namespace|def|fn|func(?:\s*\([^)\n]{0,80}\))?|fun|sub|procedure|proc|const|let|var|val|macro_rules!|define)\s+([\p{L}_$][\p{L}\p{N}_$]*)/giu;
const withBody =
  /(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$]*)[ \t]{0,4}\([^;{}()]{0,300}\)\s{0,8}(?:const\b|override\b|throws\s[^{;\n]{1,100}|:[^{};\n]{1,100}|->[^{};\n]{1,100})?\s{0,8}\{/gu;

/** Names that the text declares, by form: rather one too many, since those stand in the window as a rule. */
function ownNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(declared), ...text.matchAll(withBody)].map((match) => match[1] ?? ""));
}
