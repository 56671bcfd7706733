/** Runs a tool: reads its input strictly, keeps to the folders, and answers text with places or why it did nothing. */
import { type SourceDocument } from "../documents/document";
import { markOf } from "../documents/marks";
import { type Answer, type Summary, type SummaryLength, type ToolName, type ToolRequest } from "../protocol";
import { RequestError } from "../util/requestError";
import {
  lengths,
  longestPath,
  longestQuery,
  longestQuote,
  mostPassages,
  mostScopes,
  type ToolDefinition,
  toolDefinitions,
} from "./definitions";
import { findingsText, locatedText, type Reviewed, shownFindings, summaryText } from "./documentTexts";
import { choiceOf, type Fields, fieldsOf, numberOf, textOf, textsOf, ToolRefusal, wordsOf } from "./input";
import { type FoundPlaces, passagesText, searchText } from "./passages";
import { fileOf, isOpen, placeOf, type PlacePorts } from "./places";
import { type NameOf } from "./text";

/** Each rejects with a `RequestError` or the signal's reason. No model has a say in any. */
export interface ToolPorts extends PlacePorts {
  readonly nameOf: NameOf;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  ask(question: string, signal: AbortSignal): Promise<Answer>;
  /** `scope`: URIs of files and folders; absent: everything. */
  search(
    query: { readonly query: string; readonly limit: number; readonly scope?: readonly string[] },
    signal: AbortSignal,
  ): Promise<FoundPlaces>;
  summarize(document: SourceDocument, length: SummaryLength, signal: AbortSignal): Promise<Summary>;
  review(uri: string, signal: AbortSignal): Promise<Reviewed>;
}

type Run = (ports: ToolPorts, fields: Fields, signal: AbortSignal) => Promise<string>;

/** Rejects for an abort, with the signal's reason, and for faults of our own. */
export async function runTool(
  ports: ToolPorts,
  name: ToolName,
  input: unknown,
  signal: AbortSignal,
): Promise<ToolRequest.Result> {
  signal.throwIfAborted();
  try {
    const text = await runs[name](ports, fieldsOf(input, definitionOf(name)), signal);
    signal.throwIfAborted();
    return { text, ok: true };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ToolRefusal || error instanceof RequestError)
      return { text: error.message, ok: false };
    throw error;
  }
}

function definitionOf(name: ToolName): ToolDefinition {
  const known = toolDefinitions.find((one) => one.name === name);
  if (known === undefined) throw new ToolRefusal(`There is no tool ${name}.`);
  return known;
}

const runs: Readonly<Record<ToolName, Run>> = {
  async hanare_documents(ports, fields, signal) {
    const question = wordsOf(fields, "question", longestQuery);
    return passagesText(await ports.ask(question, signal), ports.nameOf);
  },
  async hanare_search(ports, fields, signal) {
    const query = wordsOf(fields, "query", longestQuery);
    const limit = numberOf(fields, "limit", { most: mostPassages, standard: 10 });
    const paths = textsOf(fields, "paths", { most: mostScopes, longest: longestPath });
    const scope: string[] = [];
    for (const path of paths ?? []) scope.push((await placeOf(ports, path, signal)).uri);
    const found = await ports.search({ query, limit, ...(paths === undefined ? {} : { scope }) }, signal);
    return searchText(found, ports.nameOf);
  },
  async hanare_summarize(ports, fields, signal) {
    const length = choiceOf(fields, "length", { known: lengths, standard: "medium" });
    const document = await openDocument(ports, fields, signal);
    return summaryText(await ports.summarize(document, length, signal), ports.nameOf);
  },
  async hanare_review(ports, fields, signal) {
    const { uri } = await placeOf(ports, textOf(fields, "path", longestPath), signal);
    const reviewed = await ports.review(uri, signal);
    const held = await heldAmong(ports, reviewed, signal);
    return findingsText(reviewed, (one) => held.has(one), ports.nameOf);
  },
  async hanare_locate(ports, fields, signal) {
    const quote = wordsOf(fields, "quote", longestQuote);
    return locatedText(await openDocument(ports, fields, signal), quote, ports.nameOf);
  },
};

/** The file at "path", if it bears no confidentiality mark: nobody knows here where the model runs that asks. */
async function openDocument(ports: ToolPorts, fields: Fields, signal: AbortSignal): Promise<SourceDocument> {
  const uri = await fileOf(ports, textOf(fields, "path", longestPath), signal);
  const document = await ports.load(uri, signal);
  signal.throwIfAborted();
  if (markOf(document) === undefined) return document;
  throw new ToolRefusal(
    `${ports.nameOf(uri)} bears a confidentiality mark and is not given to a chat. The user sees it in Hanare's own panels.`,
  );
}

/** The files with findings of which nothing is shown; one that cannot be read again counts as one. */
async function heldAmong(
  ports: ToolPorts,
  reviewed: Reviewed,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const uri of new Set(shownFindings(reviewed).map((finding) => finding.uri))) {
    const isToBeRead = await isOpen(ports, uri);
    const document = isToBeRead ? await ports.load(uri, signal).catch(() => undefined) : undefined;
    signal.throwIfAborted();
    if (document === undefined || markOf(document) !== undefined) held.add(uri);
  }
  return held;
}
