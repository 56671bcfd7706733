/** Diagnostics of several features in one document: a protocol that knows only all of them at once. */
import { type Diagnostic } from "vscode-languageserver/node";

export type Publish = (uri: string, items: readonly Diagnostic[], version?: number) => void;

/** `publish` gets everything that all features say of a document. Answers each feature's own publisher. */
export function createDiagnosticBoard(publish: Publish): (feature: string) => Publish {
  const said = new Map<string, Map<string, readonly Diagnostic[]>>();
  return (feature) => (uri, items, version) => {
    const own = said.get(uri) ?? new Map<string, readonly Diagnostic[]>();
    if (items.length > 0) own.set(feature, items);
    else own.delete(feature);
    if (own.size > 0) said.set(uri, own);
    else said.delete(uri);
    publish(uri, [...own.values()].flat(), version);
  };
}
