import assert from "node:assert/strict";
import { derive } from "../../../server/src/commitMessage/derive";
import { filesIn, isUnread, touchedIn } from "../../../server/src/commitMessage/diff";
import { type Style, styleOf } from "../../../server/src/commitMessage/style";
import { change, deleted, japanese, locks, picture, renamed } from "./diffs";

describe("commit message: the diff", () => {
  it("has its files, also with spaces and letters outside ASCII in their names", () => {
    const files = filesIn(change + locks + picture + japanese + renamed + deleted);
    assert.deepEqual(
      files.map(({ path, status, binary, from }) => [path, status, binary, from]),
      [
        ["src/limit.ts", "changed", false, undefined],
        ["package-lock.json", "changed", false, undefined],
        ["docs/plan.png", "added", true, undefined],
        ["docs/手順.md", "added", false, undefined],
        ["src/new name.ts", "renamed", false, "src/old name.ts"],
        ["src/gone.ts", "deleted", false, undefined],
      ],
    );
    assert.deepEqual(
      files.filter(isUnread).map(({ path }) => path),
      ["package-lock.json", "docs/plan.png"],
    );
  });

  it("tells which names are new, gone and changed inside", () => {
    const [file] = filesIn(change);
    assert.ok(file);
    assert.deepEqual(touchedIn(file), { added: ["allows"], removed: [], changed: ["Limit"] });
  });

  it("is empty of files where there is nothing", () => assert.deepEqual(filesIn(""), []));
});

describe("commit message: the style of a repository", () => {
  const cases: readonly (readonly [recent: readonly string[], style: Style])[] = [
    [[], { conventional: false, language: "ja" }],
    [["feat: add a button", "fix(ui): colours\n\nbody"], { conventional: true, language: "en" }],
    [["feat: 検索を追加", "docs: 手順書を直す", "Fix"], { conventional: true, language: "ja" }],
    [["Add a button", "Merge branch 'x'", "feat: y"], { conventional: false, language: "en" }],
    [["検索を追加"], { conventional: false, language: "ja" }],
  ];
  for (const [recent, style] of cases)
    it(JSON.stringify(recent), () => assert.deepEqual(styleOf(recent, "ja"), style));
});

describe("commit message: without a model", () => {
  const plain = (language: "ja" | "en"): Style => ({ conventional: false, language });
  const conventional = (language: "ja" | "en"): Style => ({ conventional: true, language });
  const cases: readonly (readonly [what: string, diff: string, style: Style, message: string])[] = [
    ["a new function", change, plain("en"), "Add allows to src/limit.ts"],
    ["a new function, in Japanese", change, plain("ja"), "src/limit.ts に allows を追加"],
    ["a new function, by convention", change, conventional("en"), "feat: add allows to src/limit.ts"],
    ["a new document", japanese, conventional("ja"), "docs: docs/手順.md を追加"],
    ["a renamed file", renamed, plain("en"), "Rename src/old name.ts to src/new name.ts"],
    ["a deleted file", deleted, plain("ja"), "src/gone.ts を削除"],
    ["nothing but a lock file", locks, conventional("en"), "build: change package-lock.json"],
    [
      "several files, without the lock file",
      change + locks + deleted,
      plain("en"),
      "Change 2 files in src\n\n- src/limit.ts: add allows, change Limit\n- Remove src/gone.ts",
    ],
    [
      "several files, in Japanese",
      change + picture,
      plain("ja"),
      "2ファイルを変更\n\n- src/limit.ts: allows を追加、Limit を変更\n- docs/plan.png を追加",
    ],
  ];
  for (const [what, diff, style, message] of cases)
    it(what, () => assert.equal(derive(filesIn(diff), style), message));

  it("has a subject of no more than 72 characters, and a body of no more than 13 lines", () => {
    const many = Array.from({ length: 30 }, (_, at) => change.replaceAll("limit.ts", `limit${at}.ts`)).join(
      "",
    );
    const long = change.replaceAll("src/limit.ts", `${"deep/".repeat(20)}limit.ts`);
    assert.ok(derive(filesIn(long), plain("en")).length <= 72);
    const lines = derive(filesIn(many), plain("en")).split("\n");
    assert.deepEqual([lines.length, lines.at(-1)], [15, "- 18 more"]);
  });
});
