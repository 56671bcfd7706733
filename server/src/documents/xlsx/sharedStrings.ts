/** The texts of a workbook's cells, which point at them by number. */
import { readXmlEvents, unescapeText, type Work } from "./saxReader";

/** Runs of rich text are joined; the reading of kanji (`rPh`) is no text that the cell shows. */
export async function readSharedStrings(xml: string, work: Work): Promise<readonly string[]> {
  const strings: string[] = [];
  const item = textCollector();
  await readXmlEvents(
    xml,
    {
      open: (name) => {
        if (name === "si") item.start();
        item.open(name);
      },
      text: item.text,
      close: (name) => {
        item.close(name);
        if (name === "si") strings.push(item.taken());
      },
    },
    work,
  );
  return strings;
}

export interface TextCollector {
  start(): void;
  open(name: string): void;
  text(data: string): void;
  close(name: string): void;
  taken(): string;
}

/** The text of `t` elements that are in no `rPh`. */
export function textCollector(): TextCollector {
  let collected = "";
  let inText = false;
  let inReading = false;
  return {
    start: () => void (collected = ""),
    open(name) {
      if (name === "t") inText = !inReading;
      else if (name === "rPh") inReading = true;
    },
    text(data) {
      if (inText) collected += data;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") inReading = false;
    },
    taken: () => unescapeText(collected),
  };
}
