/** What of a PDF as a whole its reader must be told. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type OpenPdf } from "./pdfjs";

interface Info {
  readonly IsXFAPresent?: boolean;
  readonly IsAcroFormPresent?: boolean;
  readonly IsCollectionPresent?: boolean;
  readonly Title?: unknown;
  readonly Subject?: unknown;
  readonly Keywords?: unknown;
  readonly Custom?: unknown;
}

/** pdf.js's words for mending what other programs may not open. */
const mending = /Indexing all PDF objects|invalid \/Pages tree/;

/** `opening`: what pdf.js warned of while it opened the file. */
export async function documentSkips(
  { document }: OpenPdf,
  opening: readonly string[],
): Promise<readonly Skipped[]> {
  const where = t("The whole document");
  const info = await infoOf(document);
  const attached = await countOf(() => document.getAttachments());
  const skips: Skipped[] = [];
  if (opening.some((warning) => mending.test(warning)))
    skips.push({
      where,
      why: t(
        "The file is damaged and was mended while reading; parts may be missing. Save it again in its program.",
      ),
    });
  if (info.IsCollectionPresent === true)
    skips.push({
      where,
      why: t(
        "The file is a portfolio of {0} files, which are not read. Save them and choose them.",
        attached,
      ),
    });
  else if (attached > 0)
    skips.push({
      where,
      why: t("Attached files that are not read: {0}. Save them and choose them by themselves.", attached),
    });
  if (info.IsXFAPresent === true)
    skips.push({
      where,
      why: t(
        "The file is an XFA form; only its fixed part is read. Print it to PDF in its program and read that.",
      ),
    });
  return skips;
}

const told = ["Title", "Subject", "Keywords"] as const;

/** Title, keywords and the properties of one's own: people and programs write marks there. */
export async function propertiesOf({ document }: OpenPdf): Promise<readonly string[]> {
  const info = await infoOf(document);
  const own = typeof info.Custom === "object" && info.Custom !== null ? Object.values(info.Custom) : [];
  return [...told.map((name) => info[name]), ...own]
    .flatMap((value) => (typeof value === "string" ? [value.trim().slice(0, 500)] : []))
    .filter((text) => text !== "")
    .slice(0, 50);
}

async function infoOf(document: OpenPdf["document"]): Promise<Info> {
  const metadata = await document.getMetadata().catch(() => undefined);
  return (metadata?.info ?? {}) as Info;
}

async function countOf(get: () => Promise<unknown>): Promise<number> {
  const found = await get().catch(() => undefined);
  if (found instanceof Map) return found.size;
  return typeof found === "object" && found !== null ? Object.keys(found).length : 0;
}
