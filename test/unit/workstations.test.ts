// docs/workstations.md and its Japanese say each message as the product does, and leave none of these out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(join(root, name), "utf8");
const bundle = JSON.parse(read("media/l10n/bundle.l10n.ja.json")) as Readonly<Record<string, string>>;

/** Where the messages about locked workstations are; each `t("…")` of them is in the tables. */
const sources: readonly string[] = [
  "server/src/model/engine/libraryFault.ts",
  "server/src/model/engine/backend.ts",
  "server/src/model/engine/ending.ts",
  "server/src/model/machineNotes.ts",
  "server/src/node/storage.ts",
  "server/src/cli/oldRuntime.ts",
];

const shown = (message: string) => message.replace(/\{\d+\}/gu, "…");

/** First cells of the tables' rows. */
function messages(page: string): readonly string[] {
  const rows = read(page).match(/^\| .* \|$/gmu) ?? [];
  return rows
    .map((row) => row.split(" | ")[0]?.replace(/^\| /u, "").trim() ?? "")
    .filter((cell) => !/^-+$/u.test(cell) && cell !== "what you see" && cell !== "表示");
}

const inCode = sources.flatMap((source) =>
  [...read(source).matchAll(/\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/gu)].map(
    ([, double, single]) => double ?? single ?? "",
  ),
);

describe("the administrator's table of messages", () => {
  const english = messages("docs/workstations.md");
  const japanese = messages("docs/workstations.ja.md");

  it("says in English what the product says", () => {
    const known = new Set(Object.keys(bundle).map(shown));
    assert.deepEqual(
      english.filter((message) => !known.has(message)),
      [],
    );
    assert.ok(english.length > 25);
  });

  it("says the same in Japanese, in the same order", () => {
    const translated = new Map(Object.entries(bundle).map(([key, value]) => [shown(key), shown(value)]));
    assert.deepEqual(
      japanese,
      english.map((message) => translated.get(message)),
    );
  });

  it("leaves out none of the messages about the engine's library, the machine and the profile", () => {
    assert.ok(inCode.length > 18, String(inCode.length));
    assert.deepEqual(
      inCode.filter((message) => !english.includes(shown(message))),
      [],
    );
  });

  it("says of the launchers what they say", () => {
    const said = /echo hanare: (.*) 1>&2/u.exec(read("bin/hanare.cmd"))?.[1] ?? "";
    assert.match(
      said,
      /VS Code's "code" command on the PATH, or set HANARE_RUNTIME to Code\.exe or a Node 20/u,
    );
    assert.match(read("docs/workstations.md"), /`HANARE_RUNTIME` to VS Code's program or a Node 20/u);
  });
});
