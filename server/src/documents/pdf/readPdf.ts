/** PDF files to a view with blocks: `place.page` counts from 1, whatever number the page shows. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { damagedFile, fileTooLarge } from "../ooxml/parts";
import { isDescription } from "../pictures";
import { type Pause, type Reader, type ReadFile } from "../readFile";
import { viewBuilder, ViewTooLong } from "../viewBuilder";
import { pageNotes, type PageNotes } from "./annotations";
import { documentSkips, propertiesOf } from "./documentNotes";
import { framesOf } from "./frames";
import { squash } from "./headingLevels";
import { layout, type Layout, type PageText } from "./layout";
import { type PageFacts, pageSkips, whereOf } from "./notes";
import { contentOf, figureTexts, rawPage } from "./pageContent";
import { type CMaps, type OpenPdf, openPdf } from "./pdfjs";
import { writePage } from "./write";

const noPause: Pause = () => Promise.resolve();

/** Pages of one file, and characters of all of them: more is not read, and said so. */
const mostPages = 3000;

interface Reading {
  readonly pdf: OpenPdf;
  readonly layout: Layout;
  readonly notes: PageNotes[];
  readonly facts: PageFacts[];
}

/**
 * `cMaps` gives the predefined CMaps that Japanese files name and do not hold. Throws an `ArchiveError` for files
 * that are encrypted, damaged or hold more than can be read, and the signal's reason.
 */
export function pdfReader(cMaps: CMaps): Reader {
  return async (bytes, signal, pause = noPause) => {
    signal.throwIfAborted();
    // pdf.js keeps what it is given.
    const pdf = await openPdf(bytes.slice(), cMaps);
    try {
      return await readPages(pdf, signal, pause);
    } catch (error) {
      throw error instanceof ViewTooLong ? fileTooLarge() : error;
    } finally {
      await pdf.close();
    }
  };
}

async function readPages(pdf: OpenPdf, signal: AbortSignal, pause: Pause): Promise<ReadFile> {
  const reading: Reading = { pdf, layout: layout(), notes: [], facts: [] };
  const count = pdf.document.numPages;
  const opening = pdf.warnings();
  const missing: number[] = [];
  for (let page = 1; page <= Math.min(count, mostPages); page++) {
    signal.throwIfAborted();
    if (!(await readPage(reading, page))) missing.push(page);
    await pause();
  }
  signal.throwIfAborted();
  if (missing.length === count) throw damagedFile();
  const pages = reading.layout.finish(await outlineOf(pdf));
  const view = viewBuilder();
  for (const [index, items] of pages.entries())
    writePage(view, index + 1, items, reading.notes[index] ?? noNotes);
  const unread = [
    ...(await documentSkips(pdf, opening)),
    ...(missing.length === 0 ? [] : [missingPages(missing)]),
    ...(count > mostPages ? [tooManyPages(count)] : []),
    ...pageSkips(reading.facts),
  ];
  const properties = await propertiesOf(pdf);
  signal.throwIfAborted();
  return { ...view.finish(), ...(properties.length === 0 ? {} : { properties }), unread };
}

const noNotes: PageNotes = { comments: [], fields: [], attachments: 0 };
const noText: PageText = { height: 0, frames: [] };

/** pdf.js's words for what it leaves out of a page. */
const leftOut = /ignoring (?:errors during|XObject|sub-stream|operator)|loadFont - |Command token too long/;
const picture = /^Warning: Image exceeded/;

/** False when the file does not hold the page as a page; its place stays. */
async function readPage({ pdf, layout: pages, notes, facts }: Reading, number: number): Promise<boolean> {
  const raw = await rawPage(pdf, number).catch(() => undefined);
  const warnings = pdf.warnings();
  if (raw === undefined) {
    pages.add(noText);
    notes.push(noNotes);
    return false;
  }
  const { width, height, runs, rules, drawn, empty } = contentOf(raw, pdf);
  const beside = pageNotes(raw.annotations);
  pages.add({ height, frames: framesOf(runs, rules) });
  notes.push(beside);
  const pictures = warnings.filter((warning) => picture.test(warning)).length;
  const described = pictures === 0 ? [] : await figureTexts(raw);
  facts.push({
    ...{ page: number, drawn, attachments: beside.attachments, pictures, width, height },
    ...(empty.length === pictures ? { boxes: empty } : {}),
    described: described.filter((text) => isDescription(text)).length,
    broken: warnings.some((warning) => leftOut.test(warning)),
  });
  raw.page.cleanup();
  return true;
}

const missingPages = (pages: readonly number[]): Skipped => ({
  where: whereOf(pages),
  why: t("The file does not hold the page, or it is damaged. Save the file again in its program."),
});

const tooManyPages = (count: number): Skipped => ({
  where: t("Pages {0}", `${mostPages + 1}-${count}`),
  why: t("The file has more pages than can be read. Divide it."),
});

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

const deepestBookmark = 6;
const mostBookmarks = 20_000;

/** Titles of bookmarks, squashed, with their depth. */
async function outlineOf({ document }: OpenPdf): Promise<ReadonlyMap<string, number>> {
  const titles = new Map<string, number>();
  const walk = (items: readonly Bookmark[], depth: number): void => {
    for (const { title, items: inner } of items) {
      if (titles.size >= mostBookmarks) return;
      const key = squash(title);
      if (key !== "" && !titles.has(key)) titles.set(key, depth);
      if (depth < deepestBookmark) walk(inner, depth + 1);
    }
  };
  walk(((await document.getOutline().catch(() => null)) ?? []) as readonly Bookmark[], 0);
  return titles;
}
