/** Sentences that leave the wording of the others: steps in another form, である among です・ます. */
import { type Block, type SourceDocument, sourceSpan } from "../../documents/document";
import { politenessOf } from "../../documents/politeness";
import { sectionsOf } from "../../documents/sections";
import { sentenceBounds } from "../../documents/sentences";
import { t } from "../../util/l10n";
import { inlineMarks } from "./items";
import { type Hit, hitAt } from "../matchers/structure";

/** Ends of a Japanese instruction and words of an English one; the first that fits counts. */
const modalities: readonly (readonly [string, RegExp])[] = [
  ["しなければならない", /(?:なければ(?:なら|いけ)(?:ない|ません)|必要があ(?:る|ります))[。．]?$/u],
  [
    "してはならない",
    /(?:ては(?:なら|いけ)(?:ない|ません)|ないこと|ないでください|禁止(?:する|します)?)[。．]?$/u,
  ],
  [
    "すべき・望ましい",
    /(?:べき(?:だ|である|です)?|望ましい(?:です)?|推奨(?:する|します)|努め(?:る|ます))[。．]?$/u,
  ],
  ["してもよい", /(?:てもよい(?:です)?|ても(?:構わない|構いません)|ことができ(?:る|ます))[。．]?$/u],
  ["してください", /(?:て|で|ご[^。]{1,10})ください[。．]?$/u],
  ["すること", /こと[。．]?$/u],
  ["するものとする", /ものと(?:する|します)[。．]?$/u],
  ["します", /(?<!せ)ます[。．]?$/u],
  ["する", /(?:[うくすつぬむるぐぶ])[。．]?$/u],
  ["must / shall", /\b(?:must|shall|is required to|has to|have to)\b/iu],
  ["should", /\b(?:should|is recommended|ought to)\b/iu],
  ["may", /\b(?:may|can|is allowed to)\b/iu],
];
/** Prohibitions and permissions stand beside any form of instruction. */
const beside: ReadonlySet<string> = new Set(["してはならない", "してもよい", "may"]);

function modalityOf(text: string): string | undefined {
  const [first] = sentenceBounds(text);
  const sentence = text.slice(first?.start ?? 0, first?.end ?? text.length).trim();
  const found = modalities.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (found !== undefined) return found;
  return /^[A-Z][a-z]+ (?:the|a|an|all|each|your|it|to|on|off|and|that|with|\w+)\b/u.test(sentence)
    ? "imperative"
    : undefined;
}

/** Fewer steps than this have no form that the others leave. */
const fewest = 3;

/** Steps whose form is another than that of most steps of their section: one a step. */
export function modalityHits(document: SourceDocument): readonly Hit[] {
  if (document.format === "source" || document.format === "csv") return [];
  return sectionsOf(document).flatMap(({ blocks }) => {
    const steps = blocks
      .filter((block) => isStep(block, document.text))
      .map((block) => ({ block, form: modalityOf(block.text) }));
    return oddOnes(steps, beside).map(({ block, form, most }) =>
      hitAt(firstSentence(block), t("“{0}” among steps that say “{1}”", form, most)),
    );
  });
}

/** An item of a numbered list. */
export function isStep({ kind, span, pieces }: Block, text: string): boolean {
  if (kind !== "listItem") return false;
  const start = pieces[0]?.span.start ?? span.start;
  const lead = text.slice(Math.max(0, start - 12), start).replace(inlineMarks, "");
  return /(?:[0-9０-９]+[.．、)）\]]|[①-⑳⑴-⒇]|[一二三四五六七八九十][.．、)）])[\s　]*$/u.test(lead);
}

function firstSentence(block: Block) {
  const [first] = sentenceBounds(block.text);
  return sourceSpan(block, first?.start ?? 0, first?.end ?? block.text.length);
}

interface Formed {
  readonly block: Block;
  readonly form: string | undefined;
}

/** Those that differ from a form that at least two thirds have. */
function oddOnes(all: readonly Formed[], apart: ReadonlySet<string>) {
  const counted = all.flatMap(({ block, form }) =>
    form === undefined || apart.has(form) ? [] : [{ block, form }],
  );
  if (counted.length < fewest) return [];
  const counts = new Map<string, number>();
  for (const { form } of counted) counts.set(form, (counts.get(form) ?? 0) + 1);
  const [most, times] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0]);
  if (times * 3 < counted.length * 2) return [];
  return counted.filter(({ form }) => form !== most).map((one) => ({ ...one, most }));
}

/** Who writes in one style alone has no sentence of the other: each finds more than there is, and costs little. */
const politeEnds = /です|ます|まし|ませ|でし|くださ/u;
const plainEnds = /(?:だ|ない|[うくつぬむるぐぶ]|(?<![まで])す|(?<![まで])した|[れいっ]た)[。．]/u;

/** である among です・ます, or the other way round: the sentences of paragraphs that most others leave. */
export function styleHits(document: SourceDocument): readonly Hit[] {
  if (document.format === "source" || document.format === "csv") return [];
  if (!politeEnds.test(document.text) || !plainEnds.test(document.text)) return [];
  const sentences = document.blocks
    .filter(({ kind }) => kind === "paragraph")
    .flatMap((block) =>
      sentenceBounds(block.text).flatMap(({ start, end }) => {
        const text = block.text.slice(start, end).trim();
        const form = politenessOf(text);
        return form === undefined ? [] : [{ block: { ...block, span: sourceSpan(block, start, end) }, form }];
      }),
    );
  return oddOnes(sentences, new Set()).map(({ block, form, most }) =>
    hitAt(block.span, t("“{0}” among sentences in “{1}”", form, most)),
  );
}
