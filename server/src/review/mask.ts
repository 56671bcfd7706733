/** Personal data and secrets as messages, reports and logs may show them (promise P7). */
import { type Span } from "../documents/document";

/**
 * A number keeps its separators and, if it is long, two digits at either end, so that its owner knows it
 * again. Of a password or key only the first two characters stay, and of a short one none: its length
 * tells something too.
 */
export function maskText(text: string): string {
  const characters = [...text];
  const visible = characters.filter(isContent).length;
  const shown = visible >= 12 ? 2 : 0;
  if (/\p{L}/u.test(text)) return `${characters.slice(0, shown).join("")}********`;
  let seen = 0;
  const masked = characters.map((character) => {
    if (!isContent(character)) return character;
    seen += 1;
    return seen <= shown || seen > visible - shown ? character : "*";
  });
  return masked.join("");
}

const isContent = (character: string) => !/[\s\-‐-―−－ー・/.:@]/u.test(character);

/** The text at `span` with every secret in it masked. `secrets`: sorted, none overlapping another. */
export function maskedSlice(text: string, span: Span, secrets: readonly Span[]): string {
  const parts: string[] = [];
  let at = span.start;
  for (let index = firstEndingAfter(secrets, span.start); index < secrets.length; index += 1) {
    const secret = secrets[index];
    if (secret === undefined || secret.start >= span.end) break;
    const start = Math.max(secret.start, at);
    const end = Math.min(secret.end, span.end);
    if (start >= end) continue;
    parts.push(text.slice(at, start), maskPart(text, secret, { start, end }));
    at = end;
  }
  parts.push(text.slice(at, span.end));
  return parts.join("");
}

/** A large export may hold tens of thousands of secrets: the ones before the span are not walked. */
function firstEndingAfter(secrets: readonly Span[], offset: number): number {
  let low = 0;
  let high = secrets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((secrets[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A part of a secret shows nothing: its ends are not the secret's ends. */
function maskPart(text: string, secret: Span, part: Span): string {
  const whole = part.start === secret.start && part.end === secret.end;
  return whole ? maskText(text.slice(part.start, part.end)) : "****";
}

/** Overlapping spans as one, in order. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last !== undefined && span.start < last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}
