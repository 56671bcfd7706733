/** Confidentiality marks: what a document says of who may read it. An output bears the strictest of its sources. */
import { type Block, type SourceDocument } from "./document";

export interface Mark {
  /** As it is written. */
  readonly text: string;
  /** The higher, the stricter. */
  readonly level: number;
}

/** The strictest first. 機密性2・3 are the classes of Japanese government offices. */
const kinds: readonly (readonly string[])[] = [
  ["極秘", "top\\s+secret"],
  [
    "機密性\\s*[3３](?:情報)?",
    "厳秘|マル秘|丸秘|㊙|機密(?!性)",
    "(?<![\\p{Script=Han}])秘(?![\\p{Script=Han}\\p{Script=Hiragana}])",
    "strictly\\s+confidential|highly\\s+confidential|secret",
  ],
  ["関係者外秘|関係者限り|関係者限定|関係者以外閲覧禁止", "restricted|need[- ]to[- ]know"],
  ["部外秘|課外秘|部外持出禁止|(?:部内|課内)(?:限り|限定)"],
  [
    "機密性\\s*[2２](?:情報)?",
    "社外秘|院外秘|学外秘|庁外秘|所外秘|社外持出禁止|禁帯出",
    "(?<!\\p{L})[局室行組班係]外秘",
    "(?:社内|行内|院内|庁内|内部|組織内)(?:限り|限定)",
    "非公開(?!会社|株)|未公開(?!株)|限定公開|公開(?:禁止|不可)",
    "(?:company\\s+)?confidential|internal\\s+use\\s+only|internal\\s+only|for\\s+internal\\s+use",
    "not\\s+for\\s+(?:public\\s+)?(?:release|distribution)|do\\s+not\\s+distribute|tlp:\\s*(?:red|amber)",
  ],
  ["取り?扱い?注意", "handle\\s+with\\s+care|sensitive"],
];

const isLatin = (source: string) => /[a-z]\\s|[a-z]{5}/.test(source);

/** The patterns of all kinds at a place of a certain shape, the strictest first. */
type Shape = readonly { readonly level: number; readonly pattern: RegExp }[];

function shape(around: (source: string) => string): Shape {
  return kinds.flatMap((sources, at) =>
    sources.map((source) => {
      const word = isLatin(source) ? `(?<!\\p{L})(?:${source})(?!\\p{L})` : `(?:${source})`;
      return { level: kinds.length - at, pattern: new RegExp(around(`(?<mark>${word})`), "iu") };
    }),
  );
}

const open = "[【［\\[(（〔<＜《「]\\s*";
const close = "\\s*[】］\\])）〕>＞》」]";
/** Nothing else stands in the text: 「【社外秘】」. */
const alone = shape(
  (source) => `^[\\s\\p{P}\\p{S}]*${source}(?:\\s*(?:文書|資料|情報|指定|扱い))?[\\s\\p{P}\\p{S}]*$`,
);
/** In brackets of its own at the beginning, or at the end. */
const atStart = shape((source) => `^\\s*${open}${source}${close}`);
const atEnd = shape((source) => `${open}${source}${close}\\s*$`);
/** A word of a header; 「社外秘の文書は…」 speaks of marks. */
const within = shape((source) => `${source}(?![のをはがにとでへも])`);
/** A part of a file's name: 社外秘取扱規程 is a rule about such files. */
const named = shape((source) => `(?<!\\p{Script=Han})${source}(?![\\p{Script=Han}\\p{Script=Hiragana}])`);

/** What every mark holds one of: most texts are passed over by it. */
const anyMark = /[秘㊙密限禁注]|閲覧|公開|[a-zａ-ｚ]{6}|need|tlp|(?:[a-zａ-ｚ][ 　.]){4}/iu;

/** What `squeezed` may change. */
const otherwise = /[^\p{ASCII}]|(?:[A-Za-z][ .]){3}/u;

/** Width, letters set apart (社 外 秘) and invisible characters make no difference to a mark. */
export function squeezed(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu, "")
    .replace(/(?<=\p{Script=Han})[ \t・･]+(?=\p{Script=Han})/gu, "")
    .replace(/(?<!\p{L})\p{L}(?:[ .]{1,2}\p{L}){3,}(?!\p{L})/gu, (run) => run.replace(/[ .]/gu, ""))
    .replace(/^\s*\p{L}(?:\s*\n\s*\p{L}){1,15}\s*$/u, (run) => run.replace(/\s/gu, ""));
}

