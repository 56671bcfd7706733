import assert from "node:assert/strict";
import { relativePath } from "../../../server/src/review/paths";

describe("relativePath", () => {
  for (const [folder, uri, expected] of [
    ["file:///w", "file:///w/docs/a.md", "docs/a.md"],
    ["file:///w/", "file:///w/docs/a.md", "docs/a.md"],
    ["file:///w", "file:///w/docs/%E6%89%8B%E9%A0%86.md", "docs/手順.md"],
    ["file:///c%3A/w", "file:///C:/w/a.md", "a.md"],
    ["file:///w", "file:///work/a.md", "/work/a.md"],
    ["file:///w", "file:///d%3A/x/a.md", "d:/x/a.md"],
    [undefined, "file:///x/a.md", "/x/a.md"],
    [undefined, "untitled:Untitled-1", "Untitled-1"],
    ["file:///w", "file:///w/100%.md", "100%.md"],
    ["vscode-remote://ssh/w", "vscode-remote://ssh/w/a.md", "a.md"],
  ] as const) {
    it(`${uri} in ${folder}`, () => assert.equal(relativePath(folder, uri), expected));
  }
});
