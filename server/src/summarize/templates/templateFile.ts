/** A template of the user's own: YAML or JSON, one template or a list, every fault told with its line. */
import { isNode, LineCounter, parseDocument } from "yaml";
import { type Language, t } from "../../util/l10n";
import { type Slot, type Template } from "./template";

export interface TemplateSource {
  /** As the setting or the option names it. */
  readonly name: string;
  readonly text: string;
}

export interface TemplateFile {
  readonly templates: readonly Template[];
  /** Each names the file and the line, in the user's language. A template with a fault is left out. */
  readonly problems: readonly string[];
}

type Path = readonly (string | number)[];
type Report = (path: Path, reason: string) => void;

const mostSlots = 30;
const mostSentences = 30;
const templateKeys = new Set(["id", "title", "signs", "slots"]);
const slotKeys = new Set(["title", "headings", "words", "most"]);

export function readTemplates({ name, text }: TemplateSource): TemplateFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = [];
  const at = (line: number, reason: string) => problems.push(t("{0}, line {1}: {2}", name, line, reason));
  const [first] = document.errors;
  if (first !== undefined) {
    at(lines.linePos(first.pos[0]).line, t("not valid YAML ({0})", first.message));
    return { templates: [], problems };
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const report: Report = (path, reason) => at(lineOf(path), reason);
  const content: unknown = document.toJS();
  const list = Array.isArray(content) ? (content as readonly unknown[]) : [content];
  const templates = list.flatMap((value, index) => {
    const before = problems.length;
    const template = templateOf(value, Array.isArray(content) ? [index] : [], report);
    return template === undefined || problems.length > before ? [] : [template];
  });
  return { templates, problems };
}

function templateOf(value: unknown, path: Path, report: Report): Template | undefined {
  if (!isRecord(value)) {
    report(path, t("A template is a group of id, title, signs and slots."));
    return undefined;
  }
  unknownKeys(value, templateKeys, path, report);
  const { id } = value;
  if (typeof id !== "string" || !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(id))
    report([...path, "id"], t("id must be a short name of letters, digits, dots and hyphens."));
  const slots = Array.isArray(value["slots"]) ? (value["slots"] as readonly unknown[]) : [];
  if (slots.length === 0 || slots.length > mostSlots)
    report([...path, "slots"], t("slots must be a list of 1 to {0} parts.", mostSlots));
  return {
    id: typeof id === "string" ? id : "",
    title: titleOf(value["title"], [...path, "title"], report),
    signs: wordsOf(value["signs"], [...path, "signs"], report),
    slots: slots.map((slot, index) => slotOf(slot, [...path, "slots", index], report)),
  };
}

function slotOf(value: unknown, path: Path, report: Report): Slot {
  const slot = isRecord(value) ? value : {};
  if (!isRecord(value)) report(path, t("A part is a group of title, headings, words and most."));
  unknownKeys(slot, slotKeys, path, report);
  const headings = wordsOf(slot["headings"], [...path, "headings"], report);
  const words = wordsOf(slot["words"], [...path, "words"], report);
  if (isRecord(value) && headings.length + words.length === 0)
    report(path, t("A part needs headings or words by which its sentences are found."));
  const { most = 5 } = slot;
  if (typeof most !== "number" || !Number.isInteger(most) || most < 1 || most > mostSentences)
    report([...path, "most"], t("most must be a whole number from 1 to {0}.", mostSentences));
  return {
    title: titleOf(slot["title"], [...path, "title"], report),
    headings,
    words,
    most: typeof most === "number" ? most : 1,
  };
}

function titleOf(value: unknown, path: Path, report: Report): Readonly<Record<Language, string>> {
  if (typeof value === "string" && value.trim() !== "") return { ja: value, en: value };
  const { ja, en } = isRecord(value) ? value : {};
  const either = [ja, en].find((one) => typeof one === "string" && one.trim() !== "");
  if (typeof either !== "string") {
    report(path, t("title must be a text, or one for ja and one for en."));
    return { ja: "", en: "" };
  }
  return { ja: typeof ja === "string" ? ja : either, en: typeof en === "string" ? en : either };
}

function wordsOf(value: unknown, path: Path, report: Report): readonly string[] {
  if (value === undefined || value === null) return [];
  const words = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return words.flatMap((word, index): readonly string[] => {
    const text = typeof word === "number" ? String(word) : word;
    if (typeof text === "string" && text.trim() !== "") return [text.trim()];
    report([...path, index], t("Only words are allowed here."));
    return [];
  });
}

function unknownKeys(
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  path: Path,
  report: Report,
): void {
  for (const key of Object.keys(value))
    if (!known.has(key))
      report([...path, key], t("{0} is not known here. There are: {1}.", key, [...known].join(", ")));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
