/** The page that whoever receives a bundle reads first, in both languages: joining, checking, installing, first use. Pure. */
import { type Language } from "../../util/l10n";
import { escapeHtml, type Html, short, table } from "../../util/markup";
import { formatSize } from "../../util/size";
import { staticPage } from "../../util/staticPage";
import { guideWords, type GuideWords } from "./guideWords";
import { type BundleFile } from "./manifest";

export interface Guide {
  readonly files: readonly BundleFile[];
  readonly product: string;
  readonly signed: boolean;
}

const names: Readonly<Record<Language, string>> = { en: "GUIDE.en.html", ja: "GUIDE.ja.html" };

export const guideFiles = (guide: Guide): readonly { readonly path: string; readonly text: string }[] =>
  (["ja", "en"] as const).map((language) => ({ path: names[language], text: page(guide, language) }));

function page(guide: Guide, language: Language): string {
  const words = guideWords[language];
  const title = words.title(guide.product);
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(words.about)}</p>`,
    `<ol>${steps(guide, words)
      .map(({ name, body: step }) => `<li><h2>${escapeHtml(name)}</h2>${step}</li>`)
      .join("\n")}</ol>`,
    `<p>${escapeHtml(words.help)}</p>`,
    `<h2>${escapeHtml(words.contents)}</h2>`,
    contents(guide, words),
  ].join("\n");
  return staticPage({ title, style, body, language });
}

/** Rule packs are many and small: their hashes are in SHA256SUMS.txt. */
function contents({ files }: Guide, words: GuideWords): Html {
  const rules = files.filter(({ kind }) => kind === "rules");
  const others = files.filter(({ kind }) => kind !== "rules" && kind !== "guide");
  const size = rules.reduce((sum, file) => sum + file.size, 0);
  return table(
    [words.file, words.kind, words.size, "SHA-256"],
    [
      ...others.map(({ path, kind, size: bytes, sha256, pieces }) => [
        escapeHtml(pieces === undefined ? path : `${path} (${words.pieces(pieces.length)})`),
        escapeHtml(words.kinds[kind]),
        short(formatSize(bytes)),
        `<code>${escapeHtml(sha256)}</code>`,
      ]),
      ...(rules.length === 0
        ? []
        : [
            [
              `rules/ (${rules.length})`,
              escapeHtml(words.kinds.rules),
              short(formatSize(size)),
              "SHA256SUMS.txt",
            ],
          ]),
    ],
  );
}

interface Step {
  readonly name: string;
  readonly body: Html;
}

const paragraph = (text: string): Html => `<p>${escapeHtml(text)}</p>`;
const commands = (...lines: readonly string[]): Html => `<pre>${lines.map(escapeHtml).join("\n")}</pre>`;

function steps({ files, signed }: Guide, words: GuideWords): readonly Step[] {
  const cut = files.filter(({ kind, pieces }) => kind === "extension" && pieces !== undefined);
  const extensions = files.filter(({ kind }) => kind === "extension").map(({ path }) => path);
  const [extension] = extensions;
  // An example is of the reader's own system where the bundle has it.
  const windows = extensions.find((path) => path.includes("win32")) ?? extension ?? "";
  const other = extensions.find((path) => /linux|darwin/.test(path)) ?? extension ?? "";
  const hasRules = files.some(({ kind }) => kind === "rules");
  const hasList = files.some(({ kind }) => kind === "allowList");
  return [
    ...(cut.length === 0
      ? []
      : [{ name: words.join, body: paragraph(words.joinText) + cut.map(joinCommands).join("") }]),
    ...(extension === undefined
      ? []
      : [
          {
            name: words.check,
            body:
              paragraph(words.checkText) +
              commands(
                `Windows: certutil -hashfile ${windows.replaceAll("/", "\\")} SHA256`,
                `Linux, macOS: shasum -a 256 ${other}`,
              ),
          },
          {
            name: words.install,
            body: paragraph(words.installText) + commands(`code --install-extension ${windows}`),
          },
        ]),
    {
      name: words.bringIn,
      body:
        [words.importText, ...(signed ? [words.signedText] : [])].map(paragraph).join("") +
        commands(`hanare models import ${words.thisFolder}${signed ? ` --public-key ${words.keyFile}` : ""}`),
    },
    ...(hasRules || hasList
      ? [
          {
            name: words.settings,
            body: [...(hasRules ? [words.rulesText] : []), ...(hasList ? [words.listText] : [])]
              .map(paragraph)
              .join(""),
          },
        ]
      : []),
    { name: words.use, body: `<ul>${words.uses.map((use) => `<li>${escapeHtml(use)}</li>`).join("")}</ul>` },
  ];
}

function joinCommands({ path, pieces = [] }: BundleFile): Html {
  const windows = (name: string) => name.replaceAll("/", "\\");
  return commands(
    `Windows: copy /b ${pieces.map((piece) => windows(piece.path)).join("+")} ${windows(path)}`,
    `Linux, macOS: cat ${pieces.map((piece) => piece.path).join(" ")} > ${path}`,
  );
}

const style = `
:root{color-scheme:light dark}
body{margin:0 auto;max-width:56rem;padding:1.5rem;font:14px/1.6 "Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP",Meiryo,system-ui,sans-serif}
h1{font-size:1.4rem}h2{font-size:1rem;margin:.8rem 0 .2rem}p{margin:.2rem 0}
table{border-collapse:collapse;width:100%;margin:.6rem 0}th,td{border:1px solid;padding:.15rem .5rem;text-align:left;overflow-wrap:anywhere}
th,.short{white-space:nowrap}code,pre{font-family:Consolas,Menlo,monospace;font-size:.85em}pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid;padding:.3rem .6rem;margin:.3rem 0}
@page{size:A4;margin:14mm}@media print{body{padding:0;font-size:9pt}li{break-inside:avoid}}
`.trim();
