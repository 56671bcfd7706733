/**
 * Answers where symbols are defined by the editor's own providers, for the server's question. Nothing is
 * shown, and whatever is not there in time is left out: a suggestion does not wait for a language server.
 */
import * as vscode from "vscode";
import { DefinitionsRequest } from "../../server/src/protocol";
import {
  enclosingSymbol,
  inTime,
  isLibrary,
  type OutlineSymbol,
  type RangeInFile,
  withoutRepetition,
} from "./definitionRanges";
import { type ServerLink } from "./link";

type Definition = DefinitionsRequest.Result[number];

/** Milliseconds for one request, whatever it asks about. */
const timeLimit = 800;
const mostPositions = 12;
/** Questions that providers still owe an answer to; above it nothing more is asked of them. */
const mostPending = 24;
/** Outlines that are kept. */
const mostOutlines = 64;

const plain = ({ start, end }: vscode.Range): RangeInFile => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

function asOutline(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): OutlineSymbol {
  return "location" in symbol
    ? { range: plain(symbol.location.range), children: [] }
    : { range: plain(symbol.range), children: symbol.children.map(asOutline) };
}

interface Outlines extends vscode.Disposable {
  /** Undefined when no provider knows the file, or it is not worth opening. */
  of(uri: vscode.Uri): Promise<readonly OutlineSymbol[] | undefined>;
}

const openDocument = (uri: vscode.Uri) =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

/** Of open documents by version, of others until the file changes. */
function createOutlines(): Outlines {
  const known = new Map<string, { version: number | undefined; symbols: readonly OutlineSymbol[] }>();

  async function ask(uri: vscode.Uri): Promise<readonly OutlineSymbol[]> {
    const symbols = await vscode.commands.executeCommand<
      readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
    >("vscode.executeDocumentSymbolProvider", uri);
    return (symbols ?? []).map(asOutline);
  }

  const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => known.delete(uri.toString()));
  return {
    async of(uri) {
      const document = openDocument(uri);
      // The outline of a file that is not open makes the editor read it: only the user's own files are worth it.
      const own = vscode.workspace.getWorkspaceFolder(uri) !== undefined && !isLibrary(uri.toString());
      if (!document && !own) return undefined;
      const key = uri.toString();
      const version = document?.version;
      const hit = known.get(key);
      if (hit && hit.version === version) return hit.symbols;
      const symbols = await ask(uri);
      known.delete(key);
      known.set(key, { version, symbols });
      for (const oldest of [...known.keys()].slice(0, known.size - mostOutlines)) known.delete(oldest);
      return symbols;
    },
    dispose: () => saved.dispose(),
  };
}

async function wholeOf(
  found: vscode.Location | vscode.LocationLink,
  outlines: Outlines,
): Promise<Definition> {
  const uri = "uri" in found ? found.uri : found.targetUri;
  const range = plain("uri" in found ? found.range : found.targetRange);
  // Some providers give the name for the whole: then the outline knows more, as it does for a plain location.
  const nameOnly =
    "uri" in found || (found.targetSelectionRange && found.targetRange.isEqual(found.targetSelectionRange));
  const symbols = nameOnly ? await outlines.of(uri) : undefined;
  return { uri: uri.toString(), range: (symbols && enclosingSymbol(symbols, range)) ?? range };
}

export function answerDefinitions(link: ServerLink): vscode.Disposable {
  const outlines = createOutlines();
  let pending = 0;

  async function definedAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly Definition[]> {
    pending += 1;
    try {
      const found = await vscode.commands.executeCommand<
        readonly (vscode.Location | vscode.LocationLink)[] | undefined
      >("vscode.executeDefinitionProvider", uri, position);
      return await Promise.all((found ?? []).map((each) => wholeOf(each, outlines)));
    } finally {
      pending -= 1;
    }
  }

  async function answer({ uri, positions }: DefinitionsRequest.Params): Promise<DefinitionsRequest.Result> {
    if (pending >= mostPending) return [];
    const document = vscode.Uri.parse(uri);
    const works = positions
      .slice(0, mostPositions)
      .map(({ line, character }) => definedAt(document, new vscode.Position(line, character)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, timeLimit)));
    try {
      return withoutRepetition((await inTime(works, late)).flat());
    } finally {
      clearTimeout(timer);
    }
  }

  return vscode.Disposable.from(
    outlines,
    link.onRequest<DefinitionsRequest.Params, DefinitionsRequest.Result>(DefinitionsRequest.method, answer),
  );
}
