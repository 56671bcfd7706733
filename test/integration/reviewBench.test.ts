/** A fixed part of the review bench, so that rules, documents and mutations stay true to each other. */
import assert from "node:assert/strict";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { readCorpus } from "../bench/review/corpus";
import { mutate } from "../bench/review/mutate";
import { plainSearch, shippedPacks } from "../bench/review/packs";
import { alarmsPerDocument, figuresOf } from "../bench/review/report";
import { runReview } from "../bench/review/score";
import { loadSyntax } from "../support/syntax";

const part = [
  "bank/cash-handling-procedure.md",
  "bank/privacy-policy-bank.md",
  "hospital/discharge-hip-fracture.md",
  "factory/conveyor-inspection-procedure.md",
  "city/my-number-rules-policy.md",
  "software/release-procedure.md",
  "code/web-server.ts.txt",
  "code/billing.py.txt",
  "code/account_pkg.pkb.txt",
  "code/INTCALC.cbl.txt",
];

describe("bench: review", function () {
  // Dozens of whole documents against every rule.
  this.timeout(60_000);
  const corpus = readCorpus();
  const { packs, packOf } = shippedPacks();
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax();
  });

  it("has at least 60 documents with at least five mutations each, all for rules that exist", () => {
    assert.ok(corpus.length >= 60);
    for (const { file, mutations } of corpus) {
      assert.ok(mutations.length >= 5, file);
      for (const { rule } of mutations) assert.ok(packOf.has(rule), `${file}: ${rule}`);
    }
  });

  it("changes what each mutation says, once", () => {
    for (const { file, text, mutations } of corpus) {
      for (const mutation of mutations) {
        const changed = mutate(text, mutation);
        assert.notEqual(changed.text, text, file);
        assert.ok(changed.expected.end > changed.expected.start, `${file}: ${mutation.rule}`);
      }
    }
  });

  it("finds every mutation of a fixed part on its very span, and nothing in the clean documents", () => {
    // What was held out when the rules were mended is measured by the bench, not held to be perfect.
    const documents = corpus
      .filter(({ file }) => part.includes(file))
      .map((document) => ({
        ...document,
        mutations: document.mutations.filter(({ set }) => set !== "held-out"),
      }));
    assert.equal(documents.length, part.length);
    const run = runReview(documents, { packs, syntax });
    assert.deepEqual(
      run.clean.filter(({ alarms, skipped }) => alarms.length > 0 || skipped > 0),
      [],
    );
    const failed = run.outcomes.filter(({ result, wrong }) => result !== "exact" || wrong.length > 0);
    assert.deepEqual(
      failed.map(({ file, mutation, result, evidence, wrong }) => ({
        file,
        rule: mutation.rule,
        result,
        evidence,
        wrong: wrong.map(({ rule }) => rule),
      })),
      [],
    );
  });

  it("counts a plain search as what it is", () => {
    const documents = corpus.filter(({ file }) => file === "bank/cash-handling-procedure.md");
    const search = runReview(documents, { packs: plainSearch(packs), syntax });
    assert.ok(alarmsPerDocument(search) > 1);
    const figures = figuresOf(search.outcomes, 5);
    assert.equal(figures.mutations, documents[0]?.mutations.length);
    assert.ok(figures.precision < 1);
  });
});

describe("bench: review mutations", () => {
  it("mark what a reviewer would point at", () => {
    const { text, expected } = mutate("one two three", { rule: "R", find: "two", put: "a [[b]] c" });
    assert.equal(text, "one a b c three");
    assert.equal(text.slice(expected.start, expected.end), "b");
  });

  it("drop lines and then point at the first one", () => {
    const { text, expected } = mutate("# T\n\ngone\nkept\n", { rule: "R", drop: "gone" });
    assert.equal(text, "# T\n\nkept\n");
    assert.equal(text.slice(expected.start, expected.end), "# T");
  });

  it("refuse to change nothing, or one of several places", () => {
    assert.throws(() => mutate("a", { rule: "R", find: "b", put: "c" }), /Not in the document/);
    assert.throws(() => mutate("a a", { rule: "R", find: "a", put: "c" }), /More than once/);
    assert.throws(() => mutate("a", { rule: "R", drop: "b" }), /Nothing to drop/);
  });
});
