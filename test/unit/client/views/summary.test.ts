import assert from "node:assert/strict";
import { lineLabel, page } from "../../../../client/src/views/html";
import { summaryMarkdown } from "../../../../client/src/views/markdown";
import { renderFailure, renderRunning, renderSummary } from "../../../../client/src/views/summaryHtml";
import { type Summary, type SummaryLength, type SummarySentence } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `<img src=x onerror="alert('1')">&`;
const range = (line: number, endLine = line, endCharacter = 5) => ({
  start: { line, character: 0 },
  end: { line: endLine, character: endCharacter },
});
const sentence = (text: string, line: number, kind: SummarySentence["kind"] = "quoted"): SummarySentence => ({
  text,
  kind,
  citations: [{ range: range(line), quote: `quote ${hostile}` }],
});
const summary: Summary = {
  uri: "file:///manual.md",
  title: "運用手順",
  tier: "extractive",
  sections: [
    { headings: [], range: range(0), sentences: [sentence("Preface.", 0)] },
    { headings: ["運用", "停止"], range: range(4), sentences: [sentence("電源を切る。", 11)] },
    { headings: ["空"], range: range(20), sentences: [] },
  ],
  sourceSentences: 40,
  unread: [],
  stopped: false,
};

const choices = (length: SummaryLength) => ({
  length,
  template: "auto",
  templates: [{ id: "minutes", title: "議事録" }],
});

describe("lineLabel", () => {
  const cases = [
    [range(11), "L12"],
    [range(11, 13), "L12–14"],
    [range(11, 12, 0), "L12"],
    [range(11, 11, 0), "L12"],
  ] as const;
  for (const [given, expected] of cases) it(expected, () => assert.equal(lineLabel(given), expected));
});

