/** Review in the editor: open documents while they are typed, files and folders on demand. */
import picomatch from "picomatch";
import { type SourceDocument } from "../documents/document";
import { type Finding, type ResourceSettings, type ReviewRequest, type RulePageRequest } from "../protocol";
import { type Reviewer, type ReviewResult } from "../review/handler";
import { t } from "../util/l10n";
import { type Diagnostics } from "./diagnostics";
import { type Host } from "./host";
import { canonicalUri } from "../documents/uris";

export interface ReviewingDeps {
  readonly reviewer: Reviewer;
  readonly host: Host;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  settings(uri: string): Promise<ResourceSettings>;
  folderOf(uri: string): string | undefined;
  /** What is wrong with rule packs, as it is met. */
  onPackProblems(problems: readonly string[]): void;
}

export interface Reviewing {
  /** Findings of a document as it is now; undefined where review is off. */
  document(uri: string, signal: AbortSignal): Promise<readonly Finding[] | undefined>;
  /** A document was saved: the model judges it where the settings say so; then its findings are shown anew. */
  saved(uri: string): Promise<void>;
  /** Review of files and folders with progress; what it found is shown in Problems. */
  files(params: ReviewRequest.Params, signal: AbortSignal): Promise<ReviewRequest.Result>;
  /** The help page of a rule that holds for a document. */
  rulePage(params: RulePageRequest.Params): Promise<RulePageRequest.Result>;
  /** The last review of files and folders; undefined where there was none. */
  last(): ReviewResult | undefined;
  /** What is found in a document now takes the place of what the last review found in it. */
  renew(uri: string, findings: readonly Finding[]): void;
}

/** `exclude` globs look at the path below the folder, as they do while walking it. */
function isExcluded(uri: string, folder: string | undefined, exclude: readonly string[]): boolean {
  const path = decodeURIComponent(folder === undefined ? uri : uri.slice(folder.length)).replace(/^\/+/, "");
  return picomatch.isMatch(path, [...exclude], { dot: true });
}

function renewed(result: ReviewResult, uri: string, findings: readonly Finding[]): ReviewResult {
  const at = result.findings.findIndex((finding) => finding.uri === uri);
  if (at < 0) return result;
  const others = result.findings.filter((finding) => finding.uri !== uri);
  return { ...result, findings: [...others.slice(0, at), ...findings, ...others.slice(at)] };
}

const rulePageOf =
  ({ settings, reviewer }: ReviewingDeps): Reviewing["rulePage"] =>
  async ({ uri, rule }) => {
    const { review } = await settings(uri);
    return { text: (await reviewer.rulePage(rule, review, uri)) ?? "" };
  };

export function createReviewing(deps: ReviewingDeps, diagnostics: () => Diagnostics): Reviewing {
  const { reviewer, host } = deps;
  let last: ReviewResult | undefined;

  async function document(uri: string, signal: AbortSignal) {
    const { review } = await deps.settings(uri);
    signal.throwIfAborted();
    if (!review.enabled || isExcluded(uri, deps.folderOf(uri), review.exclude)) return undefined;
    const source = await deps.load(uri, signal);
    const result = await reviewer.reviewDocument(source, review, signal);
    deps.onPackProblems(result.packProblems);
    return result.findings;
  }

  const saving = new Map<string, AbortController>();

  async function saved(uri: string) {
    saving.get(uri)?.abort();
    const { review } = await deps.settings(uri);
    if (review.model !== "onSave" || !review.enabled) return;
    if (isExcluded(uri, deps.folderOf(uri), review.exclude)) return;
    const controller = new AbortController();
    saving.set(uri, controller);
    const progress = await host.work(t("Reviewing"), () => controller.abort());
    try {
      const source = await deps.load(uri, controller.signal);
      const telling = (done: number, total: number, message: string) =>
        progress.report(total === 0 ? 0 : done / total, message);
      await reviewer.judgeDocument(source, review, telling, controller.signal);
      diagnostics().changed(uri);
    } catch (error) {
      // Saved again, or stopped by the user: nobody waits for this run.
      if (!controller.signal.aborted) throw error;
    } finally {
      progress.end();
      if (saving.get(uri) === controller) saving.delete(uri);
    }
  }

  async function files({ uris, workDoneToken }: ReviewRequest.Params, signal: AbortSignal) {
    const roots = uris.map(canonicalUri);
    const progress = host.progress(workDoneToken, t("Reviewing"));
    try {
      const result = await reviewer.reviewFiles(
        roots,
        async (uri) => (await deps.settings(uri)).review,
        (done, total, path) => progress.report(total === 0 ? 0 : done / total, path),
        signal,
      );
      deps.onPackProblems(result.packProblems);
      last = result;
      // A review that was stopped says nothing about the files it did not reach.
      diagnostics().found(signal.aborted ? [] : roots, result.findings);
      const { findings, coverage, packProblems } = result;
      return { findings, coverage, packProblems };
    } finally {
      progress.end();
    }
  }

  const renew = (uri: string, findings: readonly Finding[]) => {
    if (last !== undefined) last = renewed(last, uri, findings);
  };
  return { document, saved, files, rulePage: rulePageOf(deps), last: () => last, renew };
}
