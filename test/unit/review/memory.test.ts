/** What is remembered of a review gives the same review again, and holds nothing of the text. */
import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { defaultSettings } from "../../../server/src/protocol";
import { createReviewer, type ReviewDeps } from "../../../server/src/review/handler";
import { createMemory, isQuiet, type Remembered } from "../../../server/src/review/memory";
import { loadPacks } from "../../../server/src/review/pack";
import { reviewDocument } from "../../../server/src/review/reviewDocument";
import { sha256 } from "../../../server/src/util/sha256";

const rules = `hanare: 1
pack: { id: p, version: 1.0.0, title: T }
rules:
  - { id: PLAIN, severity: low, message: "Found {match}", match: { any: [{ regex: 'secret-(?<value>\\w+)' }] }, mask: true }
  - { id: FIX, severity: low, message: M, match: { any: [{ regex: foo }] }, fix: { replace: bar } }
  - { id: GROUP, severity: low, message: M, match: { any: [{ regex: '(?<name>qux)' }] }, fix: { replace: "<$<name>>" } }
  - { id: MISSING, severity: low, message: "No {missing}", match: { required: [{ heading: Contact, label: contact }] }, fix: { insert: "## Contact" } }
  - { id: CHECK, severity: low, message: "{detail}", match: { any: [{ check: numbering }] } }
`;
const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text: rules }]);
const review = (text: string, known?: Remembered) =>
  reviewDocument(readText({ uri: "file:///w/a.md", languageId: "markdown", text }), {
    ...{ packs, path: "a.md", today: "2026-04-01", language: "en" },
    ...(known === undefined ? {} : { known }),
  });

describe("what is remembered of a review", () => {
  for (const [name, text] of [
    ["hits with masks", "# A\n\n## Contact\n\nsecret-hunter2 and foo.\n"],
    ["fixes with groups", "# A\n\n## Contact\n\nqux qux\n"],
    ["missing parts", "# A\n\nText foo.\n"],
    ["checks with details", "# 1 A\n\n# 3 Contact\n"],
    ["exceptions", "# Contact\n\n<!-- hanare-ignore FIX -- known -->\nfoo\n"],
    ["nothing", "# Contact\n\nfine\n"],
  ] as const)
    it(`gives the same review again: ${name}`, () => {
      assert.deepEqual(problems, []);
      const first = review(text);
      const stored = JSON.stringify(first.remember);
      const { findings, sections, remember } = review(text, JSON.parse(stored) as Remembered);
      assert.deepEqual({ findings, sections }, { findings: first.findings, sections: first.sections });
      assert.deepEqual(remember, first.remember);
      for (const word of ["hunter", "foo", "qux", "Contact", "A"])
        assert.ok(!stored.includes(`"${word}`), stored);
    });

  it("is quiet where there is nothing to show", () => {
    assert.equal(isQuiet(review("# Contact\n\nfine\n").remember), true);
    assert.equal(isQuiet(review("# Contact\n\nfoo\n").remember), false);
  });

  it("spares reading the text of a quiet file, until its bytes, its rules or its path change", async () => {
    const files = new Map([
      ["file:///w/a.md", "# 【社外秘】\n\nfine"],
      ["file:///w/b.md", "foo"],
    ]);
    let packText = `hanare: 1\npack: { id: p, version: 1.0.0, title: T }\nrules:\n  - { id: FIX, severity: low, message: M, match: { any: [{ regex: foo }] } }\n`;
    const memory = createMemory();
    const learnt: string[] = [];
    const deps: ReviewDeps = {
      shippedPacks: async () => [{ id: "p", uri: "file:///p.yaml", text: packText }],
      packFile: async () => Promise.reject(new Error("none")),
      packsIn: async () => [],
      trusted: () => true,
      today: () => "2026-04-01",
      folderOf: () => "file:///w",
      async *walk() {
        yield* files.keys();
      },
      openDocument: async () => undefined,
      readBytes: async (uri) => new TextEncoder().encode(files.get(uri) ?? ""),
      readFormat: async () => Promise.reject(new Error("none")),
      memory: {
        get: memory.get,
        set: (key, remembered) => {
          if (memory.get(key) === undefined) learnt.push(Object.keys(remembered.hits).join());
          memory.set(key, remembered);
        },
      },
    };
    const reviewer = createReviewer(deps);
    const settings = { ...defaultSettings.review, packs: ["p"] };
    const run = async () => {
      const {
        findings,
        coverage,
        files: listed,
      } = await reviewer.reviewFiles(
        ["file:///w"],
        () => settings,
        () => undefined,
        new AbortController().signal,
      );
      return {
        findings: findings.map(({ uri }) => uri),
        reviewed: coverage.reviewed,
        sections: coverage.sections,
        listed,
      };
    };
    const first = await run();
    const mark = (text: string) => (text.includes("社外秘") ? { mark: "社外秘" } : {});
    const listed = [...files].map(([uri, text]) => ({ uri, sha256: sha256(text), ...mark(text) }));
    assert.deepEqual(first, { findings: ["file:///w/b.md"], reviewed: 2, sections: 2, listed });
    assert.deepEqual(await run(), first);
    assert.deepEqual(learnt, ["", "FIX"]);
    files.set("file:///w/a.md", "foo");
    assert.deepEqual((await run()).findings, ["file:///w/a.md", "file:///w/b.md"]);
    packText = packText.replace("foo", "nothing");
    reviewer.reloadPacks();
    assert.deepEqual((await run()).findings, []);
  });
});
