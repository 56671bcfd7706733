/**
 * The product's context sources over the corpus. The workspace is the folder of one language; its history is
 * the same for every hole: the user has looked at the top of each other file of the project, and has written
 * at the last hole of each.
 */
import { setTimeout as delay } from "node:timers/promises";
import { createContextSources } from "../../../server/src/completion/context/sources";
import { type ContextPiece } from "../../../server/src/completion/context/piece";
import { type FrameRequest } from "../../../server/src/completion/frames";
import { type ContextSource, type DefinitionsRequest } from "../../../server/src/protocol";
import { createCodeIndex, type CodeFiles, type CodeIndex } from "../../../server/src/retrieval/codeIndex";
import { declarationsOf, nameAt } from "./definitions";
import { type CorpusFile, type CorpusHole, type Language, languages, type Project } from "./projects";

/** The part of the completion's `gather` that needs no model. */
type CorpusGather = (
  request: Pick<FrameRequest, "uri" | "hole" | "count">,
  budget: number,
  window: string,
  signal: AbortSignal,
) => Promise<readonly ContextPiece[]>;

export interface CorpusContext {
  /** `gather` of a hole from these sources; absent without sources. */
  portsFor(hole: CorpusHole, sources: readonly ContextSource[]): { readonly gather?: CorpusGather };
}

const root = "file:///corpus";
const folderOf = (language: Language) => `${root}/${language}`;
export const uriOf = ({ language, name }: Project, { path }: CorpusFile) =>
  `${folderOf(language)}/${name}/${path}`;
/** As the model sees it. */
export const pathOf = (uri: string) => uri.slice(root.length + 1).replace(/^[^/]*\//, "");

/** The line the editor shows in the middle of a file that was just opened. */
const firstSeen = 12;
/** Milliseconds: what a source says must not hang on how busy the machine is. */
const patience = 60_000;

export async function createCorpusContext(
  projects: readonly Project[],
  signal: AbortSignal,
): Promise<CorpusContext> {
  const texts = new Map(
    projects.flatMap((project) => project.files.map((file) => [uriOf(project, file), file.text] as const)),
  );
  const indexes = new Map<Language, CodeIndex>();
  for (const language of languages) {
    const index = createCodeIndex(filesOf(texts));
    await index.build([folderOf(language)], signal);
    indexes.set(language, index);
  }

  function portsFor(hole: CorpusHole, sources: readonly ContextSource[]) {
    const { project, file } = hole;
    if (sources.length === 0) return {};
    const others = project.files.filter((other) => other !== file);
    const index = indexes.get(project.language);
    const context = createContextSources(
      {
        text: (uri) => Promise.resolve(texts.get(uri)),
        similar: ({ words, limit, accept }) => index?.similar(words, limit, accept) ?? [],
        definitions: (_, positions) => Promise.resolve(definitionsAt(hole, positions)),
        pathOf,
        own: () => true,
        excluded: () => false,
        now: () => performance.now(),
        delay: (milliseconds, stop) => delay(milliseconds, undefined, { signal: stop }),
      },
      { sources: new Set(sources), patience },
    );
    if (sources.includes("visited")) {
      for (const other of others) context.noteVisit(uriOf(project, other), firstSeen);
    }
    if (sources.includes("edited")) {
      for (const other of others) context.noteEdit(uriOf(project, other), lastHole(other));
    }
    const gather: CorpusGather = (request, budget, window, stop) => {
      const { uri, count } = request;
      const { languageId, prefix, suffix } = request.hole;
      const place = { uri, languageId, text: prefix + suffix, offset: prefix.length };
      return context.pieces({ ...place, budget, window, count }, stop);
    };
    return { gather };
  }

  return { portsFor };
}

/** Line of the last hole, from 0; of a file without holes, the one in the middle. */
function lastHole({ text, marks }: CorpusFile): number {
  const lines = text.split("\n").length;
  const last = marks.at(-1);
  return last === undefined ? Math.floor(lines / 2) : text.slice(0, last.start).split("\n").length - 1;
}

/** In the other files of the project; the positions are those of the document with its hole. */
function definitionsAt(
  { project, file, document }: CorpusHole,
  positions: DefinitionsRequest.Params["positions"],
): DefinitionsRequest.Result {
  const others = project.files.filter((other) => other !== file);
  return positions.flatMap(({ line, character }) =>
    declarationsOf(nameAt(document, line, character), others, project.language).map(
      ({ path, start, end }) => ({
        uri: `${folderOf(project.language)}/${project.name}/${path}`,
        range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
      }),
    ),
  );
}

function filesOf(texts: ReadonlyMap<string, string>): CodeFiles {
  return {
    list(folder) {
      const inside = `${folder}/`;
      const below = [...texts.keys()].filter((uri) => uri.startsWith(inside));
      const names = new Map(
        below.map((uri) => {
          const [name = "", ...rest] = uri.slice(inside.length).split("/");
          return [name, rest.length > 0];
        }),
      );
      return Promise.resolve([...names].map(([name, isFolder]) => ({ uri: inside + name, name, isFolder })));
    },
    read: (uri) => Promise.resolve(texts.get(uri)),
    isSource: (uri) => texts.has(uri),
    excluded: () => false,
    pause: () => Promise.resolve(),
  };
}
