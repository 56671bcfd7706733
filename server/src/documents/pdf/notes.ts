/** What of a PDF was not read, or read with less certainty, in the user's language. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type Drawn } from "./drawn";

export interface PageFacts {
  /** From 1. */
  readonly page: number;
  readonly drawn: Drawn;
  /** Pictures of the page. */
  readonly pictures: number;
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
  const scans = pagesWith((fact) => text(fact) === 0 && fact.pictures > 0);
  const outlines = pagesWith(
    (fact) => text(fact) === 0 && fact.pictures === 0 && fact.drawn.paths > mostLines,
  );
  const recognised = pagesWith(({ drawn, pictures }) => drawn.invisible > 0 && pictures > 0);
  const hidden = pagesWith(({ drawn, pictures }) => drawn.invisible > 0 && pictures === 0);
  const pictured = facts.filter((fact) => text(fact) > 0 && fact.drawn.invisible === 0 && fact.pictures > 0);
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
      pictured.map(({ page }) => page),
      () =>
        t(
          "Pictures that were not read: {0}",
          pictured.reduce((sum, { pictures }) => sum + pictures, 0),
        ),
    ),
    ...skip(
      pagesWith(({ attachments }) => attachments > 0),
      () => t("Files attached to the page are not read. Save them and choose them by themselves."),
    ),
  ];
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
