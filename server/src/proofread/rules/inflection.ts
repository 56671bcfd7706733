/** Forms of speech that are not written: ら抜き, い抜き, さ入れ (the ideas of textlint's rules of these names, MIT). */
import { t } from "../../util/l10n";
import { type Passage } from "../passage";
import { type Hit, perPassage, type Rule } from "../rule";
import { type Token } from "../tokens";

const endOf = ({ at, surface }: Token) => at + surface.length;

export const inflections: Rule = perPassage((passage, input) =>
  input
    .tokensOf(passage)
    .flatMap((tokens) => tokens.flatMap((token, index) => hitsAt(token, tokens[index - 1], passage))),
);

interface Mended {
  readonly start: number;
  readonly end: number;
  readonly suggestion: string;
  readonly message: string;
}

function hitsAt(token: Token, before: Token | undefined, passage: Passage): readonly Hit[] {
  const mended = withoutRa(token, before) ?? withoutI(token, before) ?? withSa(token, before);
  return mended === undefined ? [] : [{ passage, kind: "inflection", ...mended }];
}

const touching = (before: Token, token: Token) => endOf(before) === token.at;

/** 食べれる, 見れる. */
function withoutRa(token: Token, before: Token | undefined): Mended | undefined {
  const { pos, detail, base, surface, at } = token;
  if (pos === "動詞" && (base === "見れる" || base === "来れる")) {
    const suggestion = `${surface[0]}ら${surface.slice(1)}`;
    return { start: at, end: endOf(token), suggestion, message: mend(suggestion, surface) };
  }
  const isRa = pos === "動詞" && detail === "接尾" && base === "れる" && before !== undefined;
  if (!isRa || before.pos !== "動詞" || before.detail !== "自立" || !touching(before, token))
    return undefined;
  if (before.conjugation !== "一段" || before.form !== "未然形") return undefined;
  const suggestion = `${before.surface}ら${surface}`;
  return {
    start: before.at,
    end: endOf(token),
    suggestion,
    message: mend(suggestion, before.surface + surface),
  };
}

/** してる, やってます. */
function withoutI(token: Token, before: Token | undefined): Mended | undefined {
  if (before === undefined || !touching(before, token)) return undefined;
  const { surface, base, detail, pos, at } = token;
  if (
    pos === "助動詞" &&
    base === "ます" &&
    before.detail === "接続助詞" &&
    /^[てで]$/u.test(before.surface)
  ) {
    const suggestion = `${before.surface}い`;
    const message = mend(suggestion + surface, before.surface + surface);
    return { start: before.at, end: endOf(before), suggestion, message };
  }
  if (before.pos !== "動詞") return undefined;
  if (pos === "動詞" && detail === "非自立" && (base === "てる" || base === "でる")) {
    const suggestion = `${surface[0]}い${surface.slice(1)}`;
    const whole = before.surface + suggestion;
    return { start: at, end: endOf(token), suggestion, message: mend(whole, before.surface + surface) };
  }
  return undefined;
}

/** 行かさせる: 五段の動詞に「さ」. */
function withSa(token: Token, before: Token | undefined): Mended | undefined {
  if (before === undefined || before.pos !== "動詞" || before.detail !== "自立") return undefined;
  const { pos, detail, base, surface } = token;
  if (pos !== "動詞" || detail !== "接尾" || base !== "させる" || !touching(before, token)) return undefined;
  if (!before.conjugation.startsWith("五段") || before.form !== "未然形") return undefined;
  const suggestion = before.surface + surface.slice(1);
  const found = before.surface + surface;
  return { start: before.at, end: endOf(token), suggestion, message: mend(suggestion, found) };
}

const mend = (wanted: string, found: string) => t("“{0}” is spoken language. Write “{1}”.", found, wanted);
