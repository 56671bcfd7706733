/** Large parts of a workbook piece by piece: a sheet of a million cells is never a tree in memory. */
import { Parser } from "htmlparser2";
import { localName } from "../ooxml/elements";
import { damagedFile } from "../ooxml/parts";
import { type Pause } from "../readFile";

export type Attributes = Readonly<Record<string, string>>;

/** Names without their prefix. */
export interface XmlEvents {
  open(name: string, attributes: Attributes): void;
  text(data: string): void;
  close(name: string): void;
}

export interface Work {
  readonly signal: AbortSignal;
  readonly pause: Pause;
}

/** Characters between two pauses: some 20 ms of work. */
const slice = 262_144;
/** No sheet is deeper; the parser's time grows with the depth. */
const deepest = 64;

/** Throws the signal's reason when aborted, an `ArchiveError` for nesting without end and for text that is cut off. */
export async function readXmlEvents(text: string, events: XmlEvents, work: Work): Promise<void> {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > deepest) throw damagedFile();
        events.open(localName(name), attributes);
      },
      ontext: (data) => events.text(data),
      onclosetag(name) {
        depth--;
        events.close(localName(name));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < text.length; at += slice) {
    parser.write(text.slice(at, at + slice));
    await work.pause();
    work.signal.throwIfAborted();
  }
  if (depth > 0) throw damagedFile();
  parser.end();
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.4.2.4). */
export const unescapeText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
