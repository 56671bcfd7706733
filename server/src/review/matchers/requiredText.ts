/**
 * What every match of a pattern must hold: one of a few literals. Most rules name words that most texts do not have, and
 * a text without them need not be searched (as ripgrep and RE2's prefilter do it).
 */
import { isLookAround, type PatternNode } from "./patternSyntax";

/** More alternatives than this are not written out. */
const mostExact = 32;
const mostRequired = 400;
const longestExact = 16;

interface Texts {
  /** All texts that the node matches; undefined when they are too many to name. */
  readonly exact?: readonly string[] | undefined;
  /** One of these is in each match; undefined when nothing is known. */
  readonly required?: readonly string[] | undefined;
}

const nothing: Texts = {};
const empty: Texts = { exact: [""] };

/** Undefined: a match may hold anything. `flags` as in `compilePattern`. */
export function requiredText(tree: PatternNode, flags: string): readonly string[] | undefined {
  const { exact, required } = textsOf(tree, flags.includes("i"));
  return best([exact, required]);
}

function textsOf(node: PatternNode, ignoreCase: boolean): Texts {
  switch (node.kind) {
    case "atom": {
      const exact = charactersOf(node.source);
      return exact?.every((one) => isCertain(one, ignoreCase)) === true ? { exact } : nothing;
    }
    case "assertion":
      return empty;
    case "backReference":
      return nothing;
    case "group":
      return isLookAround(node) ? empty : textsOf(node.body, ignoreCase);
    case "alternatives":
      return either(node.options.map((option) => textsOf(option, ignoreCase)));
    case "sequence":
      return sequence(node.items.map((item) => textsOf(item, ignoreCase)));
    case "repeat":
      return repeated(textsOf(node.body, ignoreCase), node.min, node.max);
  }
}

/** A letter outside a to z has, without regard to case, forms that an index does not know. */
export function isCertain(text: string, ignoreCase: boolean): boolean {
  if (!ignoreCase) return true;
  return /^[\0-\x7f]*$/.test(text) || (text.toLowerCase() === text && text.toUpperCase() === text);
}

function either(options: readonly Texts[]): Texts {
  const exact = options.flatMap((one) => one.exact ?? []);
  if (options.every((one) => one.exact !== undefined) && exact.length <= mostExact)
    return { exact: [...new Set(exact)] };
  const required = options.map((one) => best([one.exact, one.required]));
  if (required.includes(undefined)) return nothing;
  const all = [...new Set(required.flatMap((one) => one ?? []))];
  return all.length > mostRequired ? nothing : { required: all };
}

function sequence(items: readonly Texts[]): Texts {
  const candidates: (readonly string[] | undefined)[] = [];
  let run: readonly string[] = [""];
  let whole = true;
  for (const { exact, required } of items) {
    const longer = exact && product(run, exact);
    if (longer !== undefined) {
      run = longer;
      continue;
    }
    whole = false;
    candidates.push(run, required);
    run = exact ?? [""];
  }
  if (whole) return { exact: run };
  return { required: best([...candidates, run]) };
}

function repeated(body: Texts, min: number, max: number): Texts {
  if (body.exact !== undefined && max === 1)
    return min === 1 ? body : { exact: [...new Set(["", ...body.exact])] };
  if (min === 0) return nothing;
  if (body.exact !== undefined && min === max) {
    let all: readonly string[] | undefined = [""];
    for (let count = 0; count < min && all !== undefined; count += 1) all = product(all, body.exact);
    if (all !== undefined) return { exact: all };
  }
  return { required: best([body.exact, body.required]) };
}

function product(left: readonly string[], right: readonly string[]): readonly string[] | undefined {
  if (left.length * right.length > mostExact) return undefined;
  const all = left.flatMap((one) => right.map((other) => one + other));
  return all.some(({ length }) => length > longestExact) ? undefined : all;
}

/** The set whose shortest member says most; a Japanese character says as much as two of the others. */
function best(sets: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  let chosen: readonly string[] | undefined;
  let most = 0;
  for (const set of sets) {
    if (set === undefined || set.length === 0) continue;
    const weight = Math.min(8, ...set.map(weightOf)) - set.length / 64;
    if (set.includes("") || weight <= most) continue;
    chosen = set;
    most = weight;
  }
  return chosen;
}

const weightOf = (text: string) =>
  [...text].reduce((sum, character) => sum + (character < "\u3000" ? 1 : 2), 0);

const named: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", 0: "\0" };

/** The characters of an atom; undefined when they are many. */
function charactersOf(source: string): readonly string[] | undefined {
  if (source === ".") return undefined;
  if (source.startsWith("\\")) {
    const one = escaped(source);
    return one === undefined ? undefined : [one];
  }
  if (!source.startsWith("[") || source.length === 1) return [source];
  if (source.startsWith("[^")) return undefined;
  const members =
    source
      .slice(1, -1)
      .match(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|[^])|[^]/gu) ?? [];
  // A hyphen between others is a range.
  if (members.length === 0 || members.length > 8 || members.slice(1, -1).includes("-")) return undefined;
  const characters = members.map((one) => (one.startsWith("\\") && one.length > 1 ? escaped(one) : one));
  return characters.includes(undefined) ? undefined : [...new Set(characters.flatMap((one) => one ?? []))];
}

/** The one character of an escape; undefined for a class, and for `\b`, which is two things. */
function escaped(source: string): string | undefined {
  const code = /^\\(?:u\{([^}]*)\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2}))$/.exec(source);
  if (code !== null) return String.fromCodePoint(parseInt(code[1] ?? code[2] ?? code[3] ?? "", 16));
  const letter = source.slice(1);
  return /^[^\p{L}\p{N}]$/u.test(letter) ? letter : named[letter];
}
