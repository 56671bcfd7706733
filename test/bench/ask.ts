/**
 * `npm run bench:ask`: what somebody sees who asks without a model. Questions on Japanese statutes whose extract is known:
 * is it among the passages shown; and is it said that something is not in the documents exactly when it is not.
 */
import { readFileSync } from "node:fs";
import { library } from "../support/library";
import { sharedFile } from "./documents/shared";
import { table } from "./report/format";

const file = sharedFile("data/lawqa_jp/selection.json");

/** About nothing that financial, pharmaceutical and lease law speak of. */
const unrelated = [
  "味噌汁の出汁の取り方",
  "犬の散歩は一日に何回が適切ですか",
  "桜の開花時期はいつですか",
  "ギターの弦の交換方法を教えてください",
  "明日の東京の天気は",
  "富士山の標高は何メートルですか",
  "サッカーのオフサイドとは何か",
  "洗濯機の排水ホースの掃除",
  "盆栽の剪定の時期",
  "新幹線の座席の予約変更",
  "パンの発酵温度は何度がよいか",
  "猫の爪切りの頻度",
  "自転車のタイヤの空気圧",
  "夜間の騒音で眠れないとき",
  "将棋の駒の動かし方",
  "珈琲豆の焙煎の度合い",
  "水泳の平泳ぎの息継ぎ",
  "腰痛に効く体操",
  "年賀状の宛名の書き方",
  "星座の見つけ方",
] as const;

interface Question {
  readonly text: string;
  /** Name of the file that it is answered from. */
  readonly gold: string;
}

function load():
  { readonly texts: Readonly<Record<string, string>>; readonly questions: readonly Question[] } | undefined {
  if (file === undefined) return undefined;
  const { samples } = JSON.parse(readFileSync(file, "utf8")) as {
    samples: readonly Readonly<Record<string, string>>[];
  };
  const extracts = [...new Set(samples.map((sample) => sample["コンテキスト"] ?? ""))];
  // Names without a word or a number, for the index looks at names, too.
  const nameOf = (extract: string) => `${"~".repeat(extracts.indexOf(extract) + 1)}.md`;
  return {
    texts: Object.fromEntries(extracts.map((extract) => [nameOf(extract), extract])),
    questions: samples.map((sample) => ({
      text: sample["問題文"] ?? "",
      gold: nameOf(sample["コンテキスト"] ?? ""),
    })),
  };
}

async function main(): Promise<void> {
  const data = load();
  if (data === undefined) {
    console.log("lawqa_jp is not beside the repository; not measured.");
    return;
  }
  const { ask } = await library({ texts: data.texts });
  const isGold = (uri: string, gold: string) => uri.endsWith(`/${encodeURIComponent(gold)}`);
  const hits = { shown: 0, first: 0, denied: 0, deniedWithout: 0 };
  for (const { text, gold } of data.questions) {
    const answer = await ask(text);
    const at = answer.passages.findIndex(({ uri }) => isGold(uri, gold));
    if (at >= 0) hits.shown++;
    if (at === 0) hits.first++;
    if (answer.outcome === "not-found") hits.denied++;
    const without = await ask(text, { accept: (uri) => !isGold(uri, gold) });
    if (without.outcome === "not-found") hits.deniedWithout++;
  }
  let deniedUnrelated = 0;
  for (const question of unrelated) if ((await ask(question)).outcome === "not-found") deniedUnrelated++;
  const share = (count: number, of: number) => `${(count / of).toFixed(3)} (${count} of ${of})`;
  const all = data.questions.length;
  console.log(
    table([
      ["", "share"],
      ["gold extract among the passages shown", share(hits.shown, all)],
      ["gold extract is passage [1]", share(hits.first, all)],
      ["said not to be there although it is", share(hits.denied, all)],
      [
        "said not to be there when its extract is left out (neighbouring articles stay)",
        share(hits.deniedWithout, all),
      ],
      ["said not to be there, questions about something else", share(deniedUnrelated, unrelated.length)],
    ]),
  );
}

void main();
