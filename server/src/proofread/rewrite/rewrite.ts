/** One sentence, worded anew by the assistant model where it may, and looked at by code before anybody sees it. */
import { type RequestOrigin, type RequestSource } from "../../model/routing/origin";
import { collect, isModelError, type ModelRuntime } from "../../model/runtime";
import { t } from "../../util/l10n";
import { isJapanese } from "../passage";
import { type Token, type Tokenize, TokenizerError } from "../tokens";
import { type Refusal, refusalOf } from "./guard";
import { parseRewrite, rewriteRequest } from "./prompt";

export interface RewriteDeps {
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(
    origin: RequestOrigin,
  ): { readonly runtime: ModelRuntime; readonly allowed: boolean; readonly reason?: string } | undefined;
  readonly tokenize: Tokenize;
}

export interface RewriteInput {
  readonly sentence: string;
  /** What the rules found in it. */
  readonly remarks: readonly string[];
  /** The document it stands in. */
  readonly source: RequestSource;
}

export type Rewritten = { readonly after: string } | { readonly refused: string; readonly wording?: string };

/** Rejects only with the signal's reason: a model's failure is a refusal that says so. */
export async function rewrite(
  { assistant, tokenize }: RewriteDeps,
  { sentence, remarks, source }: RewriteInput,
  signal: AbortSignal,
): Promise<Rewritten> {
  signal.throwIfAborted();
  const origin: RequestOrigin = { task: "proofread", sources: [source] };
  const model = assistant(origin);
  if (model === undefined)
    return { refused: t("There is no assistant model. Choose one with “Hanare: Choose a Model File…”.") };
  if (!model.allowed)
    return {
      refused:
        model.reason ?? t("The model {0} did not pass its test as an assistant.", model.runtime.info.model),
    };
  const language = isJapanese(sentence) ? "ja" : "en";
  const request = rewriteRequest({ sentence, remarks, language, origin });
  const answer = await answerOf(model.runtime, request, signal);
  signal.throwIfAborted();
  if ("refused" in answer) return answer;
  const wording = parseRewrite(answer.text);
  if (wording === undefined) return { refused: reasonOf({ kind: "unreadable" }) };
  const [before = [], after = []] = await tokensOf([sentence, wording], tokenize, signal);
  signal.throwIfAborted();
  const refusal = refusalOf({ text: sentence, tokens: before }, { text: wording, tokens: after });
  return refusal === undefined ? { after: wording } : { refused: reasonOf(refusal), wording };
}

async function answerOf(
  runtime: ModelRuntime,
  request: Parameters<ModelRuntime["generate"]>[0],
  signal: AbortSignal,
): Promise<{ readonly text: string } | { readonly refused: string }> {
  try {
    const { text } = await collect(runtime.generate(request, signal));
    return { text };
  } catch (error) {
    if (!signal.aborted && isModelError(error)) return { refused: error.message };
    throw error;
  }
}

/** None where the dictionary does not work: the guard is then stricter. */
async function tokensOf(
  texts: readonly string[],
  tokenize: Tokenize,
  signal: AbortSignal,
): Promise<readonly (readonly Token[])[]> {
  if (!texts.some(isJapanese)) return [];
  try {
    return await tokenize(texts, signal);
  } catch (error) {
    if (error instanceof TokenizerError) return [];
    throw error;
  }
}

/** In the user's language. */
export function reasonOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case "value":
      return t(
        "The model changed numbers, dates or amounts: “{0}” became “{1}”.",
        refusal.given,
        refusal.said,
      );
    case "name":
      return t("The model changed a name: “{0}”.", refusal.text);
    case "added":
      return t("The model said something that the sentence does not say: “{0}”.", refusal.text);
    case "lost":
      return t("The model left something out: “{0}”.", refusal.text);
    case "marker":
      return t("The model changed {0}.", markerName(refusal.marker));
    case "order":
      return t(
        "The model changed the order of names, words and numbers, and so perhaps what belongs together.",
      );
    case "language":
      return t("The model answered in another language.");
    case "length":
      return t("The model's wording is much longer than the sentence.");
    case "same":
      return t("The model would leave the sentence as it is.");
    case "lines":
    case "unreadable":
      return t("The model's answer could not be read.");
  }
}

function markerName(marker: Extract<Refusal, { kind: "marker" }>["marker"]): string {
  const names: Readonly<Record<typeof marker, string>> = {
    obligation: t("what must be done"),
    prohibition: t("what must not be done"),
    possibility: t("what may be done"),
    recommendation: t("what should be done"),
    exception: t("an exception"),
    condition: t("a condition"),
    negation: t("a negation"),
    plan: t("what is only planned"),
  };
  return names[marker];
}
