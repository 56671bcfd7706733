/** Bringing a model in from the editor: into the models folder of the machine's settings, with progress. */
import { basename } from "node:path";
import { loadAllowList } from "../model/allowListFile";
import { bringIn } from "../model/bringIn";
import { importBundle } from "../model/bundle/importBundle";
import { bundleAt } from "../model/bundle/readBundle";
import { type Disk } from "../model/copyFiles";
import { isAddress } from "../model/download/address";
import { download } from "../model/download/download";
import { type FetchPorts } from "../model/download/fetching";
import { organisationCertificates } from "../model/http/certificates";
import { resolveModelPath } from "../model/modelPath";
import { openHashCache } from "../model/store";
import { type EngineSettings, type ImportModelRequest } from "../protocol";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface ImportingDeps {
  readonly host: Host;
  readonly disk: Disk;
  readonly home: string;
  /** Where models go when the settings name no folder. */
  readonly standardFolder: string;
  /** How a server that holds models is reached. */
  readonly fetching: Omit<FetchPorts, "disk" | "ca">;
  readonly storagePath: string | undefined;
  settings(): Promise<EngineSettings>;
}

const told = ({ path, copied }: ImportModelRequest.Model): ImportModelRequest.Model => ({ path, copied });

/** Of an address, what stands behind its name may be a secret. */
const shownName = (path: string) => basename(isAddress(path) ? path.replace(/[?#].*$/su, "") : path);

/** A large model is read in thousands of pieces; a bar has a hundred. */
function wholePercents(report: (share: number) => void): (share: number) => void {
  let told = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (percent === told) return;
    told = percent;
    report(share);
  };
}

/** Rejects with a ModelError, or with the signal's reason; then nothing is left behind but what a download goes on with. */
export function createImporting(deps: ImportingDeps) {
  return async (
    { path, sha256, workDoneToken }: ImportModelRequest.Params,
    signal: AbortSignal,
  ): Promise<ImportModelRequest.Result> => {
    const { modelStore, network } = await deps.settings();
    const allowList = await loadAllowList(modelStore, deps.home);
    signal.throwIfAborted();
    const to =
      modelStore.folder.trim() === ""
        ? deps.standardFolder
        : resolveModelPath(modelStore.folder, { home: deps.home });
    const progress = deps.host.progress(workDoneToken, t("Importing the model"));
    const report = wholePercents((share) => progress.report(share, shownName(path)));
    const ports = { disk: deps.disk, progress: report };
    const target = {
      to,
      ...(allowList === undefined ? {} : { allowList }),
      ...(sha256 === undefined ? {} : { expectedSha256: sha256 }),
    };
    try {
      if (isAddress(path)) {
        const ca = network === undefined ? undefined : await organisationCertificates(network, deps.home);
        const all = { ...ports, ...deps.fetching, ...(ca === undefined ? {} : { ca }) };
        const options = { ...target, hashes: openHashCache(deps.storagePath) };
        return { models: [await download(path, options, all, signal)].map(told) };
      }
      const bundle = await bundleAt(path, ports);
      if (bundle === undefined) {
        const options = { ...target, hashes: openHashCache(deps.storagePath) };
        return { models: [await bringIn(path, options, ports, signal)].map(told) };
      }
      const publicKey = modelStore.publicKey.trim();
      const options = { ...target, ...(publicKey === "" ? {} : { publicKey }) };
      const { models, rules, signature } = await importBundle(bundle, options, ports, signal);
      return { models: models.map(told), rules, signature };
    } finally {
      progress.end();
    }
  };
}
