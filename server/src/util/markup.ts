/** HTML made of text that nobody vouches for: every string goes through `escapeHtml`. */

/** Markup, not text: only what the functions here have made. */
export type Html = string;

export const escapeHtml = (text: string): Html =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** Line breaks stay visible. */
export const lines = (text: string): Html => escapeHtml(text).replace(/\r\n|\n|\r/g, "<br>");

/** A few characters that stay on one line, however narrow their column. */
export const short = (text: string): Html => `<span class="short">${escapeHtml(text)}</span>`;

/** Only addresses that a browser may open from a report. */
export const link = (text: string, url: string | undefined): Html =>
  url !== undefined && /^https:\/\//u.test(url)
    ? `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(text)}</a>`
    : escapeHtml(text);

export const list = (items: readonly Html[]): Html =>
  items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;

/** A table of names and values; rows without a value are left out. */
export const facts = (rows: readonly (readonly [name: string, value: Html])[]): Html =>
  `<table class="facts"><tbody>${rows
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${value}</td></tr>`)
    .join("\n")}</tbody></table>`;

export const table = (head: readonly string[], rows: readonly (readonly Html[])[]): Html =>
  `<table><thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</tbody></table>`;
