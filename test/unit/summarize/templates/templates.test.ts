import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { createSummarizer } from "../../../../server/src/summarize/handler";
import { builtInTemplates } from "../../../../server/src/summarize/templates/builtIn";
import { finderOf } from "../../../../server/src/documents/wordFinder";
import { readTemplates } from "../../../../server/src/summarize/templates/templateFile";
import * as texts from "../texts";

const never = new AbortController().signal;
async function summarize(text: string, template: string, { uri = "file:///a.md", templates = "" } = {}) {
  const document = readText({ uri, languageId: uri.endsWith(".ts") ? "typescript" : "markdown", text });
  const { summarize: run } = createSummarizer({ assistant: () => undefined });
  const sources = templates === "" ? [] : [{ name: "own.yaml", text: templates }];
  const options = { length: "medium", language: "auto", template, templates: sources } as const;
  const summary = await run(document, options, () => undefined, never);
  const slots = new Map(
    summary.sections.map(({ headings, sentences, notStated }) => [
      headings.join(" "),
      notStated === true ? "not stated" : sentences.map(({ text: said }) => said).join("\n"),
    ]),
  );
  return { summary, slots, document };
}

describe("templates", () => {
  const chosen: readonly (readonly [string, string, string])[] = [
    ["minutes", texts.minutes, "file:///a.md"],
    ["manual", texts.manual, "file:///a.md"],
    ["regulation", texts.policy, "file:///a.md"],
    ["incident", "# 事故報告書\n\n## 概要\n\n停止した。\n", "file:///a.md"],
    ["course", "患者は発熱した。\n", "file:///%E7%B5%8C%E9%81%8E%E8%A8%98%E9%8C%B2.md"],
    ["design", "# 受注システム基本設計書\n\n## 構成\n\n二つの層からなる。\n", "file:///a.md"],
    ["general", "# 春の旅\n\n桜を見た。\n", "file:///a.md"],
    ["general", "/** Minutes of work. */\nfunction minutes() {}\n", "file:///minutes.ts"],
  ];
  for (const [expected, text, uri] of chosen)
    it(`chooses ${expected} for ${text.slice(0, 14).trim()}…`, async () => {
      const { summary } = await summarize(text, "auto", { uri });
      assert.deepEqual([summary.template?.id, summary.template?.chosen], [expected, "auto"]);
    });

  const filled: readonly (readonly [keyof typeof texts, string, string, RegExp])[] = [
    ["minutes", "minutes", "Decisions", /6月20日までに再計測/],
    ["minutes", "minutes", "Next meeting", /6月26日/],
    ["minutes", "minutes", "Actions and deadlines", /性能再計測/],
    ["policy", "regulation", "Prohibitions", /must not copy customer data/],
    ["policy", "regulation", "Exceptions", /written approval/],
    ["policy", "regulation", "Breach and sanctions", /^not stated$/],
    ["manual", "manual", "Warnings", /自己判断して治療を行わない/],
    ["manual", "manual", "Who does it", /^not stated$/],
  ];
  for (const [name, template, slot, expected] of filled)
    it(`fills ${slot} of ${name}`, async () => {
      const { slots } = await summarize(texts[name], template);
      assert.match(slots.get(slot) ?? "no such slot", expected);
    });

  it("cites every sentence of a slot, and no sentence twice", async () => {
    for (const { id } of builtInTemplates) {
      const { summary, document } = await summarize(texts.minutes, id);
      const said = summary.sections.flatMap(({ sentences }) => sentences);
      const quotes = said.flatMap(({ citations }) => citations.map(({ quote }) => quote));
      for (const quote of quotes) assert.ok(document.text.includes(quote), `${id}: ${quote}`);
      assert.equal(new Set(quotes).size, quotes.length, id);
      assert.equal(summary.template?.chosen, "hand");
    }
  });

  it("uses the user's own, which wins over a built-in one of the same id", async () => {
    const templates = `id: minutes
title: {ja: うち, en: Ours}
signs: [議事録]
slots:
  - title: 費用
    words: [費用]
  - title: 天気
    words: [晴れ]
`;
    const { summary, slots } = await summarize(texts.minutes, "auto", { templates });
    assert.equal(summary.template?.title, "Ours");
    assert.match(slots.get("費用") ?? "", /480万円/);
    assert.equal(slots.get("天気"), "not stated");
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ["id: [a", /^own\.yaml, line 1: not valid YAML/],
    ["5", /line 1: A template is a group/],
    ["id: a\ntitle: A\nslots: []\n", /line 3: slots must be a list of 1 to 30/],
    ["id: a b\ntitle: A\nslots:\n  - {title: x, words: [y]}\n", /line 1: id must be/],
    ["id: a\ntitle: A\nslots:\n  - {title: x}\n", /line 4: A part needs headings or words/],
    ["id: a\ntitle: A\nslots:\n  - title: x\n    wrods: [y]\n", /line 5: wrods is not known here/],
    ["id: a\ntitle: A\nslots:\n  - {title: x, words: [y], most: 0}\n", /line 4: most must be/],
    ["id: a\ntitle: {fr: A}\nslots:\n  - {title: x, words: [y]}\n", /line 2: title must be a text/],
    ["id: a\ntitle: A\nslots:\n  - {title: x, words: [{a: 1}]}\n", /line 4: Only words/],
  ];
  for (const [text, expected] of faults)
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      const { templates, problems } = readTemplates({ name: "own.yaml", text });
      assert.equal(templates.length, 0);
      assert.match(problems.join("\n"), expected);
    });

  it("reads JSON and lists, and keeps what is right beside what is wrong", () => {
    const good = { id: "a", title: "A", slots: [{ title: "x", words: ["y"] }] };
    const { templates, problems } = readTemplates({
      name: "t.json",
      text: JSON.stringify([good, { id: 1 }]),
    });
    assert.deepEqual(
      templates.map(({ id }) => id),
      ["a"],
    );
    assert.ok(problems.length > 0);
  });

  const words: readonly (readonly [readonly string[], string, boolean])[] = [
    [["must"], "You must go.", true],
    [["must"], "mustard", false],
    [["期限"], "提出期限は明日", true],
    [["ＡＰＩ"], "the api is", true],
    [["a.b"], "axb", false],
    [[], "anything", false],
  ];
  for (const [list, text, expected] of words)
    it(`${expected ? "finds" : "does not find"} ${list.join()} in ${text}`, () =>
      assert.equal(finderOf(list)(text), expected));
});
