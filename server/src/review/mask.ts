/** Personal data and secrets as messages, reports and logs may show them (promise P7). */
import { type Span } from "../documents/document";

/** Two characters at either end of a long text stay, none of a short one; so do the separators. */
export function maskText(text: string): string {
  const characters = [...text];
  const visible = characters.filter(isContent).length;
  const shown = visible >= 12 ? 2 : 0;
  let seen = 0;
  const masked = characters.map((character) => {
    if (!isContent(character)) return character;
    seen += 1;
    const open = seen <= shown || seen > visible - shown;
    return open ? character : "*";
  });
  return shorten(masked.join(""));
}

/** A long secret would still tell its length and fill the screen. */
const shorten = (text: string) => text.replace(/\*{9,}/g, "********");

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