/** The strictest mark that stands in `text` in one of these shapes. */
function markIn(text: string, ...shapes: readonly Shape[]): Mark | undefined {
  if (!anyMark.test(text)) return undefined;
  const plain = otherwise.test(text) ? squeezed(text) : text;
  const texts = plain === text ? [text] : [text, plain];
  const found = texts.flatMap((one) => shapes.flatMap((patterns) => firstIn(one, patterns)));
  return strictestOf(found);
}

function firstIn(text: string, patterns: Shape): readonly Mark[] {
  for (const { level, pattern } of patterns) {
    const mark = pattern.exec(text)?.groups?.["mark"]?.trim();
    if (mark !== undefined) return [{ text: mark, level }];
  }
  return [];
}

const running = new Set<string | undefined>(["header", "footer", "watermark"]);
/** Blocks at the beginning where a mark may stand in a heading or a cell; further down it is what a rule speaks of. */
const firstBlocks = 12;
const longestHeader = 200;

const known = new WeakMap<SourceDocument, { readonly mark: Mark | undefined }>();

/** From its headers, watermark and first lines, its name, its properties and the label in them. Looked for once. */
export function markOf(document: SourceDocument): Mark | undefined {
  const found = known.get(document) ?? { mark: lookFor(document) };
  known.set(document, found);
  return found.mark;
}

function lookFor({ label, properties = [], uri, format, blocks }: SourceDocument): Mark | undefined {
  const found = [
    label === undefined ? undefined : markIn(label, within),
    ...properties.flatMap((text) => [markIn(text, alone, atStart, atEnd), markIn(asName(text), named)]),
    markIn(nameOf(uri), named),
    ...(format === "source" ? [] : blocks.map(markOfBlock)),
  ];
  return strictestOf(found.filter((mark) => mark !== undefined));
}

function markOfBlock({ kind, text, place }: Block, at: number): Mark | undefined {
  if (text.length > longestHeader || kind === "code" || kind === "comment" || kind === "string")
    return undefined;
  if (running.has(place?.part)) return markIn(text, within);
  if (at >= firstBlocks) return kind === "paragraph" ? markIn(text, alone) : undefined;
  return markIn(text, alone, atStart, atEnd);
}

const strictestOf = (marks: readonly Mark[]): Mark | undefined =>
  marks.reduce<Mark | undefined>((most, mark) => ((most?.level ?? 0) >= mark.level ? most : mark), undefined);

/** The strictest of marks as `markOf` answers their texts. */
export const strictest = (texts: readonly string[]): string | undefined =>
  strictestOf(texts.flatMap((text) => markIn(text, within) ?? []))?.text;

const longestAlone = 40;
const inBrackets = /^\s*[【［[(（〔<＜《「]|[】］\])）〕>＞》」]\s*$/u;

/** A mark that stands alone in a short block, wherever it is: what is to leave the house must have none. */
export function markAnywhere({ blocks }: SourceDocument): Mark | undefined {
  // Most blocks of a long document are neither short nor in brackets.
  const short = blocks.filter(
    ({ text }) => text.length <= longestAlone || (text.length <= longestHeader && inBrackets.test(text)),
  );
  return strictestOf(short.flatMap(({ text }) => markIn(text, alone, atStart, atEnd) ?? []));
}

/** Lines at the beginning of a source file in which a mark may stand, as a comment or alone. */
const firstLines = 40;
const comment = /^(?:\s*(?:\/\/|\/?\*|#|--|;|'|"""|<!--|%|\{-|\(\*|=begin|rem\b)|.{6}\*)/iu;

/** Of source code: from its name and the comments at its beginning. */
export function markOfCode(uri: string, text: string): Mark | undefined {
  const lines = text.split(/\r\n|\n|\r/, firstLines).filter((line) => line.length <= longestHeader);
  const found = [
    markIn(nameOf(uri), named),
    ...lines.map((line) => markIn(line, alone, ...(comment.test(line) ? [within] : []))),
  ];
  return strictestOf(found.filter((mark) => mark !== undefined));
}

const nameOf = (uri: string): string =>
  asName(decoded(uri.split(/[\\/]/).pop() ?? uri).replace(/\.[\p{L}\p{N}]{1,5}$/u, ""));

/** English words count where they are written as a mark is: in capitals, or at the end. */
function asName(text: string): string {
  return text
    .replace(/_/g, " ")
    .replace(/(?<!\p{L})[a-z]{5,}(?!\p{L})(?=.*[\p{L}\p{N}])/gu, (word) => "·".repeat(word.length));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}
