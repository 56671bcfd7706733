/** Cases of a suite of one's own, with the text of the documents that were answered from. */
import { type SourceDocument } from "../documents/document";
import { type CaseText, withCase } from "../evaluate/ownSuite";
import { type ExpectedAnswer, type SuiteCaseRequest } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";

export interface SuiteCasesDeps {
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

/** A suite takes no longer texts. */
const longestText = 100_000;
const mostDocuments = 20;

const asText = ["markdown", "text", "source", "html", "csv"];

function caseText({ uri, format, text }: SourceDocument): CaseText {
  const name = decodeURIComponent(uri.split("/").at(-1) ?? "").replace(/[\\/:]/gu, "_") || "text";
  // What was no text is kept as the text that was read of it.
  return { name: asText.includes(format) ? name : `${name}.txt`, text };
}

function urisOf(expected: ExpectedAnswer): readonly string[] {
  switch (expected.kind) {
    case "ask":
    case "draft":
      return [...new Set(expected.uris)];
    case "summarize":
      return [expected.uri];
    default:
      return [];
  }
}

export function createSuiteCases({ load }: SuiteCasesDeps) {
  return async (params: SuiteCaseRequest.Params, signal: AbortSignal): Promise<SuiteCaseRequest.Result> => {
    const { expected } = params;
    const uris = urisOf(expected);
    const texts: CaseText[] = [];
    for (const uri of uris.slice(0, mostDocuments)) {
      const document = await load(uri, signal);
      signal.throwIfAborted();
      if (document.text.length > longestText)
        throw new RequestError(
          "not-accepted",
          t("{0} is too long for a case: at most {1} characters.", caseText(document).name, longestText),
        );
      texts.push(caseText(document));
    }
    return withCase(params, texts);
  };
}
