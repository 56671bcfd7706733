/** A Word file taken apart: its XML as text, everything else as bytes, to be put together again. */
import { openArchive } from "../../../documents/archive";
import { openOfficeFile } from "../../../documents/ooxml/parts";
import { zipped } from "../../../documents/ooxml/zip";

export interface WordCopy {
  /** XML by the names of parts; changed in place. */
  readonly texts: Map<string, string>;
  /** Name of the document's main part, and of its comments where it has some. */
  readonly main: string;
  readonly comments?: string;
  /** The file with these texts; all other parts as they are. */
  write(texts: ReadonlyMap<string, string>): Uint8Array;
}

/** Throws an `ArchiveError`. */
export function openCopy(bytes: Uint8Array): WordCopy {
  const archive = openArchive(bytes);
  const file = openOfficeFile(bytes, "word/document.xml");
  const names = archive.names.filter((name) => !name.endsWith("/"));
  const named = (part: string) => names.find((name) => name.toLowerCase() === part.toLowerCase()) ?? part;
  const texts = new Map<string, string>();
  const others = new Map<string, Uint8Array>();
  for (const name of names) {
    if (/\.(?:xml|rels)$/i.test(name)) texts.set(name, asUtf8(archive.text(name) ?? ""));
    else others.set(name, archive.read(name) ?? new Uint8Array());
  }
  const relations = [...file.relations(file.main).values()];
  const comments = relations.find(({ type, external }) => type === "comments" && !external)?.target;
  return {
    texts,
    main: named(file.main),
    ...(comments === undefined ? {} : { comments: named(comments) }),
    write(changed) {
      const added = [...changed.keys()].filter((name) => !names.includes(name));
      const all = [...names, ...added];
      return zipped(new Map(all.map((name) => [name, changed.get(name) ?? others.get(name) ?? ""])));
    },
  };
}

/** What is written is UTF-8, whatever the part was in. */
const asUtf8 = (xml: string) =>
  xml.replace(/^\ufeff/, "").replace(/^(<\?xml[^>]*?encoding\s*=\s*)(?:"[^"]*"|'[^']*')/, '$1"UTF-8"');
