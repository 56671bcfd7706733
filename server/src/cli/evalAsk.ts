/** Questions of a suite: the same search and the same check as `hanare ask`, over the documents of the case alone. */
import { createAsker, type AskerDeps } from "../ask/handler";
import { canonicalUri } from "../documents/uris";
import { type AskCase } from "../evaluate/cases";
import { type CasePorts } from "../evaluate/ports";
import { embedderOf } from "../model/embedder";
import { type ModelRuntime } from "../model/runtime";
import { documentFiles, passagesIn } from "../node/documentFiles";
import { type Answer } from "../protocol";
import { createDocumentIndex } from "../retrieval/documentIndex";
import { createRetrieve } from "../retrieval/hybrid";
import { createMeanings } from "../retrieval/meanings";
import { type DocumentFiles } from "../retrieval/passages";
import { RequestError } from "../util/requestError";
import { bytesOf, documentOf, type MaterialDeps, nameOf, suiteRoot, uriIn } from "./evalDocuments";

export interface AskPortDeps extends MaterialDeps {
  readonly assistant: AskerDeps["assistant"];
  readonly embedding: ModelRuntime | undefined;
}

/** Passages that count where no model answers: further down nobody reads. */
const firstPassages = 3;

export function askPort(deps: AskPortDeps): CasePorts["ask"] {
  return async (one, signal) => {
    const files = filesOf(one, deps);
    const index = createDocumentIndex(files);
    await index.build([suiteRoot], {}, signal);
    const [unread] = index.size().unread;
    if (unread !== undefined) throw new RequestError("not-readable", unread.why);
    const embedder = embedderOf(deps.embedding);
    const meanings = createMeanings({ embedder: () => embedder, passages: passagesIn(files) });
    await meanings.refresh(index.files(), signal);
    const materials = new Map(one.materials.map((material) => [uriIn(nameOf(material)), material]));
    const asker = createAsker({
      ...{ retrieve: createRetrieve({ index, meanings }), vocabulary: index, assistant: deps.assistant },
      load: (uri, stop) => {
        const material = materials.get(canonicalUri(uri));
        if (material === undefined) return Promise.reject(new RequestError("not-found", uri));
        return documentOf(material, {}, deps, stop);
      },
    });
    const answer = await asker.ask({ question: one.question, accept: () => true }, () => undefined, signal);
    signal.throwIfAborted();
    const cited = citedIn(answer);
    const by = answer.model === undefined ? "rules" : "model";
    return { answer: { outcome: answer.outcome, cited }, said: saidBy(answer), by };
  };
}

const citedIn = ({ outcome, sentences, passages }: Answer): readonly string[] =>
  outcome === "answered"
    ? sentences.map(({ citation }) => citation.quote)
    : passages.slice(0, firstPassages).map(({ text }) => text);

function saidBy({ outcome, sentences, passages, note }: Answer): string {
  const lines =
    outcome === "answered"
      ? sentences.map(({ text, source }) => `${text} [${source}]`)
      : passages.slice(0, firstPassages).map(({ text }) => text);
  return [`(${outcome})`, ...lines, ...(note === undefined ? [] : [note])].join("\n");
}

/** The documents of a case as a folder that the index reads. */
function filesOf(one: AskCase, deps: MaterialDeps): DocumentFiles {
  const contents = new Map(one.materials.map((each) => [uriIn(nameOf(each)), bytesOf(each, deps)]));
  const disk = documentFiles({ open: () => undefined, readers: deps.reader });
  const entries = one.materials.map((each) => ({
    ...{ uri: uriIn(nameOf(each)), name: nameOf(each), isFolder: false },
  }));
  return {
    ...{ isSource: disk.isSource, pause: disk.pause, passages: disk.passages },
    excluded: () => false,
    read: () => Promise.resolve(undefined),
    list: (folder) => Promise.resolve(folder === suiteRoot ? entries : []),
    load: (uri) => Promise.resolve(contents.get(uri)),
    state: (uri) => {
      const bytes = contents.get(uri)?.length;
      return Promise.resolve(bytes === undefined ? undefined : { stamp: "suite", bytes, isOpen: false });
    },
  };
}
