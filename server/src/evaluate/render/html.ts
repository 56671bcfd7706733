/** One file without script or anything remote, to read on screen and to print. */
import { staticPage } from "../../util/staticPage";
import { escapeXml } from "../../util/xmlText";
import { type Part } from "./parts";

export function writeHtml(parts: readonly Part[]): string {
  const title = parts.find((part) => part.kind === "heading")?.text ?? "";
  return staticPage({ title, style, body: parts.map(htmlOf).join("\n") });
}

function htmlOf(part: Part): string {
  switch (part.kind) {
    case "heading":
      return `<h${part.level}>${escapeXml(part.text)}</h${part.level}>`;
    case "paragraph":
      return `<p>${escapeXml(part.text)}</p>`;
    case "list":
      return `<ul>${part.items.map((item) => `<li>${escapeXml(item)}</li>`).join("")}</ul>`;
    case "table":
      return tableOf(part.head, part.rows);
  }
}

/** The first cell of a row names it. */
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join("")}</tr></thead>
<tbody>${rows.map(([name = "", ...cells]) => `<tr><th scope="row">${escapeXml(name)}</th>${cells.map((cell) => `<td>${escapeXml(cell)}</td>`).join("")}</tr>`).join("\n")}</tbody></table>`;

const style = `
:root{color-scheme:light dark;--ink:#1b1b1b;--line:#c8c8c8;--paper:#fff;--wash:#f5f5f5}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--line:#4a4a4a;--paper:#1c1c1c;--wash:#262626}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:2rem 1.5rem;background:var(--paper);color:var(--ink);
font:15px/1.7 "Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Noto Sans JP",Meiryo,system-ui,sans-serif}
h1{font-size:1.6rem;margin:0 0 1rem}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:var(--wash);font-weight:600}
li{overflow-wrap:anywhere}
@page{size:A4 landscape;margin:15mm}
@media print{:root{color-scheme:light;--ink:#000;--line:#888;--paper:#fff;--wash:#f2f2f2}
body{max-width:none;padding:0;font-size:10pt}h2,h3{break-after:avoid}tr{break-inside:avoid}}
`.trim();
