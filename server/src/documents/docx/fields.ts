/** Fields of Word: what they show is read, what computes it is not. */
import { childOf, elementsOf, type XmlElement } from "../xml";
import { scriptText, symbolCharacter } from "./symbols";
import { flag, integer, valueOf } from "./wordXml";

export interface Fields {
  /** Whether text stands in the part of a field that is shown. */
  shown(): boolean;
  /** At a `w:fldChar`; the text that the field shows without having stored it, "" otherwise. */
  mark(element: XmlElement): string;
  instruction(text: string): void;
}

interface Field {
  instruction: string;
  result: boolean;
  readonly form: XmlElement | undefined;
}

/** Fields reach over paragraphs (a table of contents), so one of these lives as long as a story. */
export function fields(): Fields {
  const open: Field[] = [];
  return {
    shown: () => open.every(({ result }) => result),
    mark(element) {
      const kind = element.attributes["w:fldCharType"];
      const field = open.at(-1);
      if (kind === "begin") {
        // More are a broken file, in which no field ends.
        if (open.length < 64)
          open.push({ instruction: "", result: false, form: childOf(element, "w:ffData") });
      } else if (kind === "separate" && field) field.result = true;
      else if (kind === "end" && field) {
        open.pop();
        if (open.every(({ result }) => result)) return field.result ? "" : computed(field);
      }
      return "";
    },
    instruction(text) {
      const field = open.at(-1);
      if (field !== undefined && !field.result && field.instruction.length < 10_000)
        field.instruction += text;
    },
  };
}

function computed({ instruction, form }: Field): string {
  const box = childOf(form, "w:checkBox");
  if (box !== undefined) return (flag(box, "w:checked") ?? flag(box, "w:default")) === true ? "☑" : "☐";
  const list = childOf(form, "w:ddList");
  if (list !== undefined) {
    const entries = elementsOf(list).filter(({ name }) => name === "w:listEntry");
    return entries[integer(valueOf(list, "w:result"), [0, 1000]) ?? 0]?.attributes["w:val"] ?? "";
  }
  const [, name, rest = ""] = /^\s*(\w+)\s*([\s\S]*)$/.exec(instruction) ?? [];
  if (name?.toUpperCase() === "EQ") return equationText(rest);
  return name?.toUpperCase() === "SYMBOL" ? symbolField(rest) : "";
}

function symbolField(rest: string): string {
  const [, hex, figures] = /^(?:0x([0-9a-f]{1,5})|(\d{1,6}))/i.exec(rest) ?? [];
  const code = hex === undefined ? Number(figures ?? Number.NaN) : Number.parseInt(hex, 16);
  const font = /\\f\s+"?([^"\\]+?)"?\s*(?:\\|$)/.exec(rest)?.[1];
  return Number.isNaN(code) ? "" : (symbolCharacter(code, font) ?? "□");
}

/**
 * What an EQ field draws: `\o\ad(\s\up 11(けいこく),警告)` is how Word before 2007 wrote ruby, `\o\ac(○,印)` a
 * letter in a circle, `\f(1,2)` a fraction.
 */
export function equationText(code: string): string {
  let at = 0;
  let over = 0;

  function list(): readonly string[] {
    const items: string[] = [];
    at++;
    for (;;) {
      items.push(sequence());
      const end = code[at++];
      if (end !== "," && end !== ";") return items;
    }
  }

  function sequence(): string {
    let text = "";
    while (at < code.length && !/[,;)]/.test(code[at] ?? "")) {
      if (code[at] === "\\") text += command();
      else if (code[at] === "(") text += `(${list().join(",")})`;
      else text += code[at++];
    }
    return text.trim();
  }

  function command(): string {
    const [switches = "\\"] = /^(?:\\[a-z*]+(?: ?-?\d+)? *)+/i.exec(code.slice(at, at + 200)) ?? [];
    at += switches.length;
    if (code[at] !== "(") return /^\\[a-z*]/i.test(switches) ? "" : (code[at++] ?? "");
    const name = /^\\([a-z]+)/i.exec(switches)?.[1]?.toLowerCase();
    if (name === "o") over++;
    const items = list();
    if (name === "o") over--;
    if (name === "f") return items.join("/");
    if (name === "r") return `√(${items.at(-1) ?? ""})`;
    // Raised over other text it is a reading, beside text an exponent.
    if (name === "s") return over > 0 ? "" : scriptText(items.join(""), "superscript");
    if (name === "o") return items.filter((item) => !/^[○◯〇□△◇]?$/u.test(item)).join("");
    return items.join("");
  }

  // `\* jc2 \* "Font:ＭＳ 明朝" \* hps10` says how it looks.
  code = code.slice(0, 2000).replace(/\\\*\s*(?:"[^"]*"|\S+)/g, "");
  let text = "";
  while (at < code.length) {
    text += sequence();
    at++;
  }
  return text.trim();
}
