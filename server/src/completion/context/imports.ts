/** Names that a file brings in from others, by the form of the import in each family of languages. */
import { indexLines, type Position } from "../../util/lines";
import { familyOf } from "./words";

/** Characters of a file that are searched: imports stand at its top. */
const reach = 30_000;

/** Group 1 holds the names. */
const forms: Readonly<Record<string, readonly RegExp[]>> = {
  typescript: [
    /^[ \t]*(?:import|export)\s+(?:type\s+)?([^'"`;]{1,2000}?)\s+from\b/dgmu,
    /^[ \t]*(?:const|let|var)\s+([^=;]{1,500}?)\s*=\s*(?:await\s+import|require)\s*\(/dgmu,
    /^[ \t]*import\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*=\s*require/dgmu,
  ],
  python: [
    /^[ \t]*from\s+[.\p{L}\p{N}_]+\s+import\s+(\([^)]{1,2000}\)|[^\n#(]{1,500})/dgmu,
    /^[ \t]*import\s+([^\n#]{1,500})/dgmu,
  ],
  java: [/^[ \t]*import\s+(?:static\s+)?([^;\n]{1,300})/dgmu],
  csharp: [/^[ \t]*(?:global\s+)?using\s+(?:static\s+)?([^;(\n]{1,300});/dgmu],
  rust: [/^[ \t]*(?:pub(?:\([^)]*\))?\s+)?use\s+([^;]{1,1000});/dgmu],
  php: [/^[ \t]*use\s+(?:function\s+|const\s+)?([^;()]{1,500});/dgmu],
  dart: [/\bshow\s+([^;]{1,500});/dgmu],
};

const word = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
/** `a.b.C`, `a::C`, `A\B\C`, `c as d`, `* as n`: the last name is the one the file uses. */
const localName = new RegExp(
  String.raw`(?:${word}\s*(?:\.|::|\\)\s*)*(?:(?:${word}|\*)\s+as\s+)?(${word})`,
  "dgu",
);

/** Where each name stands in its import. The positions stay while the user types below. */
export function importedNames(text: string, languageId: string): ReadonlyMap<string, Position> {
  const head = text.slice(0, reach);
  const found = new Map<string, Position>();
  const patterns = forms[familyOf(languageId) ?? ""] ?? [];
  if (patterns.length === 0) return found;
  const { positionAt } = indexLines(head);
  for (const pattern of patterns)
    for (const clause of head.matchAll(pattern)) {
      const start = clause.indices?.[1]?.[0] ?? 0;
      for (const name of (clause[1] ?? "").matchAll(localName)) {
        const at = start + (name.indices?.[1]?.[0] ?? 0);
        if (name[1] !== undefined && !found.has(name[1])) found.set(name[1], positionAt(at));
      }
    }
  return found;
}
