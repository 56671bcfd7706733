import assert from "node:assert/strict";
import { type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { type Diagnostics } from "../../../server/src/lsp/diagnostics";
import { type Host } from "../../../server/src/lsp/host";
import { createReviewing } from "../../../server/src/lsp/reviewing";
import { defaultSettings, type ReviewSettings } from "../../../server/src/protocol";
import { type Reviewer } from "../../../server/src/review/handler";

const uri = "file:///w/docs/a.md";

function reviewing(review: Partial<ReviewSettings>, judge: Reviewer["judgeDocument"]) {
  const changed: string[] = [];
  const shown: string[] = [];
  const cancels: (() => void)[] = [];
  const host: Pick<Host, "work"> = {
    work: (title, cancel) => {
      shown.push(`begin ${title}`);
      cancels.push(cancel);
      return Promise.resolve({
        report: (done, message) => void shown.push(`${done} ${message}`),
        end: () => void shown.push("end"),
      });
    },
  };
  const diagnostics: Pick<Diagnostics, "changed"> = { changed: (one) => void changed.push(one) };
  const reviewer: Pick<Reviewer, "judgeDocument"> = { judgeDocument: judge };
  const made = createReviewing(
    {
      reviewer: reviewer as Reviewer,
      host: host as Host,
      load: (): Promise<SourceDocument> =>
        Promise.resolve(readText({ uri, languageId: "markdown", text: "# A\n" })),
      settings: () =>
        Promise.resolve({ ...defaultSettings, review: { ...defaultSettings.review, ...review } }),
      folderOf: () => "file:///w",
      onPackProblems: () => undefined,
    },
    () => diagnostics as Diagnostics,
  );
  return { ...made, changed, shown, cancels };
}

describe("a saved document", () => {
  const silent: readonly Partial<ReviewSettings>[] = [
    { model: "off" },
    { model: "onCommand" },
    { model: "onSave", enabled: false },
    { model: "onSave", exclude: ["docs/**"] },
  ];
  for (const settings of silent)
    it(`is not judged with ${JSON.stringify(settings)}`, async () => {
      const { saved, changed, shown } = reviewing(settings, () => Promise.reject(new Error("asked")));
      await saved(uri);
      assert.deepEqual([changed, shown], [[], []]);
    });

  it("is judged with progress where the settings say so, and shown anew", async () => {
    const { saved, changed, shown } = reviewing({ model: "onSave" }, (_document, _settings, progress) => {
      progress(1, 2, "Judging: 1 sections left");
      return Promise.resolve();
    });
    await saved(uri);
    assert.deepEqual(changed, [uri]);
    assert.deepEqual(shown, ["begin Reviewing", "0.5 Judging: 1 sections left", "end"]);
  });

  it("is judged as it was saved last: an older run ends, and so does one the user cancels", async () => {
    const signals: AbortSignal[] = [];
    const { saved, cancels } = reviewing(
      { model: "onSave" },
      (_document, _settings, _progress, signal) =>
        new Promise((done) => {
          signals.push(signal);
          signal.addEventListener("abort", () => done());
        }),
    );
    const first = saved(uri);
    while (signals.length < 1) await Promise.resolve();
    const second = saved(uri);
    await first;
    assert.equal(signals[0]?.aborted, true);
    while (signals.length < 2) await Promise.resolve();
    cancels[1]?.();
    await second;
    assert.equal(signals[1]?.aborted, true);
  });
});
