import assert from "node:assert/strict";
import { canonicalUri, folderOf, pathOf, uriOf, type Platform } from "../../../server/src/documents/uris";

describe("lsp/uris", () => {
  const same: readonly [platform: Platform, path: string, uri: string][] = [
    ["posix", "/home/hana/a.ts", "file:///home/hana/a.ts"],
    [
      "posix",
      "/手順書/緊急 連絡先.md",
      "file:///%E6%89%8B%E9%A0%86%E6%9B%B8/%E7%B7%8A%E6%80%A5%20%E9%80%A3%E7%B5%A1%E5%85%88.md",
    ],
    ["posix", "/a/100%.md", "file:///a/100%25.md"],
    ["posix", "/a/b#c?d(1)'!*.md", "file:///a/b%23c%3Fd%281%29%27%21%2A.md"],
    ["windows", "c:\\Users\\hana\\a.ts", "file:///c%3A/Users/hana/a.ts"],
    ["windows", "\\\\nas\\share\\a b.md", "file://nas/share/a%20b.md"],
  ];
  for (const [platform, path, uri] of same)
    it(`${path} is ${uri}`, () => {
      assert.equal(uriOf(path, platform), uri);
      assert.equal(pathOf(uri, platform), path);
      assert.equal(canonicalUri(uri), uri);
    });

  const spellings: readonly [uri: string, canonical: string][] = [
    ["file:///C:/a.md", "file:///c%3A/a.md"],
    ["file:///C%3A/a.md", "file:///c%3A/a.md"],
    ["file:///c%3a/a.md", "file:///c%3A/a.md"],
    ["FILE://NAS/share/a.md", "file://nas/share/a.md"],
    ["file:///a b.md", "file:///a%20b.md"],
    ["file:///a%2fb%FF.md", "file:///a/b%25FF.md"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
    ["vscode-notebook-cell:/a.ipynb#X1", "vscode-notebook-cell:/a.ipynb#X1"],
  ];
  for (const [uri, canonical] of spellings)
    it(`${uri} is spelled ${canonical}`, () => assert.equal(canonicalUri(uri), canonical));

  it("writes the path of a Windows drive in any spelling", () =>
    assert.equal(pathOf("file:///C:/a/b.md", "windows"), "C:\\a\\b.md"));

  it("has no path for what is no file", () =>
    assert.equal(pathOf("untitled:Untitled-1", "posix"), undefined));

  it("finds the innermost folder, by whole names", () => {
    const folders = ["file:///a", "file:///a/b", "file:///ab"];
    assert.equal(folderOf("file:///a/b/c.md", folders), "file:///a/b");
    assert.equal(folderOf("file:///a/bc.md", folders), "file:///a");
    assert.equal(folderOf("file:///abc/d.md", folders), undefined);
  });
});
