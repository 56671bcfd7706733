/** HTML made of text that nobody vouches for: every string goes through `escapeHtml`. */
import { type Range } from "vscode-languageserver-types";
import { type Translate } from "../translate";

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** ` lang="ja"` or ` lang="en"` where the text shows it, so that a screen reader picks the right voice. */
export function langAttribute(text: string): string {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) return ' lang="ja"';
  return /^[\p{ASCII}\p{P}]*[A-Za-z][\p{ASCII}\p{P}]*$/u.test(text) ? ' lang="en"' : "";
}

/** `L12`, or `L12–15` for several lines; a range that ends before a line's first character ends on the line before. */
export function lineLabel(range: Range): string {
  const first = range.start.line + 1;
  const last =
    range.end.character === 0 && range.end.line > range.start.line ? range.end.line : range.end.line + 1;
  return last > first ? `L${first}–${last}` : `L${first}`;
}

/** A place a chip leads to. The page holds only its number, so that no page can name another place. */
export interface Target {
  readonly uri: string;
  readonly range: Range;
  /** In a file that is no text: its place in words; the range is one of its view. */
  readonly place?: string;
}

/** A page, a cell, a heading where the file has no lines; lines otherwise. */
export const placeLabel = ({ range, place }: Pick<Target, "range" | "place">): string =>
  place ?? lineLabel(range);

const longestHover = 300;

/** `quote`: what the source says there, shown when the mouse rests. */
export function chip(targets: Target[], target: Target, t: Translate, quote?: string): string {
  const number = targets.push(target) - 1;
  const label = escapeHtml(placeLabel(target));
  const name = escapeHtml(t("Show {0} in the source", placeLabel(target)));
  const title = quote === undefined ? name : `${name}: ${escapeHtml(quote.slice(0, longestHover))}`;
  return `<button type="button" class="chip" data-target="${number}" title="${title}" aria-label="${name}">${label}</button>`;
}

/** The number of a passage in an answer: leads to the very place that a sentence stands on. */
export function numberChip(
  targets: Target[],
  target: Target,
  { number, t }: { readonly number: number; readonly t: Translate },
): string {
  const at = targets.push(target) - 1;
  const title = escapeHtml(t("Show {0} in the source", placeLabel(target)));
  return `<button type="button" class="chip" data-target="${at}" title="${title}" aria-label="${title}">[${number}]</button>`;
}

export interface PageFrame {
  /** BCP 47, of the user interface. */
  readonly language: string;
  readonly nonce: string;
  readonly cspSource: string;
  readonly styleUri: string;
  readonly scriptUri: string;
}

/** A whole page: no inline script or style, nothing from anywhere but the extension's own folder. */
export function page(frame: PageFrame, title: string, body: string): string {
  const policy = `default-src 'none'; style-src ${frame.cspSource}; script-src 'nonce-${frame.nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(frame.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(frame.styleUri)}">
<title>${escapeHtml(title)}</title>
</head>
<body>
${body}
<script nonce="${escapeHtml(frame.nonce)}" src="${escapeHtml(frame.scriptUri)}"></script>
</body>
</html>`;
}

/** `action` is what the panel is told when the button is pressed. `name`: what is read aloud, where the label is not enough. */
export function button(action: string, label: string, name?: string): string {
  const aloud = name === undefined ? "" : ` aria-label="${escapeHtml(name)}"`;
  return `<button type="button" data-action="${escapeHtml(action)}"${aloud}>${escapeHtml(label)}</button>`;
}
