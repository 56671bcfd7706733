/** Finds where a setting is written in the text of a settings file (JSON with comments), however broken. */
import { type Position, type Range } from "vscode-languageserver-types";

interface Property {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

interface Frame {
  readonly kind: "object" | "array";
  readonly path: string;
  key: { readonly name: string; readonly start: number } | undefined;
  expectsKey: boolean;
  index: number;
}

const tokenPattern =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\r\n])*"?|[{}[\],:]|[^\s{}[\],:"/]+|\//gu;

function unquote(token: string): string {
  const body = token.replace(/^"|"$/gu, "");
  return body.replace(/\\u([0-9a-fA-F]{4})|\\(.)/gu, (_match, code: string | undefined, plain: string) =>
    code === undefined ? plain : String.fromCharCode(parseInt(code, 16)),
  );
}

/** `settings` wraps a workspace file's settings and `[python]` those of a language: neither is part of a key. */
function join(parent: string, name: string): string {
  if (parent === "" && (name === "settings" || /^\[.*\]$/u.test(name))) return "";
  return parent === "" ? name : `${parent}.${name}`;
}

const childPath = (frame: Frame): string =>
  frame.kind === "array" ? `${frame.path}.${frame.index}` : join(frame.path, frame.key?.name ?? "");

/** A walk over the tokens that keeps a stack instead of recursing, so that unbalanced text only ends early. */
function properties(text: string): readonly Property[] {
  const found: Property[] = [];
  const stack: Frame[] = [];
  const top = () => stack.at(-1);
  function finish(end: number): void {
    const frame = top();
    if (!frame) return;
    if (frame.kind === "object" && frame.key)
      found.push({ path: childPath(frame), start: frame.key.start, end });
    frame.key = undefined;
  }
  function open(kind: Frame["kind"]): void {
    const parent = top();
    stack.push({ kind, path: parent ? childPath(parent) : "", key: undefined, expectsKey: true, index: 0 });
  }
  for (const match of text.matchAll(tokenPattern)) {
    const token = match[0];
    const end = match.index + token.length;
    const frame = top();
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    if (token === "{" || token === "[") open(token === "{" ? "object" : "array");
    else if (token === "}" || token === "]") {
      stack.pop();
      finish(end);
    } else if (!frame || token === ":") continue;
    else if (token === ",") {
      frame.key = undefined;
      frame.expectsKey = true;
      frame.index += 1;
    } else if (frame.kind === "object" && frame.expectsKey) {
      frame.key = { name: unquote(token), start: match.index };
      frame.expectsKey = false;
    } else finish(end);
  }
  return found;
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/u);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/**
 * The property that holds `key` (`hanare.gpu.layers`, `hanare.models[1].path`), from its name to the end of
 * its value; the last one wins, as in the editor. Where the exact part is not written, the nearest part
 * around it answers, but never less than `hanare.<group>`.
 */
export function settingPosition(text: string, key: string): Range | undefined {
  const all = properties(text);
  const parts = key.replace(/\[(\d+)\]/gu, ".$1").split(".");
  for (let length = parts.length; length >= 2; length--) {
    const path = parts.slice(0, length).join(".");
    const hit = all.findLast((property) => property.path === path);
    if (hit) return { start: positionAt(text, hit.start), end: positionAt(text, hit.end) };
  }
  return undefined;
}
