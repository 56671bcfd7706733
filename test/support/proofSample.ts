/** Small texts as proofreading sees them, with or without the dictionary. */
import { readText } from "../../server/src/documents/read";
import { houseStyle } from "../../server/src/proofread/houseStyle";
import { proofread } from "../../server/src/proofread/proofread";
import { emptyList, readTermList } from "../../server/src/proofread/termList";
import { type Tokenize, TokenizerError } from "../../server/src/proofread/tokens";
import { type ProofStyle } from "../../server/src/protocol";

export const never = new AbortController().signal;

/** As on a machine whose dictionary is damaged. */
export const noTokens: Tokenize = () => Promise.reject(new TokenizerError("none"));

export interface ProofOptions {
  readonly style?: ProofStyle;
  /** YAML. */
  readonly terms?: string;
  readonly tokenize?: Tokenize;
  readonly languageId?: string;
}

export const markdown = (text: string, languageId = "markdown") =>
  readText({ uri: "file:///w/a.md", languageId, text });

export async function proofreadText(text: string, options: ProofOptions = {}) {
  const { style = "general", terms = "", tokenize = noTokens, languageId } = options;
  const list = terms === "" ? emptyList : readTermList(terms, "terms.yaml").list;
  return proofread(
    markdown(text, languageId),
    { style: houseStyle(style, list), disabled: [] },
    tokenize,
    never,
  );
}

/** `kind: quote → suggestion` of every finding. */
export async function found(text: string, options: ProofOptions = {}): Promise<readonly string[]> {
  const { findings } = await proofreadText(text, options);
  return findings.map(
    ({ kind, quote, suggestion }) => `${kind}: ${quote}${suggestion === undefined ? "" : ` → ${suggestion}`}`,
  );
}
