/**
 * Pictures are not read. Most of them are logos and icons, and a report that calls itself incomplete for each of these
 * says nothing: so a picture is a gap only where a reader may miss something in it, and is named in any case.
 */
import { type Skipped } from "../protocol";
import { t } from "../util/l10n";

export interface Picture {
  /** What its author says it shows; may be empty. */
  readonly description: string;
  /** Its author says that it only adorns. */
  readonly decorative?: boolean;
  /** In a header or footer, where letterheads are. */
  readonly running?: boolean;
  /** Millimetres, as it is printed; absent: not known. */
  readonly width?: number;
  readonly height?: number;
}

/** Millimetres: an icon or a seal is at most so wide and high; nobody writes into a strip that is so thin. */
export const smallSide = 20;
export const thinSide = 2;

export const isSmall = (width: number, height: number): boolean =>
  Math.max(width, height) <= smallSide || Math.min(width, height) <= thinSide;

const unitOf: Readonly<Record<string, number>> = {
  mm: 1,
  cm: 10,
  in: 25.4,
  pt: 25.4 / 72,
  pc: 25.4 / 6,
  px: 25.4 / 96,
};

/** A length with its unit (`2.5cm`, `60pt`) in millimetres; undefined for what is none. */
export function millimetres(length: string | undefined): number | undefined {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|pc|px)\s*$/.exec(length ?? "") ?? [];
  const factor = unitOf[unit];
  return factor === undefined ? undefined : Number(number) * factor;
}

export type PictureKind = "gap" | "described" | "adorning";

export function kindOf({ description, decorative, running, width, height }: Picture): PictureKind {
  if (isDescription(description)) return "described";
  const small = width !== undefined && height !== undefined && isSmall(width, height);
  return decorative === true || running === true || small ? "adorning" : "gap";
}

/** Programs put file names, numbers and their own guesses where an author's description belongs. */
export function isDescription(text: string): boolean {
  const clean = text.normalize("NFKC").trim();
  return clean !== "" && !notDescriptions.some((pattern) => pattern.test(clean));
}

const notDescriptions: readonly RegExp[] = [
  /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)$/iu,
  /^(?:図|図形|画像|写真|グラフィックス|ピクチャ|オブジェクト|picture|image|graphic|figure|photo|object)[\s\d.:_-]*$/iu,
  /自動(?:的に)?生成|AI\s?(?:によって|が)?\s?(?:生成|作成)|AI-generated|automatically generated/iu,
];

/** Counts of a document or a part of it, as notes; `where`: the part. */
export function pictureSkips(where: string, pictures: readonly Picture[]): readonly Skipped[] {
  const of = (kind: PictureKind) => pictures.filter((picture) => kindOf(picture) === kind);
  const [gaps, described, adorning] = [of("gap"), of("described"), of("adorning")];
  return [
    ...(gaps.length === 0 ? [] : [{ where, why: unreadPictures(gaps.length) }]),
    ...(described.length === 0
      ? []
      : [{ where, why: describedPictures(described), textless: true as const }]),
    ...(adorning.length === 0
      ? []
      : [{ where, why: adorningPictures(adorning.length), textless: true as const }]),
  ];
}

export const unreadPictures = (count: number): string =>
  t(
    "Pictures that were not read: {0}. Read them yourself; a picture with an alternative text, or marked as decorative, is no gap.",
    count,
  );

export const adorningPictures = (count: number): string =>
  t("Logos, icons and other pictures that only adorn, not read: {0}", count);

const mostDescriptions = 5;
const longestDescription = 200;

function describedPictures(pictures: readonly Picture[]): string {
  const shown = pictures
    .slice(0, mostDescriptions)
    .map(({ description }) => description.replace(/\s+/g, " ").trim().slice(0, longestDescription));
  const more = pictures.length > shown.length ? ", …" : "";
  return t(
    "Pictures of which only the descriptions were read ({0}): {1}",
    pictures.length,
    shown.join(", ") + more,
  );
}
