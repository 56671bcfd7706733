/** Whatever the editor shows of a document in a page stands behind the one policy that `page` writes. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const sources = readdirSync("client/src", { recursive: true })
  .map((name) => path.posix.join("client/src", String(name).replaceAll("\\", "/")))
  .filter((name) => name.endsWith(".ts"));
const naming = (pattern: RegExp) => sources.filter((name) => pattern.test(readFileSync(name, "utf8")));

describe("webviews", () => {
  it("are made in one place, and show nothing but pages with the policy", () => {
    assert.ok(sources.length > 50);
    const panel = "client/src/views/panel.ts";
    assert.deepEqual(
      naming(/createWebviewPanel|WebviewViewProvider|CustomEditorProvider|CustomReadonlyEditor/),
      [panel],
    );
    assert.deepEqual(naming(/\.html\s*=(?!=)/), [panel]);
    const shown = readFileSync(panel, "utf8").match(/\.html\s*=(?!=).*/gu) ?? [];
    assert.ok(shown.length > 0 && shown.every((line) => /^\.html = page\(/u.test(line)), shown.join("\n"));
  });

  it("may read the folder of their own script and style only", () =>
    assert.match(readFileSync("client/src/views/panel.ts", "utf8"), /localResourceRoots: \[root\]/u));
});
