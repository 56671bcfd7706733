/** What of a PDF was not read, or read with less certainty, in the user's language. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { adorningPictures, isSmall, unreadPictures } from "../pictures";
import { type Drawn } from "./drawn";
import { type Box } from "./pictures";

export interface PageFacts {
  /** From 1. */
  readonly page: number;
  readonly drawn: Drawn;
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** Pictures of the page. */
  readonly pictures: number;
  /** Where they lie; absent where that cannot be told. */
  readonly boxes?: readonly Box[];
  /** Figures with a description in the file's tags. */
  readonly described: number;
  /** The page's content broke off. */
  readonly broken: boolean;
  readonly attachments: number;
}

/** Lines and areas of a page without text that are no more than its looks. */
const mostLines = 20;

/** A few pages are named one by one; many as ranges. */
export function pagesText(pages: readonly number[]): string {
  const ranges: string[] = [];
  for (let at = 0; at < pages.length;) {
    let end = at;
    while (pages[end + 1] === (pages[end] ?? 0) + 1) end++;
    const [first, last] = [pages[at] ?? 0, pages[end] ?? 0];
    ranges.push(first === last ? String(first) : `${first}-${last}`);
    at = end + 1;
  }
  return ranges.join(", ");
}

export function pageSkips(facts: readonly PageFacts[]): readonly Skipped[] {
  const pagesWith = (is: (fact: PageFacts) => boolean) => facts.filter(is).map(({ page }) => page);
  const skip = (pages: readonly number[], why: () => string, textless?: true): readonly Skipped[] =>
    pages.length === 0 ? [] : [{ where: whereOf(pages), why: why(), ...(textless && { textless }) }];
  const text = ({ drawn }: PageFacts) => drawn.shown + drawn.invisible;
  const adorning = adorningOf(facts);
  /** Pictures in which something may stand. */
  const open = (fact: PageFacts) => fact.pictures - (adorning.get(fact) ?? 0);
  const scans = pagesWith((fact) => text(fact) === 0 && open(fact) > 0);
  const outlines = pagesWith((fact) => text(fact) === 0 && open(fact) === 0 && fact.drawn.paths > mostLines);
  const recognised = pagesWith(({ drawn, pictures }) => drawn.invisible > 0 && pictures > 0);
  const hidden = pagesWith(({ drawn, pictures }) => drawn.invisible > 0 && pictures === 0);
  const pictured = facts.filter((fact) => text(fact) > 0 && fact.drawn.invisible === 0 && open(fact) > 0);
  const described = pictured.filter((fact) => fact.described >= open(fact));
  const unread = pictured.filter((fact) => fact.described < open(fact));
  const adorned = facts.filter((fact) => fact.drawn.invisible === 0 && (adorning.get(fact) ?? 0) > 0);
  const sum = (pages: readonly PageFacts[], count: (fact: PageFacts) => number) =>
    pages.reduce((all, fact) => all + count(fact), 0);
  return [
    ...skip(scans, () =>
      t("The page is only a picture. Recognise its text with your scanner's program (OCR) and read that."),
    ),
    ...skip(outlines, () =>
      t(
        "The page has no text, only drawings. If they are letters, recognise them with your scanner's program (OCR).",
      ),
    ),
    ...facts.flatMap(({ page, drawn }) => unmappedSkip(page, drawn)),
    ...skip(
      pagesWith(({ broken }) => broken),
      () => t("The page is damaged; what could be made out was read. Save the file again in its program."),
    ),
    ...skip(
      recognised,
      () => t("The text comes from a recognition (OCR) of a picture and may hold mistakes. It was read."),
      true,
    ),
    ...skip(hidden, () => t("Text that is not shown on the page was read too."), true),
    ...skip(
      unread.map(({ page }) => page),
      () => unreadPictures(sum(unread, open)),
    ),
    ...skip(
      described.map(({ page }) => page),
      () => t("Pictures with a description in the file, not read: {0}", sum(described, open)),
      true,
    ),
    ...skip(
      adorned.map(({ page }) => page),
      () => adorningPictures(sum(adorned, (fact) => adorning.get(fact) ?? 0)),
      true,
    ),
    ...skip(
      pagesWith(({ attachments }) => attachments > 0),
      () => t("Files attached to the page are not read. Save them and choose them by themselves."),
    ),
  ];
}

const perPoint = 25.4 / 72;
/** Of a page's height: headers and footers stand there. */
const margin = 1 / 8;
/** Pages on which a letterhead is repeated. */
const fewestRepeats = 3;
/** Of a page's area that adornment covers. More is a page that somebody scanned, in one piece or in strips. */
const largestShare = 1 / 4;

/** How many pictures of each page only adorn: small ones, letterheads, and what is repeated on page after page. */
function adorningOf(facts: readonly PageFacts[]): ReadonlyMap<PageFacts, number> {
  const rounded = (value: number) => Math.round(value / 4);
  const keyOf = ({ x, y, width, height }: Box) => [x, y, width, height].map(rounded).join(" ");
  const pages = new Map<string, Set<number>>();
  for (const { page, boxes = [] } of facts)
    for (const box of boxes) pages.set(keyOf(box), (pages.get(keyOf(box)) ?? new Set<number>()).add(page));
  const adorns = (box: Box, { height }: PageFacts) => {
    const repeated = (pages.get(keyOf(box))?.size ?? 0) >= fewestRepeats;
    const inMargin = box.y + box.height <= height * margin || box.y >= height * (1 - margin);
    return repeated || inMargin || isSmall(box.width * perPoint, box.height * perPoint);
  };
  const count = (fact: PageFacts) => {
    const found = (fact.boxes ?? []).filter((box) => adorns(box, fact));
    const area = found.reduce((sum, box) => sum + box.width * box.height, 0);
    return area <= largestShare * fact.width * fact.height ? found.length : 0;
  };
  return new Map(facts.map((fact) => [fact, count(fact)]));
}

/** Pages as places of an entry. */
export const whereOf = (pages: readonly number[]): string =>
  pages.length === 1 ? t("Page {0}", pages[0] ?? 0) : t("Pages {0}", pagesText(pages));

function unmappedSkip(page: number, { unmapped, shown, invisible, unreadable }: Drawn): readonly Skipped[] {
  if (unmapped === 0) return [];
  const where = t("Page {0}", page);
  const next = t(
    "Recognise the page with your scanner's program (OCR), or ask for the file it was made from.",
  );
  const why =
    unreadable.size > 0
      ? t(
          "{0} of {1} characters are not read: their fonts do not say which characters they are.",
          unmapped,
          shown + invisible,
        )
      : t("{0} characters whose fonts do not say what they are are shown as □.", unmapped);
  return [{ where, why: unreadable.size > 0 ? `${why} ${next}` : why }];
}
