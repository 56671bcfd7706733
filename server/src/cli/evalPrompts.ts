/** Hashes of what each kind of case is asked with: the same model with another prompt is another measurement. */
import { answerRequest } from "../ask/prompt";
import { taskRequest } from "../codeTasks/prompt";
import { messageRequest } from "../commitMessage/prompt";
import { readText } from "../documents/read";
import { wordingRequest as draftRequest } from "../draft/prompt";
import { chatRequest } from "../evaluate/prompt";
import { shippedOrigin } from "../model/routing/origin";
import { type ChatRequest } from "../model/runtime";
import { codeTasks } from "../protocol";
import { promptHash } from "../review/judge/prompt";
import { wordingRequest } from "../summarize/prompt";
import { sha256 } from "../util/sha256";

const languages = ["ja", "en"] as const;
const sample = { ja: "見本", en: "sample" } as const;

const documentOf = (text: string) => readText({ uri: "file:///sample.md", languageId: "markdown", text });

const sampleCode = {
  ...{ code: "f()", languageId: "python", fileName: "sample.py", around: "" },
  ...{ maxTokens: 1, framework: { name: "pytest" }, origin: shippedOrigin },
};

export function promptHashes(): Readonly<Record<string, string>> {
  // Where its text comes from is no part of a prompt.
  const hashOf = (requests: readonly ChatRequest[]) =>
    sha256(JSON.stringify(requests.map(({ origin: _, ...asked }) => asked)));
  return {
    review: promptHash,
    ask: hashOf(
      languages.map((language) =>
        answerRequest({ question: sample[language], language, sources: [], about: false }),
      ),
    ),
    summarize: hashOf(
      languages.map((language) => {
        const sentences = [sample[language]];
        return wordingRequest({ headings: [], sentences, language, origin: shippedOrigin });
      }),
    ),
    code: hashOf(
      languages.flatMap((language) =>
        codeTasks.map((task) => taskRequest({ ...sampleCode, task, language })),
      ),
    ),
    draft: hashOf(
      languages.map((language) => {
        const part = { title: sample[language], numbered: true, sentences: [sample[language]] };
        return draftRequest({ ...part, language, origin: shippedOrigin });
      }),
    ),
    commit: hashOf(
      languages.map((language) => {
        const style = { language, conventional: true };
        return messageRequest({ files: [], style, room: 200, origin: shippedOrigin }).request;
      }),
    ),
    refuse: hashOf(languages.map((language) => chatRequest(sample[language], documentOf(sample[language])))),
  };
}
