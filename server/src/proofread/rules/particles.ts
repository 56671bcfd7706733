/**
 * Particles (助詞): the same one twice in a row, two that cannot stand together, one sentence with two が that turn it.
 * What counts as twice is the idea of textlint-rule-no-doubled-joshi (MIT), with fewer particles.
 */
import { t } from "../../util/l10n";
import { type Passage } from "../passage";
import { type Hit, perPassage, type Rule } from "../rule";
import { type Token } from "../tokens";

const isParticle = ({ pos }: Token) => pos === "助詞";
const endOf = ({ at, surface }: Token) => at + surface.length;

export const particles: Rule = perPassage((passage, input) =>
  passage.prose
    ? input
        .tokensOf(passage)
        .flatMap((tokens) => [
          ...adjacent(tokens, passage),
          ...repeated(tokens, passage),
          ...turns(tokens, passage),
        ])
    : [],
);

/** をを, がを: a slip of the hand. */
function adjacent(tokens: readonly Token[], passage: Passage): readonly Hit[] {
  return tokens.flatMap((token, index): readonly Hit[] => {
    const before = tokens[index - 1];
    if (before === undefined || !isParticle(before) || !isParticle(token)) return [];
    const both = before.surface + token.surface;
    if (endOf(before) !== token.at || passage.text.slice(before.at, endOf(token)) !== both) return [];
    const place = { passage, start: before.at, end: endOf(token) };
    if (before.surface === token.surface && doubles.has(token.surface))
      return [
        {
          ...place,
          kind: "repetition",
          message: t("The particle “{0}” stands twice.", token.surface),
          suggestion: token.surface,
        },
      ];
    // が of 「…ですが、」 may stand before any other.
    if (!impossible.has(both) || before.detail === "接続助詞" || token.detail === "接続助詞") return [];
    return [{ ...place, kind: "repetition", message: t("The particles “{0}” do not stand together.", both) }];
  });
}

const doubles = new Set(["を", "が", "は", "に", "へ", "の", "で"]);
const impossible = new Set([
  "をが",
  "がを",
  "をに",
  "にを",
  "をは",
  "はを",
  "はが",
  "がは",
  "がに",
  "へを",
  "でを",
  "をで",
]);

/** The particles of a sentence, and what keeps two of them apart. */
interface Mark {
  readonly key: string;
  readonly token: Token;
}

/** Also as a part of a word that the dictionary does not know: %、 */
const apart = /[、，,。．？！?!「」『』（）()【】・:：;；〔〕［］\uffff]/u;

function marksOf(tokens: readonly Token[]): readonly Mark[] {
  const marks: Mark[] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    const previous = marks.at(-1);
    if (isParticle(token) && last !== undefined && isParticle(last) && previous !== undefined) {
      // には, とは: one particle.
      marks[marks.length - 1] = { ...previous, key: `${previous.key}+${keyOf(token)}` };
    } else if (isParticle(token)) marks.push({ key: keyOf(token), token });
    else if (token.pos === "記号" || apart.test(token.surface)) marks.push({ key: "", token });
    // A verb ends a clause: が before and behind it belong to two.
    else if (token.pos === "動詞" && token.detail === "自立") marks.push({ key: "verb", token });
    last = token;
  }
  return marks;
}

const keyOf = ({ surface, detail }: Token) => `${surface}:${detail}`;

/** In one clause; others (の, を, て, に, と, や, か) stand twice in many good sentences. */
const single = new Set(["は:係助詞", "が:格助詞", "も:係助詞", "へ:格助詞", "で:格助詞"]);

function repeated(tokens: readonly Token[], passage: Passage): readonly Hit[] {
  const marks = marksOf(tokens);
  return marks.flatMap(({ key, token }, index): readonly Hit[] => {
    if (!single.has(key) || marks[index - 1]?.key !== key) return [];
    // AもBも lists two things.
    if (key === "も:係助詞" && marks[index - 2]?.key !== key) return [];
    const message = t(
      "The particle “{0}” stands twice in a row, which makes the sentence hard to read. Divide it, or word one of them otherwise.",
      token.surface,
    );
    return [{ passage, start: token.at, end: endOf(token), kind: "particle", message }];
  });
}

function turns(tokens: readonly Token[], passage: Passage): readonly Hit[] {
  const found = tokens.filter(({ surface, detail }) => surface === "が" && detail === "接続助詞");
  return found.slice(1).map((token) => ({
    ...{ passage, start: token.at, end: endOf(token), kind: "particle" as const },
    message: t("The sentence turns twice with “が”. Make two sentences of it."),
  }));
}
