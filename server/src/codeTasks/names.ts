/** The names that others may use: what a refactoring must keep. */
import { type SourceDocument, type Span } from "../documents/document";
import { type DeclaredName, declaredIn } from "./selectedCode";

const holdsMembers =
  /^(?:[\w@()"',.\s]*?\b)?(?:class|interface|struct|enum|trait|impl|namespace|module|record|object|mod|protocol|extension)\b/;
const isPrivate = (name: string, declaration: string) =>
  /^[_#]/.test(name) || /^[^({=]*\b(?:private|protected|fileprivate)\b/.test(declaration.slice(0, 200));

const exported =
  /\bexport\s+(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:const|let|var|function\*?|class|interface|type|enum|namespace)\s+([\p{L}$_][\p{L}\p{N}$_]*)|\b(?:module\.)?exports\.([\p{L}$_][\p{L}\p{N}$_]*)\s*=/gu;
const listed = /\bexport\s*\{([^}]*)\}/gu;

export interface OutsideName {
  readonly name: string;
  /** First line of its declaration, without the body: what callers rely on. */
  readonly head: string;
}

/** Of a stretch of a document; undefined where no grammar tells. */
export function outsideNames(
  document: SourceDocument,
  { start, end }: Span,
): readonly OutsideName[] | undefined {
  const declared = declaredIn(document)?.filter(({ span }) => span.start >= start && span.end <= end);
  if (declared === undefined) return undefined;
  const { text } = document;
  const textOf = ({ span }: DeclaredName) => text.slice(span.start, span.end);
  const names = declared.flatMap((one): readonly OutsideName[] => {
    const parents = declared.filter(
      ({ span }) => span.start <= one.span.start && span.end >= one.span.end && span !== one.span,
    );
    // What stands inside a function is the function's own.
    const isOpen = parents.every((parent) => holdsMembers.test(textOf(parent)));
    const declaration = textOf(one);
    return isOpen && !isPrivate(one.name, declaration) ? [{ name: one.name, head: headIn(declaration) }] : [];
  });
  const code = (document.blocks.find(({ kind }) => kind === "code")?.text ?? "").slice(start, end);
  const more = [
    ...[...code.matchAll(exported)].map(([, name, other]) => name ?? other ?? ""),
    ...[...code.matchAll(listed)].flatMap(([, list = ""]) =>
      list.split(",").map(
        (part) =>
          part
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? "",
      ),
    ),
  ].filter((name) => name !== "" && !names.some((one) => one.name === name));
  return [...names, ...[...new Set(more)].map((name) => ({ name, head: "" }))];
}

/** Parameters and result: to the opening of the body. */
function headIn(declaration: string): string {
  let depth = 0;
  let at = 0;
  for (; at < declaration.length && at < 2000; at += 1) {
    const character = declaration[at] ?? "";
    if ("([<".includes(character)) depth += 1;
    else if (")]>".includes(character) && declaration[at - 1] !== "=" && declaration[at - 1] !== "-")
      depth -= 1;
    else if (depth <= 0 && (character === "{" || character === ":" || declaration.startsWith("=>", at)))
      break;
  }
  return declaration.slice(0, at).replace(/\s+/gu, "");
}

/** Places of a document that its grammar does not understand; undefined where no grammar tells. */
export function faultsIn({ syntax }: SourceDocument): number | undefined {
  const [errors, missing] = syntax?.find(["(ERROR) @error", "(MISSING) @missing"]) ?? [];
  if (errors === undefined) return undefined;
  return errors.matches.length + (missing?.matches.length ?? 0);
}

const numbers = /(?<![\p{L}\p{N}_.])\d[\p{L}\d_.]*/gu;

/** Text and numbers that the code holds, each as often as it does. */
function literalsIn(document: SourceDocument, { start, end }: Span): ReadonlyMap<string, number> {
  const strings = document.blocks
    .filter(({ kind, span }) => kind === "string" && span.start >= start && span.end <= end)
    .map(({ text }) => JSON.stringify(text));
  const code = (document.blocks.find(({ kind }) => kind === "code")?.text ?? "").slice(start, end);
  const counts = new Map<string, number>();
  for (const literal of [...strings, ...(code.match(numbers) ?? [])])
    counts.set(literal, (counts.get(literal) ?? 0) + 1);
  return counts;
}

/** Values that are gone or new; one that is only written less often (it was given a name) is none. */
export function changedLiterals(
  before: { readonly document: SourceDocument; readonly span: Span },
  after: { readonly document: SourceDocument; readonly span: Span },
): readonly string[] {
  const [given, said] = [literalsIn(before.document, before.span), literalsIn(after.document, after.span)];
  const gone = [...given.keys()].filter((literal) => !said.has(literal));
  const fresh = [...said.keys()].filter((literal) => !given.has(literal) && !/^[01]$/.test(literal));
  return [...gone, ...fresh];
}

/** Words of programming languages themselves. */
const usual = new Set(
  (
    "true false null undefined None True False nil NaN void this self int integer float double string String str bool " +
    "boolean number Number object Object list List dict array Array map Map set Set function return if else for while " +
    "throw throws raise try catch import export class const let var async await Promise Error Exception"
  ).split(" "),
);

/** Words that a text marks as names of the code, and that the code does not have. */
export function unknownNames(text: string, code: string): readonly string[] {
  const marked = [
    ...text.matchAll(/(?<!`)`([^`\n]{1,80})`(?!`)/gu),
    ...text.matchAll(/[@:]param(?:eter)?\s+(?:\{[^}]*\}\s*)?\[?([\p{L}_$][\p{L}\p{N}_$]*)/gu),
    ...text.matchAll(/@(?:throws|raises|exception)\s+\{?([\p{L}_$][\p{L}\p{N}_$.]*)/gu),
  ].flatMap(([, name = ""]) => name.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
  return [...new Set(marked)].filter((name) => name.length > 1 && !usual.has(name) && !code.includes(name));
}
