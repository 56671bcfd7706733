/** PowerPoint presentations (pptx, pptm, ppsx) to a view with blocks (ECMA-376 part 1, PresentationML). */
import { at, attribute, localName } from "../ooxml/elements";
import { labelIn } from "../ooxml/label";
import { damagedFile, fileTooLarge, type OfficeFile, openOfficeFile } from "../ooxml/parts";
import { type Pause, type ReadFile } from "../readFile";
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type ViewBuilder, viewBuilder, ViewTooLong } from "../viewBuilder";
import { pictureSkips } from "../pictures";
import { commentTexts } from "./comments";
import { type Layout, layoutReader } from "./layouts";
import { isShown, relatedPart, slideParts } from "./presentation";
import { type Shape, shapesIn } from "./shapes";
import { type SlideRest, titleOf, writeNotes, writeShapes } from "./writeSlide";

const noPause: Pause = () => Promise.resolve();

/**
 * Slides in the order they are shown, each under its title; `place.slide` counts from 1. Throws an
 * `ArchiveError`, and the signal's reason.
 */
export async function readPptx(
  bytes: Uint8Array,
  signal: AbortSignal,
  pause: Pause = noPause,
): Promise<ReadFile> {
  const file = openOfficeFile(bytes, "ppt/presentation.xml");
  const parts = slideParts(file);
  if (parts === undefined) throw damagedFile();
  const reader: Reader = { file, view: viewBuilder(), layoutOf: layoutReader(file), unread: [] };
  try {
    for (const [index, part] of parts.entries()) {
      readSlide(reader, index + 1, part);
      await pause();
      signal.throwIfAborted();
    }
  } catch (error) {
    throw error instanceof ViewTooLong ? fileTooLarge() : error;
  }
  return { ...reader.view.finish(), ...labelIn(file), unread: reader.unread };
}

interface Reader {
  readonly file: OfficeFile;
  readonly view: ViewBuilder;
  readonly layoutOf: (slidePart: string) => Layout;
  readonly unread: Skipped[];
}

function readSlide(reader: Reader, number: number, part: string | undefined): void {
  const { file, view, unread } = reader;
  const where = t("Slide {0}", number);
  const root = part === undefined ? undefined : file.xml(part);
  if (part === undefined || root === undefined || localName(root.name) !== "sld") {
    unread.push({ where, why: t("The file does not contain this slide.") });
    return;
  }
  const hidden = !isShown(attribute(root, "show"));
  const place = { slide: number, ...(hidden && { part: "hidden" as const }) };
  const layout = reader.layoutOf(part);
  const shapes = shapesIn(at(root, "cSld", "spTree"), layout);
  view.mark(hidden ? t("[Slide {0}, hidden]", number) : t("[Slide {0}]", number));
  // A slide without a title still ends what stood under the title before.
  const title = titleOf(shapes);
  view.heading(1, title === "" ? where : title, place);
  const context = { file, view, layout, part, place };
  const rest = writeShapes(shapes, context);
  writeNotes(notesShapes(reader, part), context);
  const comments = commentTexts(file, part);
  if (comments.length > 0) view.mark(t("[Comments]"));
  for (const text of comments) view.paragraph(text, { slide: number, part: "comment" });
  if (hidden) unread.push({ where, why: t("The slide is hidden. It was read."), textless: true });
  unread.push(...restNotes(where, rest));
}

function notesShapes({ file }: Reader, part: string): readonly Shape[] {
  const notes = relatedPart(file, part, "notesSlide");
  const root = notes === undefined ? undefined : file.xml(notes);
  const none: Layout = { box: () => undefined, bullet: () => undefined };
  return shapesIn(at(root, "cSld", "spTree"), none);
}

function restNotes(where: string, { charts, objects, pictures }: SlideRest): readonly Skipped[] {
  return [
    ...(charts > 0
      ? [{ where, why: t("Charts of which only titles and names were read: {0}", charts) }]
      : []),
    ...(objects > 0 ? [{ where, why: t("Objects of other programs that were not read: {0}", objects) }] : []),
    ...pictureSkips(where, pictures),
  ];
}
