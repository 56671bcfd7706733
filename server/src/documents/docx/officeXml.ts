/**
 * The XML inside Word and OpenDocument files as trees: parsed in pieces, so that the event loop runs between them,
 * within limits, and with the usual prefixes whatever prefixes the file's program chose.
 */
import { Parser } from "htmlparser2";
import { t } from "../../util/l10n";
import { ArchiveError } from "../archive";
import { type Pause } from "../readFile";
import { type XmlElement, type XmlNode } from "../xml";
import { canonicalPrefix } from "./namespaces";

/** Awaited after every piece of work: throws the reason of an aborted signal, lets the event loop run. */
export type Step = () => Promise<void>;

/** Looks at the signal, lets the event loop run, and looks again. */
export const steps =
  (signal: AbortSignal, pause?: Pause): Step =>
  async () => {
    signal.throwIfAborted();
    await pause?.();
    signal.throwIfAborted();
  };

/** A thousand pages have about a million elements; each takes some 300 bytes of memory. */
const mostElements = 2_000_000;
/** Deeper files are not made by programs that people write documents with. */
const deepest = 512;
/** Characters parsed between two steps: about 20 ms of work. */
const slice = 256 * 1024;

export const damaged = () =>
  new ArchiveError(t("The file is damaged. Open it in its program and save it again."));
export const tooLong = () =>
  new ArchiveError(t("The document is too long to be read at once. Divide it, or save a part of it."));

interface Open extends XmlElement {
  readonly children: XmlNode[];
}

/** Undefined for text without an element. Throws an `ArchiveError` when it exceeds a limit above, or is cut off. */
export async function parseOfficeXml(text: string, step: Step): Promise<XmlElement | undefined> {
  const root: Open = { name: "", attributes: {}, children: [] };
  const open: Open[] = [root];
  const parser = treeParser(open);
  for (let at = 0; at < text.length; at += slice) {
    parser.write(text.slice(at, at + slice));
    await step();
  }
  // What stood behind the end is missing, and nobody would say so.
  if (open.length > 1) throw damaged();
  parser.end();
  return root.children.find((child) => typeof child !== "string");
}

/** `open`: the elements that the parser is in, below a root of ours. */
function treeParser(open: Open[]): Parser {
  const names = prefixes();
  let count = 0;
  return new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > deepest) throw damaged();
        if (++count > mostElements) throw tooLong();
        names.declare(attributes);
        const element: Open = {
          name: names.canonical(name, true),
          attributes: names.attributes(attributes),
          children: [],
        };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(data) {
        const siblings = open.at(-1)?.children;
        const last = siblings?.at(-1);
        // The parser hands over text in pieces around entities.
        if (siblings && typeof last === "string") siblings[siblings.length - 1] = last + data;
        else siblings?.push(data);
      },
      onclosetag: () => void (open.length > 1 && open.pop()),
    },
    { xmlMode: true, decodeEntities: true },
  );
}

/** Renames only in the rare file whose prefixes are not the usual ones. */
function prefixes() {
  const renamed = new Map<string, string>();

  function canonical(name: string, element: boolean): string {
    if (renamed.size === 0) return name;
    const colon = name.indexOf(":");
    // An attribute without a prefix is in no namespace.
    if (colon < 0 && !element) return name;
    const prefix = renamed.get(colon < 0 ? "" : name.slice(0, colon));
    if (prefix === undefined) return name;
    const local = name.slice(colon + 1);
    return prefix === "" ? local : `${prefix}:${local}`;
  }

  return {
    canonical,
    declare(attributes: Readonly<Record<string, string>>) {
      for (const name in attributes) {
        if (!name.startsWith("xmlns")) continue;
        const prefix = name.slice(6);
        const usual = canonicalPrefix(attributes[name] ?? "");
        if (usual !== undefined && usual !== prefix) renamed.set(prefix, usual);
        else renamed.delete(prefix);
      }
    },
    attributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
      if (renamed.size === 0) return attributes;
      return Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [canonical(name, false), value]),
      );
    },
  };
}
