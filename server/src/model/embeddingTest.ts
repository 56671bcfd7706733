/**
 * The known-answer test of the embedding role (promise P5): a model must put the passage that answers a question above
 * three that have more words of the question. A model that cannot would only mix noise into the search.
 */
import { type CapabilityCard, whoWasTested } from "./capability";
import { shippedOrigin } from "./routing/origin";
import { type ModelRuntime } from "./runtime";

/** Names the test among others of a model; changes when its cases do. */
export const embeddingTestName = "embedding 1";

interface KnownCase {
  readonly name: string;
  readonly question: string;
  readonly answer: string;
  readonly others: readonly [string, string, string];
}

const knownCases: readonly KnownCase[] = [
  {
    name: "ja-leave",
    question: "休みを取りたいときはいつまでに届け出るか",
    answer: "有給休暇は、取得する日の3日前までに所属長へ申請する。",
    others: [
      "休日に届いた郵便物は、翌営業日に総務部が届け先へ配る。",
      "届け出た住所が変わったときは、人事部へ連絡する。",
      "機械を休ませるときは、主電源を切り、カバーを掛ける。",
    ],
  },
  {
    name: "ja-fire",
    question: "火が出たら最初に何をするか",
    answer: "火災を発見した者は、大声で周囲に知らせ、非常ベルを押す。",
    others: [
      "火曜日の最初の会議では、前週の課題を確認する。",
      "この製品は何に使うかによって、火力の設定が異なる。",
      "出荷の最初の工程では、箱に日付の印を押す。",
    ],
  },
  {
    name: "ja-discard",
    question: "古い顧客の書類はどう捨てるか",
    answer: "保存期間を過ぎた個人情報を含む文書は、裁断または溶解により廃棄する。",
    others: [
      "顧客に送る書類は、担当者が封をして発送する。",
      "古い設備の更新は、経営会議の承認を得て行う。",
      "書類の書式は、文書管理規程の別表に定める。",
    ],
  },
  {
    name: "ja-heat",
    question: "モーターが熱くなり過ぎたときの対処",
    answer: "電動機の温度が80度を超えた場合は、直ちに運転を止めて冷却を待つ。",
    others: [
      "モーターの型番は、銘板の左上に記載されている。",
      "熱処理を行ったときは、記録簿に時刻を記入する。",
      "対処した内容は、翌朝の朝礼で全員に共有する。",
    ],
  },
  {
    name: "en-leave",
    question: "How early must I ask for a day off?",
    answer: "Vacation requests are submitted to the supervisor at least three days in advance.",
    others: [
      "The early shift must ask the gate for the key of the day.",
      "Turn the lamp off at the end of the day.",
      "Customers may ask how early the shop opens on a holiday.",
    ],
  },
  {
    name: "en-password",
    question: "What do I do when I cannot log in any more?",
    answer: "If your account is locked, call the service desk to have your password reset.",
    others: [
      "The log of the furnace is kept in the cabinet and no more than one copy is made.",
      "I do what the manual says when the pump cannot start.",
      "Any more questions about the log go to the archive.",
    ],
  },
  {
    name: "en-spill",
    question: "A liquid ran out on the floor, what now?",
    answer: "Chemical spills are covered with absorbent and reported to the safety officer.",
    others: [
      "The floor plan shows what room is out of use now.",
      "A liquid crystal display shows the time on every floor.",
      "Paper ran out: what size to order is on the label.",
    ],
  },
  {
    name: "en-invoice",
    question: "When does the customer have to pay?",
    answer: "Invoices are due within thirty days of receipt.",
    others: [
      "The customer does not have to wait when the counter is open.",
      "Pay attention to the customer who calls.",
      "When the display shows the sign, the operator does have to press the button.",
    ],
  },
];

/** Right answers of all, or of one language, with which a model is of use. */
const enough = 6;
const enoughOfOne = 4;

export async function testEmbedding(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard> {
  const cases: { readonly name: string; readonly ok: boolean; readonly why: string }[] = [];
  for (const known of knownCases) cases.push(await ask(runtime, known, signal));
  const right = (language: string) => cases.filter(({ name, ok }) => ok && name.startsWith(language)).length;
  const passed = right("") >= enough || right("ja") >= enoughOfOne || right("en") >= enoughOfOne;
  return {
    role: "embedding",
    passed,
    cases,
    ...whoWasTested(runtime.info),
  };
}

async function ask(
  { info, embed }: ModelRuntime,
  { name, question, answer, others }: KnownCase,
  signal: AbortSignal,
) {
  const { query = "", passage = "" } = info.embedding?.prefix ?? {};
  const texts = [query + question, ...[answer, ...others].map((text) => passage + text)];
  const [asked, right, ...wrong] =
    (await embed?.({ texts, priority: "batch", origin: shippedOrigin }, signal)) ?? [];
  signal.throwIfAborted();
  if (asked === undefined || right === undefined) return { name, ok: false, why: "no vectors" };
  const score = cosine(asked, right);
  const best = Math.max(...wrong.map((vector) => cosine(asked, vector)));
  const ok = score > best;
  return { name, ok, why: ok ? "" : `${score.toFixed(3)} against ${best.toFixed(3)}` };
}

function cosine(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
