/** The review, put together: as documents change, of files and folders, again when packs or decisions change. */
import path from "node:path";
import { type CodeLensParams } from "vscode-languageserver/node";
import { readText } from "./documents/read";
import { canonicalUri, pathOf, uriOf } from "./documents/uris";
import { createDiagnostics, type Diagnostics } from "./lsp/diagnostics";
import { type Publish } from "./lsp/diagnosticBoard";
import { createDocumentViews } from "./lsp/documentViews";
import { type Documents } from "./lsp/documents";
import { createFindingWork } from "./lsp/findingWork";
import { faultOf, type HandleDeps } from "./lsp/handle";
import { createPackEditor } from "./lsp/packEditor";
import { createPackFindings } from "./lsp/packFindings";
import { createProblemBoard } from "./lsp/problems";
import { createReviewing } from "./lsp/reviewing";
import { createSummaryLens } from "./lsp/summaryLens";
import { resolveModelPath } from "./model/modelPath";
import { type Router } from "./model/routing/router";
import { type ModelRuntime } from "./model/runtime";
import { later, localDay } from "./node/clock";
import { platform, readUri, walk } from "./node/files";
import { createJudge } from "./node/judge";
import { listedFile } from "./node/catalogueFiles";
import { modelPlaces } from "./node/modelPlaces";
import { packFile, packFilesIn, shippedPacks } from "./node/packFiles";
import { isTriage, triageOf } from "./node/triageFiles";
import { ReviewRequest } from "./protocol";
import { createReviewer, type ReviewDeps } from "./review/handler";
import { createMemory } from "./review/memory";
import { isFolderPack } from "./review/packFolders";
import { type Base } from "./serverBase";

/** Only a pack that a folder uses makes a difference. */
async function usesOne({ workspace, settings }: Base, uris: readonly string[]): Promise<boolean> {
  const changed = new Set(uris.map(canonicalUri));
  if ([...changed].some(isFolderPack)) return true;
  for (const folder of workspace.folders()) {
    const { review } = await settings.resource(folder);
    const own = pathOf(folder, platform) ?? "";
    if (review.packs.some((name) => changed.has(uriOf(path.resolve(own, name), platform)))) return true;
  }
  return false;
}

/** YAML has no grammar here: it is read at once. */
const openText = (documents: Documents) => (uri: string) => {
  const document = documents.open(uri);
  return document && readText({ uri, languageId: document.languageId, text: document.getText() });
};

function reviewerOf(
  base: Base,
  router: Pick<Router, "runtime">,
  onPackFiles: NonNullable<ReviewDeps["onPackFiles"]>,
) {
  const { runtime, host, workspace, documents, reader, syntax, settings, storagePath } = base;
  const folderOf = (uri: string) => workspace.folderOf(uri);
  const modelPath = async ({ info }: ModelRuntime) => {
    const { models, modelStore } = await settings.engine();
    const { path: file, catalogue } = models.find(({ name }) => name === info.model) ?? {};
    if (catalogue !== undefined) return listedFile(runtime, catalogue, modelStore);
    return file && resolveModelPath(file, modelPlaces(runtime.home, workspace.folders()));
  };
  return createReviewer({
    shippedPacks: () => shippedPacks(runtime.bundles),
    packFile: (name, folder) => packFile(name, folder, runtime.home),
    trusted: () => workspace.trusted(),
    ...{ packsIn: packFilesIn, today: localDay, folderOf, walk, openDocument: documents.afresh },
    ...{ readBytes: readUri, readFormat: reader.readFormat, syntax, onPackFiles },
    memory: createMemory(),
    triage: triageOf,
    judge: createJudge({
      ...{ router, storagePath, modelPath, note: host.log.info },
      isSetUp: async () => (await settings.engine()).model.assistant !== "",
    }),
  });
}

const summariesOf = ({ decisions, lensRefresh, host }: Base) =>
  createSummaryLens({
    shown: decisions,
    refresh: () => {
      if (lensRefresh) host.refreshLenses();
    },
  });

interface ReviewParts {
  readonly router: Pick<Router, "runtime">;
  readonly publish: Publish;
  /** As in `HandleDeps`, for what no request has asked for. */
  readonly within: NonNullable<HandleDeps["within"]>;
}

export function createReview(base: Base, { router, publish, within }: ReviewParts) {
  const { host, workspace, documents, reader, settings, background } = base;
  const problems = createProblemBoard(host.settingProblems);
  const packFindings = createPackFindings({
    isOpen: (uri) => documents.open(uri) !== undefined,
    diagnostics: () => diagnostics,
  });
  const reviewer = reviewerOf(base, router, packFindings.read);
  const reviewing = createReviewing(
    {
      ...{ reviewer, host, load: documents.load, settings: settings.resource },
      folderOf: (uri) => workspace.folderOf(uri),
      onPackProblems: (all) => problems.packs(packFindings.elsewhere(all)),
    },
    () => diagnostics,
  );
  const summaries = summariesOf(base);
  const diagnostics: Diagnostics = createDiagnostics({
    review: reviewing.document,
    publish(uri, items, version) {
      summaries.published(uri, items);
      publish(uri, items, version);
    },
    version: (uri) => documents.open(uri)?.version,
    later,
    onError: (_uri, error) => host.log.error(`review of an open document: ${faultOf(error)}`),
  });

  const views = createDocumentViews({ load: documents.load, diagnostics });

  function reload(): void {
    packFindings.forget();
    reviewer.reloadPacks();
    diagnostics.refresh();
  }

  async function packsChanged(uris: readonly string[]): Promise<void> {
    if (await usesOne(base, uris)) reload();
    else if (uris.some(isTriage)) reloadDecisions();
  }

  /** What files say of each other is still known. */
  function reloadDecisions(): void {
    reviewer.reloadDecisions();
    diagnostics.refresh();
  }

  const packs = createPackEditor({ reviewer, host, source: openText(documents) });

  const features = {
    ...{ review: reviewing.files, rulePage: reviewing.rulePage, documentView: views.show },
    ...{ packCompletion: packs.complete, packHover: packs.hover },
    lenses: async (params: CodeLensParams, signal: AbortSignal) => [
      ...summaries.lenses(params),
      ...(await packs.lenses(params, signal)),
    ],
    ...createFindingWork({ reviewing, workspace, readers: reader, reload: reloadDecisions }),
  };
  documents.onDidSave(({ uri }) =>
    within(ReviewRequest.method, { uris: [uri] }, () => background(reviewing.saved(canonicalUri(uri)))),
  );
  return {
    ...{ reviewer, features, diagnostics, problems, reload, packsChanged },
    ...{ execute: packs.execute, viewClosed: views.closed },
  };
}
