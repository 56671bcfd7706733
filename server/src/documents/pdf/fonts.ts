/** What pdf.js knows of the fonts of a page, which it learns while it lists what is drawn. */
import { type PdfPage } from "./pdfjs";

export interface FontLook {
  /** Without the letters of a subset: `BAAAAA+MS-Gothic` is MS-Gothic. */
  readonly name: string;
  readonly bold: boolean;
}

export interface Fonts {
  look(font: string): FontLook;
  /** True when the file says which character this code of the font is. */
  isMapped(font: string, code: number, character: string): boolean;
}

interface FontData {
  readonly name?: string;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly composite?: boolean;
  /** `_map` by code; a map of first and last code only says that codes are characters, which nobody knows. */
  readonly toUnicode?: { readonly _map?: Readonly<Record<number, string | number>> };
  readonly type?: string;
}

const heavy = /bold|black|heavy|semib|demib|extrab|ultrab|[-_ ]w[6-9]\b|-(?:b|db|eb|ub|h)$/i;

export function fontsOf(page: PdfPage): Fonts {
  const cache = new Map<string, { readonly data: FontData; readonly look: FontLook }>();
  const get = (font: string) => {
    const known = cache.get(font);
    if (known !== undefined) return known;
    const data = (page.commonObjs.has(font) ? page.commonObjs.get(font) : undefined) as FontData | undefined;
    const name = (data?.name ?? "").replace(/^[A-Z]{6}\+/, "");
    const bold = data?.bold === true || data?.black === true || heavy.test(name);
    const entry = { data: data ?? {}, look: { name, bold } };
    cache.set(font, entry);
    return entry;
  };
  return {
    look: (font) => get(font).look,
    isMapped(font, code, character) {
      const { toUnicode, composite } = get(font).data;
      if (/[\ufffd\ue000-\uf8ff]|[\u0000-\u0008\u000e-\u001f]/u.test(character)) return false;
      if (toUnicode === undefined) return true;
      return toUnicode._map === undefined ? composite !== true : toUnicode._map[code] !== undefined;
    },
  };
}