describe("renderSummary", () => {
  it("is read aloud as a whole, while it is made, when it is there and when it failed", () => {
    const opinion = { thumb: "up" } as const;
    const history = ["10:00", "10:05"];
    for (const body of [
      renderSummary(summary, { ...choices("long"), opinion, history, reading: "whole" }, english).body,
      renderRunning("a.md", choices("medium"), english, summary).body,
      renderFailure("a.md", "It failed.", english).body,
    ])
      assert.deepEqual(spokenFaults(body), []);
  });

  it("asks what the user thinks of it when it is done", () => {
    const opinion = { thumb: "down", note: "ok" } as const;
    const judged = renderSummary(summary, { ...choices("medium"), opinion }, english).body;
    assert.match(judged, /data-action="thumb:down" aria-pressed="true"/);
    assert.match(judged, /data-choice="note"[^>]*value="ok"/);
    assert.doesNotMatch(renderRunning("a", choices("medium"), english).body, /thumb:/);
  });

  it("gives every sentence a chip that leads to its own lines, and every chip a target", () => {
    const { body, targets } = renderSummary(summary, choices("medium"), english);
    const chips = [...body.matchAll(/data-target="(\d+)"[^>]*>([^<]*)</gu)].map((match) => [
      Number(match[1]),
      match[2],
    ]);
    assert.deepEqual(chips, [
      [0, "L1"],
      [1, "L12"],
    ]);
    assert.deepEqual(targets, [
      { uri: "file:///manual.md", range: range(0) },
      { uri: "file:///manual.md", range: range(11) },
    ]);
  });

  it("does not repeat the document's title over every section", () => {
    const sections = [
      { headings: ["点検記録"], range: range(0), sentences: [sentence("概要。", 1)] },
      { headings: ["点検記録", "結果"], range: range(4), sentences: [sentence("異常なし。", 5)] },
    ];
    const { body } = renderSummary({ ...summary, title: "点検記録", sections }, choices("medium"), english);
    assert.equal(body.split("点検記録").length - 1, 1);
    assert.match(body, /<h2[^>]*>結果<\/h2>/);
  });

  it("nests headings, names the language of the text and leaves empty sections out", () => {
    const { body } = renderSummary(summary, choices("medium"), english);
    assert.match(body, /<h3 lang="ja">停止<\/h3>/u);
    assert.match(body, /<p class="path">運用<\/p>/u);
    assert.match(body, /<span lang="en">Preface\.<\/span>/u);
    assert.doesNotMatch(body, /空/u);
  });

  it("says how the sentences came about, how many stand for how many and that all was read", () => {
    const { body } = renderSummary(summary, choices("medium"), english);
    assert.match(
      body,
      /document&#39;s own, chosen without a model\. Sentences here: 2, in the source: 40\./u,
    );
    assert.match(body, /Everything was read\./u);
    assert.match(renderSummary(summary, choices("medium"), inJapanese).body, /原文40文に対して2文/u);
  });

  it("says what was not read and that it was stopped", () => {
    const partial = { ...summary, stopped: true, unread: [{ where: "L90", why: "too long" }] };
    const { body } = renderSummary(partial, choices("short"), english);
    assert.match(body, /You stopped this summary/u);
    assert.match(body, /Not read: L90 \(too long\)/u);
    assert.doesNotMatch(body, /Everything was read/u);
    assert.match(body, /value="short" selected/u);
  });

  it("shows the source's words under a worded sentence and marks both kinds", () => {
    const sentences = [sentence("Turn it off.", 11, "worded"), sentence("電源を切る。", 11)];
    const worded: Summary = {
      ...summary,
      tier: "abstractive",
      model: "qwen",
      sections: [{ headings: ["a"], range: range(1), sentences }],
    };
    const { body } = renderSummary(worded, choices("long"), english);
    assert.match(body, /Worded by the model qwen/u);
    assert.match(body, /<span class="kind">worded by the model<\/span><details>.*<blockquote/u);
    assert.match(body, /<span class="kind">quoted<\/span><\/li>/u);
  });

  it("lets no text of the document become markup", () => {
    const evil: Summary = {
      ...summary,
      title: hostile,
      note: hostile,
      model: hostile,
      tier: "abstractive",
      unread: [{ where: hostile, why: hostile }],
      sections: [
        { headings: [hostile, hostile], range: range(0), sentences: [sentence(hostile, 0, "worded")] },
      ],
    };
    const bodies = [
      renderSummary(evil, choices("medium"), english).body,
      renderRunning(hostile, choices("medium"), english).body,
      renderFailure(hostile, hostile, english).body,
    ];
    for (const body of bodies) {
      assert.doesNotMatch(body, /<img|onerror="/u);
      assert.match(body, /&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;/u);
    }
  });
});

describe("page", () => {
  const html = page(
    { language: "ja", nonce: "n0", cspSource: "vscode-resource:", styleUri: "s.css", scriptUri: "s.js" },
    hostile,
    renderSummary(summary, choices("medium"), english).body,
  );

  it("allows nothing but its own script and style", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src &#39;none&#39;; style-src vscode-resource:; script-src &#39;nonce-n0&#39;",
    );
    assert.deepEqual(html.match(/<script[^>]*>/gu), ['<script nonce="n0" src="s.js">']);
    assert.doesNotMatch(html, / on\w+="| style="|javascript:/u);
  });

  it("names its language and escapes its title", () => {
    assert.match(html, /<html lang="ja">/u);
    assert.match(html, /<title>&lt;img/u);
  });
});

describe("summaryMarkdown", () => {
  it("keeps headings, sentences and lines, and escapes what Markdown would read", () => {
    const marked = { ...summary, title: "a_b\n# c" };
    assert.equal(
      summaryMarkdown(marked, english),
      [
        "# a\\_b \\# c",
        "",
        "> Every sentence below is the document's own, chosen without a model. Sentences here: 2, in the source: 40.",
        "> Everything was read.",
        "",
        "## Before the first heading",
        "",
        "- Preface. (L1)",
        "",
        "### 停止",
        "",
        "- 電源を切る。 (L12)",
        "",
      ].join("\n"),
    );
  });

  it("names what stands below the title where something stands before it", () => {
    const { sections, title } = summary;
    const below = sections.map((section, at) => (at === 0 ? section : { ...section, headings: [title] }));
    const lines = summaryMarkdown({ ...summary, sections: below }, english).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("## ")),
      ["## Before the first heading", `## ${title}`],
    );
    const alone = summaryMarkdown({ ...summary, sections: below.slice(1) }, english);
    assert.doesNotMatch(alone, /^## /m);
  });
});
