/** One page as pdf.js gives it: its runs of text, and what says how far they can be trusted. */
import { symbolText } from "../docx/symbols";
import { type PlacedRun } from "./frames";
import { fontsOf, type Fonts } from "./fonts";
import { drawn, type Drawn, type Operators } from "./drawn";
import { type Matrix, matrixOf, times } from "./matrix";
import { type OpenPdf, type PdfPage } from "./pdfjs";
import { type Box, emptyBoxes } from "./pictures";
import { type Rule, rulesOf } from "./rules";

export interface PageContent {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly PlacedRun[];
  readonly rules: readonly Rule[];
  readonly drawn: Drawn;
  /** Where something is placed that is not drawn: pictures, if there are as many of these. */
  readonly empty: readonly Box[];
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

/** What pdf.js answers for a page. */
export interface RawPage {
  readonly page: PdfPage;
  readonly text: Awaited<ReturnType<PdfPage["getTextContent"]>>;
  readonly operators: Operators;
  readonly annotations: readonly unknown[];
}

/** Rejects for a page that the file does not hold, or that pdf.js makes nothing of. */
export async function rawPage({ document }: OpenPdf, number: number): Promise<RawPage> {
  const page = await document.getPage(number);
  const text = await page.getTextContent();
  // It also brings the fonts to this side, which the text alone does not.
  const operators = await page.getOperatorList();
  return { page, text, operators, annotations: (await page.getAnnotations()) as readonly unknown[] };
}

export function contentOf({ page, text, operators }: RawPage, { library }: OpenPdf): PageContent {
  const viewport = page.getViewport({ scale: 1 });
  const fonts = fontsOf(page);
  const seen = drawn(operators, library.OPS, fonts);
  const to = matrixOf(viewport.transform);
  const runs = (text.items as readonly (TextItem | { readonly type: string })[]).flatMap((item, order) => {
    if (!("str" in item) || item.str.trim() === "" || seen.unreadable.has(item.fontName)) return [];
    const vertical = text.styles[item.fontName]?.vertical === true;
    return [runOf(item, { to, vertical, order, fonts })];
  });
  const { width, height } = viewport;
  const rules = rulesOf(operators, library.OPS, to);
  return { width, height, runs, rules, drawn: seen, empty: emptyBoxes(operators, library.OPS, to) };
}

interface Tagged {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly unknown[];
}

/** Descriptions that the page's tags give its figures; none in a file without tags. */
export async function figureTexts({ page }: RawPage): Promise<readonly string[]> {
  const found: string[] = [];
  const left: unknown[] = [await page.getStructTree().catch(() => undefined)];
  // Without recursion: a stranger's tree may be as deep as it likes.
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== "object" || node === null) continue;
    const { role, alt, children = [] } = node as Tagged;
    if (role === "Figure" && typeof alt === "string") found.push(alt);
    for (const child of children) left.push(child);
  }
  return found;
}

interface Setting {
  readonly to: Matrix;
  readonly vertical: boolean;
  readonly order: number;
  readonly fonts: Fonts;
}

function runOf(item: TextItem, { to, vertical, order, fonts }: Setting): PlacedRun {
  const [a, b, c, d, x, y] = times(to, matrixOf(item.transform));
  const { name, bold } = fonts.look(item.fontName);
  return {
    text: readable(item.str, name),
    ...{ x, y, order, vertical, bold },
    width: vertical ? item.height : item.width,
    size: Math.hypot(c, d) || Math.hypot(a, b) || 1,
    angle: vertical ? angleOf(-c, -d) - 90 : angleOf(a, b),
  };
}

/** Degrees from 0 to 359; what is nearly straight is straight. */
function angleOf(x: number, y: number): number {
  const angle = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  const straight = Math.round(angle / 90) * 90;
  return Math.abs(angle - straight) < 2 ? straight % 360 : Math.round(angle);
}

const upright = "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈";
const level = "，、。：；！？〖〗…‥—–＿（）｛｝〔〕【】《》〈〉「」『』［］";
/** Signs that vertical writing has forms of its own for. */
const levelOf: ReadonlyMap<string, string> = new Map(
  [...upright].map((sign, index) => [sign, [...level][index] ?? sign]),
);

/** Characters of a font's own become the sign they look like where that is known. */
function readable(text: string, font: string): string {
  return symbolText(text, font)
    .replace(/[\ufe10-\ufe19\ufe30-\ufe48]/gu, (sign) => levelOf.get(sign) ?? sign)
    .replace(/[\ufffd\ue000-\uf8ff]/gu, "□")
    .replace(/\u0000/gu, "");
}
