/** Proofreading's part of the composition root. */
import path from "node:path";
import { canonicalUri } from "./documents/uris";
import { type Publish } from "./lsp/diagnosticBoard";
import { faultOf } from "./lsp/handle";
import { createProofreading } from "./lsp/proofreading";
import { type Capabilities } from "./model/capabilities";
import { later } from "./node/clock";
import { ignoreIn, termPath, termsAt } from "./node/termFiles";
import { createTokenizerWorker } from "./node/tokenizerWorker";
import { openWordFile } from "./node/wordFiles";
import { emptyList } from "./proofread/termList";
import { type Base } from "./serverBase";
import { t } from "./util/l10n";
import { RequestError } from "./util/requestError";

export function createProofread(
  base: Base,
  capabilities: Pick<Capabilities, "assistant" | "ready">,
  publish: Publish,
) {
  const { runtime, host, workspace, documents, reader, settings, proofreading: commands } = base;
  const tokenizer = createTokenizerWorker({
    script: path.join(runtime.bundles, "tokenizer.js"),
    log: host.log.warn,
  });
  const fileOf = (uri: string, name: string) => termPath(name, workspace.folderOf(uri), runtime.home);
  const proofreading = createProofreading({
    ...{ host, documents, publish, commands, later },
    tokenize: tokenizer.tokenize,
    assistant: capabilities.assistant,
    modelTested: capabilities.ready,
    settings: settings.resource,
    // A strange folder's list is not read until the user trusts it.
    terms: async (uri, { terms }) =>
      workspace.trusted() ? termsAt(fileOf(uri, terms), terms) : { list: emptyList, problems: [] },
    ignore: async (uri, { terms }, word) => {
      if (!workspace.trusted())
        throw new RequestError(
          "not-accepted",
          t("A list of terms counts in a trusted workspace only. Trust the workspace first."),
        );
      return ignoreIn(fileOf(uri, terms), word);
    },
    wordFile: (uri, signal) => openWordFile(uri, reader, signal),
    onError: (error) => host.log.error(`proofreading of an open document: ${faultOf(error)}`),
  });
  documents.onDidChange(({ uri }) => proofreading.changed(canonicalUri(uri)));
  documents.onDidClose(({ uri }) => proofreading.closed(canonicalUri(uri)));
  return {
    features: {
      proofread: proofreading.proofread,
      proofreadCopy: proofreading.copy,
      rewriteSentence: proofreading.rewriteSentence,
      ignoreWord: proofreading.ignoreWord,
    },
    codeActions: proofreading.codeActions,
    viewChanged: (uri: string) => proofreading.changed(canonicalUri(uri)),
    viewClosed: (uri: string) => proofreading.closed(canonicalUri(uri)),
    refresh: proofreading.refresh,
    /** A list of terms was changed in any way. */
    filesChanged(uris: readonly string[]): void {
      if (uris.some((uri) => /\.(?:ya?ml|json)$/i.test(uri))) proofreading.refresh();
    },
    async dispose(): Promise<void> {
      proofreading.dispose();
      await tokenizer.dispose();
    },
  };
}
