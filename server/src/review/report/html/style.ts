/** The report's only style: on screen in light and dark, on paper in black on white (A4). */
export const style = `
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#555;--line:#c8c8c8;--paper:#fff;--wash:#f5f5f5;
--critical:#8b0000;--high:#b3261e;--medium:#8a5300;--low:#1f5f8b;--info:#555}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--soft:#a8a8a8;--line:#4a4a4a;--paper:#1c1c1c;--wash:#262626;
--critical:#ff9c94;--high:#ff8a80;--medium:#ffc46b;--low:#8cc8f5;--info:#b0b0b0}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;background:var(--paper);color:var(--ink);
font:15px/1.7 "Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Noto Sans JP",Meiryo,system-ui,sans-serif}
h1{font-size:1.6rem;margin:0 0 1rem}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem;overflow-wrap:anywhere}
a{color:inherit}
.mark{border:2px solid;display:inline-block;padding:.1rem .6rem;margin:0 0 .6rem;font-weight:700}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:var(--wash);font-weight:600;white-space:nowrap}
.short{white-space:nowrap}
.facts th{width:12rem}
td.number{text-align:right}
.statement{border:2px solid var(--line);padding:.6rem 1rem;margin:1rem 0}
.statement.incomplete{border-color:var(--high)}
.statement p{margin:.2rem 0}
.finding{border:1px solid var(--line);border-left-width:6px;padding:.5rem .9rem;margin:.7rem 0;break-inside:avoid}
.finding p{margin:.25rem 0}
.finding.critical{border-left-color:var(--critical)}
.finding.high{border-left-color:var(--high)}
.finding.medium{border-left-color:var(--medium)}
.finding.low{border-left-color:var(--low)}
.severity{font-weight:700}
.severity.critical{color:var(--critical)}
.severity.high{color:var(--high)}
.severity.medium{color:var(--medium)}
.severity.low{color:var(--low)}
blockquote{margin:.4rem 0;padding:.3rem .8rem;background:var(--wash);border-left:3px solid var(--line);
white-space:pre-wrap;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.hash{font-family:Consolas,Menlo,monospace;font-size:.85em;overflow-wrap:anywhere}
.signatures td{height:3.6rem}
@page{size:A4;margin:18mm 15mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#888;--paper:#fff;--wash:#f2f2f2;
--critical:#000;--high:#000;--medium:#000;--low:#000;--info:#000}
body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}
h2,h3{break-after:avoid}tr,.signatures{break-inside:avoid}thead{display:table-header-group}
a[href]{text-decoration:none}}
`.trim();
