/** Hashes of what each kind of case is asked with: the same model with another prompt is another measurement. */
import { answerRequest } from "../ask/prompt";
import { chatRequest } from "../evaluate/prompt";
import { promptHash } from "../review/judge/prompt";
import { wordingRequest } from "../summarize/prompt";
import { sha256 } from "../util/sha256";

const languages = ["ja", "en"] as const;
const sample = { ja: "見本", en: "sample" } as const;

export function promptHashes(): Readonly<Record<string, string>> {
  const hashOf = (requests: readonly object[]) => sha256(JSON.stringify(requests));
  return {
    review: promptHash,
    ask: hashOf(
      languages.map((language) =>
        answerRequest({ question: sample[language], language, sources: [], about: false }),
      ),
    ),
    summarize: hashOf(
      languages.map((language) => wordingRequest({ headings: [], sentences: [sample[language]], language })),
    ),
    refuse: hashOf(languages.map((language) => chatRequest(sample[language], sample[language]))),
  };
}
