import assert from "node:assert/strict";
import { isExcluded } from "../../../server/src/completion/exclude";
import { defaultSettings } from "../../../server/src/protocol";

const globs = [...defaultSettings.completion.exclude, "secrets/**", "*.sql"];

describe("excluded files", () => {
  const cases: readonly [uri: string, excluded: boolean][] = [
    ["file:///home/a/project/.env", true],
    ["file:///home/a/project/.env.local", true],
    ["file:///c%3A/Users/a/project/.env", true],
    ["file:///C:/Users/a/project/Server.PEM", true],
    ["C:\\Users\\a\\project\\.env", true],
    ["file://fileserver/share/%E9%8D%B5/id_rsa", true],
    ["/srv/c#/secrets/deep/plan.ts", true],
    ["file:///srv/db/init.sql", true],
    ["vscode-notebook-cell:/srv/secrets/a.ipynb#W0sZmlsZQ", true],
    ["file:///home/a/environment.ts", false],
    ["file:///home/a/mysecrets/plan.ts", false],
    ["file:///c%3A/Users/a/%E9%A1%A7%E5%AE%A2.ts", false],
    ["untitled:Untitled-1", false],
    ["file:///broken/%E9%/a.ts", false],
  ];
  for (const [uri, excluded] of cases) {
    it(`${excluded ? "leaves out" : "completes"} ${uri}`, () =>
      assert.equal(isExcluded(uri, globs), excluded));
  }

  it("excludes nothing without globs", () => assert.equal(isExcluded("file:///a/.env", []), false));
});
