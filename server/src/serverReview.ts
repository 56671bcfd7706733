/** The review, put together: as documents change, of files and folders, again when packs or decisions change. */
import path from "node:path";
import { canonicalUri, pathOf, uriOf } from "./documents/uris";
import { createDiagnostics, type Diagnostics } from "./lsp/diagnostics";
import { createDocumentViews, createViewUris } from "./lsp/documentViews";
import { createFindingWork } from "./lsp/findingWork";
import { faultOf } from "./lsp/handle";
import { createProblemBoard } from "./lsp/problems";
import { createReviewing } from "./lsp/reviewing";
import { type Loader } from "./model/loader";
import { resolveModelPath } from "./model/modelPath";
import { type ModelRuntime } from "./model/runtime";
import { later, localDay } from "./node/clock";
import { platform, readUri, walk } from "./node/files";
import { createJudge } from "./node/judge";
import { modelPlaces } from "./node/modelPlaces";
import { packFile, shippedPacks } from "./node/packFiles";
import { isTriage, triageOf } from "./node/triageFiles";
import { createReviewer } from "./review/handler";
import { type Base } from "./serverBase";

/** Only a pack that a folder uses makes a difference. */
async function usesOne({ workspace, settings }: Base, uris: readonly string[]): Promise<boolean> {
  const changed = new Set(uris.map(canonicalUri));
  for (const folder of workspace.folders()) {
    const { review } = await settings.resource(folder);
    const own = pathOf(folder, platform) ?? "";
    if (review.packs.some((name) => changed.has(uriOf(path.resolve(own, name), platform)))) return true;
  }
  return false;
}

export function createReview(base: Base, loader: Loader) {
  const { runtime, host, workspace, documents, reader, documentViews, settings, storagePath, background } =
    base;
  const modelPath = async ({ info }: ModelRuntime) => {
    const entry = (await settings.engine()).models.find(({ name }) => name === info.model);
    return entry && resolveModelPath(entry.path, modelPlaces(runtime.home, workspace.folders()));
  };
  const problems = createProblemBoard(host.settingProblems);
  const folderOf = (uri: string) => workspace.folderOf(uri);
  const reviewer = createReviewer({
    shippedPacks: () => shippedPacks(path.join(runtime.bundles, "../media/packs")),
    packFile: (name, folder) => packFile(name, folder, runtime.home),
    trusted: () => workspace.trusted(),
    today: localDay,
    folderOf,
    walk,
    openDocument: (uri) => {
      const document = documents.open(uri);
      return document && documents.source(document);
    },
    readBytes: readUri,
    readFormat: reader.readFormat,
    triage: triageOf,
    judge: createJudge({ loader, storagePath, modelPath, note: host.log.info }),
  });
  const shownUri = createViewUris(documentViews);
  const reviewing = createReviewing(
    {
      reviewer,
      host,
      load: documents.load,
      settings: settings.resource,
      folderOf,
      onPackProblems: problems.packs,
    },
    () => diagnostics,
  );
  const diagnostics: Diagnostics = createDiagnostics({
    review: reviewing.document,
    publish: (uri, items, version) => host.publish(shownUri(documents.spelling(uri), items), items, version),
    version: (uri) => documents.open(uri)?.version,
    later,
    onError: (_uri, error) => host.log.error(`review of an open document: ${faultOf(error)}`),
  });

  const views = createDocumentViews({ load: documents.load, diagnostics });

  function reload(): void {
    reviewer.reloadPacks();
    diagnostics.refresh();
  }

  async function packsChanged(uris: readonly string[]): Promise<void> {
    if (uris.some(isTriage) || (await usesOne(base, uris))) reload();
  }

  const work = createFindingWork({ reviewing, workspace, readers: reader, reload });
  const features = { review: reviewing.files, documentView: views.show, ...work };
  documents.onDidSave(({ uri }) => background(reviewing.saved(canonicalUri(uri))));
  return { features, viewClosed: views.closed, diagnostics, problems, reload, packsChanged };
}
