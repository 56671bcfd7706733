/** Masks in any text what the shipped rules mask in documents: personal numbers, passwords, keys. */
import { readText } from "../documents/read";
import { language } from "../util/l10n";
import { joinSpans, maskedSlice } from "./mask";
import { loadPacks } from "./pack";
import { effectivePacks, type PackPorts } from "./packSet";
import { reviewDocument } from "./reviewDocument";
import { type RulePack } from "./rules";

const packs = ["hanare.personal-data", "hanare.personal-data.documents", "hanare.secure-coding"];

export interface TextMaskerPorts extends Pick<PackPorts, "shippedPacks"> {
  /** YYYY-MM-DD. */
  today(): string;
}

/** Only the rules that mask; each looks at any text as a whole, whatever language it was written for. */
const masking = (pack: RulePack): RulePack => ({
  ...pack,
  rules: pack.rules
    .filter(({ mask }) => mask)
    .map((rule) => ({ ...rule, applies: { scope: rule.applies.scope, matchesPath: () => true } })),
});

export function createTextMasker({ shippedPacks, today }: TextMaskerPorts) {
  let sets: Promise<readonly RulePack[]> | undefined;

  async function read(): Promise<readonly RulePack[]> {
    const loaded = loadPacks(await shippedPacks(), packs);
    const rules = effectivePacks(loaded.packs, today()).packs.map(masking);
    // Without them every secret would stay.
    if (rules.flatMap((pack) => pack.rules).length === 0) throw new Error("there are no rules that mask");
    return rules;
  }

  /** Rejects where the rules cannot be read: then nothing may be kept. */
  return async (text: string): Promise<string> => {
    sets ??= read();
    const known = await sets.catch((error: unknown) => {
      sets = undefined;
      throw error;
    });
    const document = readText({ uri: "untitled:text.txt", languageId: "plaintext", text });
    const { secrets } = reviewDocument(document, {
      ...{
        packs: known,
        path: "text.txt",
        today: today(),
        language: language(),
        ignoreExceptions: true,
      },
    });
    return maskedSlice(text, { start: 0, end: text.length }, joinSpans(secrets));
  };
}
