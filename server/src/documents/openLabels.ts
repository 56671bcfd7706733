/**
 * Labels that say that a document may leave the house (公開, Public, 一般). They are believed only where they cannot be
 * anything else, and never against a confidentiality mark: to miss one costs a question, to see one that is none costs more.
 */
import { type Block, type DocumentFormat, type SourceDocument } from "./document";
import { type Mark, markAnywhere, markOf, markOfCode, squeezed } from "./marks";

const tail = "(?:\\s*(?:資料|文書|情報|可|版|document|information))?";
/** Say it by themselves; 公開日 and 公開会社 are other words. */
const plain = `(?<mark>公開|public|機密性\\s*1|tlp:\\s*(?:clear|white))${tail}`;
/** Say it only as the value of a classification or in a header: 一般 is the title of many a chapter. */
const any = `(?<mark>公開|一般|public|general|unrestricted|unclassified|機密性\\s*1|tlp:\\s*(?:clear|white))${tail}`;

const open = "[【\\[(〔<《「]\\s*";
const close = "\\s*[】\\])〕>》」]";
const key =
  "(?:(?:機密|秘密|情報|文書|取り?扱い?|公開|セキュリティ|security|information|document|data)\\s*)?(?:区分|分類|レベル|等級|ラベル|範囲|classification|class|label|sensitivity|level)";
const words = (source: string) => new RegExp(source, "iu");

const alone = (label: string) => words(`^[\\s※*#■□◆◇●○・]*${label}\\s*$`);
const bracketed = [words(`^\\s*${open}${plain}${close}`), words(`${open}${plain}${close}\\s*$`)];
const keyed = words(`(?<!\\p{L})${key}\\s*[:=]\\s*${any}\\s*(?:$|[\\n|,;、。])`);

const inHeader = [alone(any), ...bracketed, keyed];
const inHeading = [...bracketed, keyed];
const inText = [alone(plain), ...inHeading];
const inProperty = [alone(plain), keyed];
const asLabel = [words(`^${any}$`)];

const longest = 200;

function labelIn(text: string, patterns: readonly RegExp[]): string | undefined {
  if (text.length > longest) return undefined;
  const plainText = squeezed(text).trim();
  return patterns
    .map((pattern) => pattern.exec(plainText)?.groups?.["mark"]?.trim())
    .find((mark) => mark !== undefined);
}

const running = new Set<string | undefined>(["header", "footer", "watermark"]);
/** Blocks at the beginning of the text in which a label may stand. */
const firstBlocks = 3;

function labelOfBlock({ kind, text, place }: Block, at: number, format: DocumentFormat): string | undefined {
  // The first line of a text without markup is read as its title.
  if (kind === "heading" && format === "text" && at === 0) return labelIn(text, inText);
  if (kind === "heading") return labelIn(text, inHeading);
  const isText = kind === "paragraph" || kind === "tableCell";
  return isText && place?.part === undefined ? labelIn(text, inText) : undefined;
}

function nameOf(uri: string): string {
  const name = uri.split(/[\\/]/).pop() ?? "";
  try {
    return decodeURIComponent(name).replace(/\.[\p{L}\p{N}]{1,5}$/u, "");
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}

function openLabel({ label, properties = [], uri, format, blocks }: SourceDocument): string | undefined {
  const header = blocks.filter(({ place }) => running.has(place?.part));
  const body = blocks.filter(({ place }) => !running.has(place?.part));
  const found = [
    label === undefined ? undefined : labelIn(label, asLabel),
    labelIn(nameOf(uri), bracketed),
    ...properties.map((text) => labelIn(text, inProperty)),
    ...header.map(({ text }) => labelIn(text, inHeader)),
    ...body.slice(0, firstBlocks).map((block, at) => labelOfBlock(block, at, format)),
  ];
  return found.find((one) => one !== undefined);
}

/**
 * What decides whether a document may leave: its strictest mark, wherever it stands; where there is none, the label that
 * says it may. Level 0: such a label. Of code there are only marks.
 */
export function labelOf(document: SourceDocument): Mark | undefined {
  const { format, uri, text } = document;
  const mark = markOf(document) ?? (format === "source" ? markOfCode(uri, text) : markAnywhere(document));
  if (mark !== undefined || format === "source") return mark;
  const label = openLabel(document);
  return label === undefined ? undefined : { text: label, level: 0 };
}
