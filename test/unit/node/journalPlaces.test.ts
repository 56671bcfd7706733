import assert from "node:assert/strict";
import manifest from "../../../package.json";
import path from "node:path";
import { journalPlaces } from "../../../server/src/node/journalPlaces";

describe("journal: where editors keep it", () => {
  const of = (platform: NodeJS.Platform, env: Readonly<Record<string, string>> = {}) =>
    journalPlaces({ platform, home: path.join("/", "home", "u"), env }).map((place) =>
      place.replaceAll(path.sep, "/"),
    );
  const cases: readonly (readonly [NodeJS.Platform, Readonly<Record<string, string>>, string])[] = [
    ["linux", {}, "/home/u/.config/Code/User/globalStorage/hanare.hanare/journal"],
    ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/VSCodium/User/globalStorage/hanare.hanare/journal"],
    ["linux", {}, "/home/u/.vscode-server/data/User/globalStorage/hanare.hanare/journal"],
    ["linux", {}, "/home/u/.local/share/code-server/User/globalStorage/hanare.hanare/journal"],
    ["darwin", {}, "/home/u/Library/Application Support/Code/User/globalStorage/hanare.hanare/journal"],
    ["win32", { APPDATA: "/a" }, "/a/Code/User/globalStorage/hanare.hanare/journal"],
  ];
  for (const [platform, env, expected] of cases)
    it(`${platform}: ${expected}`, () => assert.ok(of(platform, env).includes(expected)));

  it("names the extension as the manifest does", () => {
    assert.ok(of("linux")[0]?.includes(`/${manifest.publisher}.${manifest.name}/`));
  });
});
