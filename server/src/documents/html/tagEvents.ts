/** The tokenizer's offsets as events of tags, texts and entities with their places. */
import { type TokenizerCallbacks } from "htmlparser2";
import { type Span } from "../document";

export interface TagSink {
  isInside(name: string): boolean;
  text(start: number, end: number): void;
  entity(text: string, span: Span): void;
  comment(span: Span): void;
  /** `attributes` holds only those that say what is read. */
  open(name: string, attributes: ReadonlyMap<string, string>, tag: Span): void;
  close(name: string, tag: Span): void;
}

const wanted = new Set(["alt", "hidden", "role", "style"]);
/** Of a value; a data URL in a style says nothing about text. */
const longestValue = 2000;

export function tagEvents(source: string, sink: TagSink): TokenizerCallbacks {
  let name = "";
  let start = 0;
  let attribute = "";
  let attributes = new Map<string, string>();
  const append = (text: string) => {
    const value = attributes.get(attribute);
    if (value !== undefined && value.length < longestValue) attributes.set(attribute, value + text);
  };
  const opened = (endIndex: number) => sink.open(name, attributes, { start, end: endIndex + 1 });

  return {
    ontext: (from, to) => sink.text(from, to),
    ontextentity(codepoint, end) {
      const from = source.lastIndexOf("&", end - 1);
      const text = codepoint > 0x10ffff ? "\ufffd" : String.fromCodePoint(codepoint);
      sink.entity(text, { start: from < 0 ? end : from, end });
    },
    onopentagname(from, to) {
      name = source.slice(from, to).toLowerCase();
      start = from - 1;
      attributes = new Map();
    },
    onattribname(from, to) {
      attribute = source.slice(from, to).toLowerCase();
      // Of two attributes of one name the first one counts.
      if (!wanted.has(attribute) || attributes.has(attribute)) attribute = "";
      else attributes.set(attribute, "");
    },
    onattribdata: (from, to) => append(source.slice(from, Math.min(to, from + longestValue))),
    onattribentity: (codepoint) => append(String.fromCodePoint(Math.min(codepoint, 0x10ffff))),
    onattribend: () => void (attribute = ""),
    onopentagend: opened,
    onselfclosingtag(endIndex) {
      opened(endIndex);
      if (sink.isInside("svg") || sink.isInside("math")) sink.close(name, { start, end: endIndex + 1 });
    },
    onclosetag(from, to) {
      const end = source.indexOf(">", to);
      sink.close(source.slice(from, to).toLowerCase(), {
        start: Math.max(0, from - 2),
        end: end < 0 ? source.length : end + 1,
      });
    },
    oncomment(from, to, offset) {
      if (!source.startsWith("<!--", from - 4) || source.startsWith("[if", from)) return;
      const end = Math.min(source.length, to + 1);
      if (to - offset > from && source.startsWith("-->", to - offset)) sink.comment({ start: from - 4, end });
    },
    isInForeignContext: () => sink.isInside("svg") || sink.isInside("math"),
    oncdata: () => undefined,
    ondeclaration: () => undefined,
    onprocessinginstruction: () => undefined,
    onend: () => undefined,
  };
}
