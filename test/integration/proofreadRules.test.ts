import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { markersIn } from "../../server/src/documents/meaning";
import { refusalOf } from "../../server/src/proofread/rewrite/guard";
import { changed } from "../../server/src/documents/docx/trackedChanges";
import { correctionsOf } from "../../server/src/proofread/corrections";
import { type ProofStyle } from "../../server/src/protocol";
import { root } from "../support/harness";
import { japaneseTokens } from "../support/japaneseTokens";
import { found, never, proofreadText } from "../support/proofSample";

const tokenize = japaneseTokens;

/** Rules that divide sentences into words with the dictionary that ships. */
const cases: readonly [
  name: string,
  bad: string,
  expected: readonly string[],
  good: string,
  style?: ProofStyle,
][] = [
  ["を twice", "弁をを閉める。", ["repetition: をを → を"], "弁を閉める。"],
  ["が twice", "圧力がが上がる。", ["repetition: がが → が"], "圧力が上がるが、止めない。"],
  ["two case particles", "弁をに閉める。", ["repetition: をに"], "弁には印を付ける。"],
  ["は in a row", "私は彼は好きだ。", ["particle: は"], "私は、彼は来ないと聞いた。"],
  ["で in a row", "会議室で電話で話す。", ["particle: で"], "会議室で、電話で話す。"],
  [
    "が that turns twice",
    "電源を切ったが、止まらなかったが、待った。",
    ["particle: が"],
    "電源を切ったが、止まらなかった。",
  ],
  ["AもBも", "氏名も住所も書く。", [], "弁もポンプも止める。"],
  ["ら抜き", "画面が見れる。", ["inflection: 見れる → 見られる"], "画面が見られる。"],
  [
    "ら抜き of other verbs",
    "薬は食後に食べれる。",
    ["inflection: 食べれる → 食べられる"],
    "薬は走れる人に渡す。",
  ],
  ["い抜き", "記録をつけてる。", ["inflection: てる → ている"], "記録をつけている。"],
  ["い抜き, polite", "装置を動かしてます。", ["inflection: て → てい"], "装置を動かしています。"],
  [
    "さ入れ",
    "休まさせていただきます。",
    ["inflection: 休まさせ → 休ませ"],
    "休ませていただきます。確認させる。",
  ],
  [
    "wrong kanji",
    "計測面を確認し、徹低する。",
    ["typo: 徹低 → 徹底"],
    "計測面と受講入門と機構入力と貸出帳票。",
  ],
  ["formal nouns of official documents", "確認する事。", ["term: 事 → こと"], "事故と仕事と事務。", "public"],
  ["verbs behind verbs", "確認して下さい。", ["term: 下さい → ください"], "ペンをください。", "public"],
  ["inflections", "処理が出来ない。", ["term: 出来 → でき"], "出来事。出来高。", "public"],
  ["行なう", "検査を行なった。", ["term: 行なっ → 行っ"], "検査を行った。", "public"],
  [
    "nouns, but not verbs",
    "取り扱いを決める。",
    ["term: 取り扱い → 取扱い"],
    "適切に取り扱い、保管する。",
    "public",
  ],
  ["conjunctions", "氏名および住所。", ["term: および → 及び"], "氏名及び住所。", "public"],
  [
    "two spellings of a noun",
    "打ち合わせを行う。打ち合わせを終える。打合せを開く。",
    ["spelling: 打合せ → 打ち合わせ"],
    "打ち合わせを行う。",
  ],
  ["a compound of it", "支払いを行う。支払いを確認する。支払日を書く。", [], "手続きを行う。手続中とする。"],
];

describe("proofreading: rules with the dictionary", function () {
  // Loading the dictionary takes a second or two on a quiet machine.
  this.timeout(120_000);

  for (const [name, bad, expected, good, style = "general"] of cases)
    it(`${name}: finds it, and leaves good text alone`, async () => {
      const kinds = new Set(expected.map((one) => one.split(":")[0]));
      const of = (all: readonly string[]) =>
        all.filter((one) => kinds.size === 0 || kinds.has(one.split(":")[0]));
      assert.deepEqual(of(await found(bad, { tokenize, style })), expected);
      assert.deepEqual(of(await found(good, { tokenize, style })), []);
    });

  it("leaves alone what somebody said, in quotation marks", async () =>
    assert.deepEqual(
      await found("「私は彼は見れるって言ってる」と書く。「弁をを」と表示する。", { tokenize }),
      [],
    ));

  it("finds hardly anything in documents that are as they should be, and no correction changes their meaning", async () => {
    const folder = path.join(root, "test/bench/review/corpus");
    let [documents, sentences, alarms] = [0, 0, 0];
    const lines: string[] = [];
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) =>
      one.endsWith(".md"),
    )) {
      const text = readFileSync(path.join(folder, name), "utf8");
      const result = await proofreadText(text, { tokenize });
      documents += 1;
      sentences += result.sentences;
      alarms += result.findings.length;
      for (const { kind, quote, anchor } of result.findings)
        lines.push(`${name}:${anchor.start.line + 1} ${kind} ${quote.slice(0, 40)}`);
      const corrected = changed(text, correctionsOf(result.findings));
      assert.deepEqual(markersIn(corrected), markersIn(text), name);
      assert.equal(corrected.normalize("NFKC").replace(/\D/g, ""), text.normalize("NFKC").replace(/\D/g, ""));
    }
    assert.ok(documents >= 40 && alarms * 100 <= sentences, `${alarms} in ${sentences}\n${lines.join("\n")}`);
  });

  it("knows names from the dictionary: a model may leave out other words, but none of them", async () => {
    const before = "東京都の鈴木が、原則として毎月、報告書と明細書と一覧表を確認する作業を実施する。";
    const kind = async (after: string) => {
      const [given = [], said = []] = await tokenize([before, after], never);
      return refusalOf({ text: before, tokens: given }, { text: after, tokens: said })?.kind;
    };
    assert.equal(await kind(before.replace("を確認する作業を実施する", "を確認する")), undefined);
    assert.equal(await kind(before.replace("東京都の", "")), "name");
    assert.equal(await kind(before.replace("鈴木", "佐藤")), "name");
  });
});
