/** The guides say nothing that is not so: commands, rule packs, settings, labels, links, both languages. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import picomatch from "picomatch";
import { screenshotNames, withScreenshots } from "../../scripts/lib/screenshots.mjs";
import { targets } from "../../scripts/lib/targets.mjs";
import { type GuideJob, runGuides } from "../support/guideRun";
import { anchorOf, common, commandsIn, type Guide, labelsIn, linksIn, readGuide } from "../support/guides";
import { root } from "../support/harness";

const at = (name: string) => path.join(root, name);
const json = (name: string) => JSON.parse(readFileSync(at(name), "utf8")) as unknown;
const texts = (name: string) => json(name) as Readonly<Record<string, string>>;

const names = ["user-guide", "administrator-guide", "rule-pack-guide", "auditor-guide"];
const languages = ["en", "ja"] as const;
type Language = (typeof languages)[number];
const fileOf = (name: string, language: Language) => `docs/${name}${language === "ja" ? ".ja" : ""}.md`;

/** They need a real model. */
const withModel = [
  "hanare complete src/transfer/limit.ts --line 31 --character 3 --model coder.gguf",
  "hanare review --rules .hanare/rules/judged.yaml --model assistant.gguf docs",
  "hanare eval --model now.gguf --model next.gguf --no-worse",
];

const manifest = json("package.json") as {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
  };
};
const settings = new Map(
  manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);
const idsIn = (folder: string) => readdirSync(at(folder)).map((name) => name.replace(/\.yaml$/, ""));
const otherNames = new Set([
  ...idsIn("media/packs"),
  ...idsIn("media/suites"),
  "hanare.hanare",
  "hanare.cmd",
]);

/** What the editor itself writes on the screen. */
const editorLabels: Readonly<Record<Language, readonly string[]>> = {
  en: ["Explorer", "Extensions", "Problems", "File", "Open Folder…", "Install from VSIX…", "Hanare"],
  ja: [
    ...[
      "エクスプローラー",
      "拡張機能",
      "問題",
      "ファイル",
      "フォルダーを開く...",
      "VSIX からのインストール...",
    ],
    "Hanare",
  ],
};
const plain = (label: string) => label.replace(/^\$\([\w~-]+\) /, "");
const bundle = texts("media/l10n/bundle.l10n.ja.json");
const labels: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    [...editorLabels.en, ...Object.values(texts("package.nls.json")), ...Object.keys(bundle)].map(plain),
  ),
  ja: new Set(
    [...editorLabels.ja, ...Object.values(texts("package.nls.ja.json")), ...Object.values(bundle)].map(plain),
  ),
};

const unknownLabels = (guide: Guide, language: Language) =>
  labelsIn(guide).filter(
    (label) => !labels[language].has(label) && !labels[language].has(label.replace(/^Hanare: /, "")),
  );
const commandLines = (guide: Guide) => guide.fences.flatMap((fence) => commandsIn(fence));
const settingsIn = (text: string) => text.match(/(?<![\w./\\-])hanare(?:\.[A-Za-z][\w-]*)+/g) ?? [];

for (const name of names)
  describe(`guide: ${name}`, () => {
    let en: Guide;
    let ja: Guide;
    before(async () => {
      en = await readGuide(fileOf(name, "en"));
      ja = await readGuide(fileOf(name, "ja"));
    });
    const both = () => [
      { guide: en, language: "en" as const },
      { guide: ja, language: "ja" as const },
    ];

    it("says the same in both languages", () => {
      const shape = (guide: Guide) => ({
        headings: guide.headings.length,
        links: linksIn(guide).map((link) => link.replace(/#.*$/, "#").replaceAll(/\.ja\.md|-ja\.png/g, "")),
        fences: guide.fences.map(({ kind, text }) => (kind === "console" ? kind : text)),
        commands: commandLines(guide).map(({ line, code }) => `${common(line)} ${code}`),
        settings: [...new Set(settingsIn(guide.text))].sort(),
      });
      const bare = (links: readonly string[]) =>
        links.map((link) => link.replaceAll(/\.md|\.png/g, "")).sort();
      const [one, other] = [shape(en), shape(ja)];
      assert.deepEqual({ ...other, links: bare(other.links) }, { ...one, links: bare(one.links) });
    });

    it("types no command where it is not run", () => {
      for (const { guide } of both())
        for (const { kind, text } of guide.fences)
          if (kind !== "console") assert.doesNotMatch(text, /^hanare /m, guide.file);
    });

    it("names settings, packs and labels that exist", () => {
      for (const { guide, language } of both()) {
        const unknown = settingsIn(guide.text).filter((one) => !settings.has(one) && !otherNames.has(one));
        assert.deepEqual(unknown, [], guide.file);
        assert.deepEqual(unknownLabels(guide, language), [], guide.file);
      }
    });

    it("has its pictures where the end-to-end suite takes them", () => {
      const suite = readdirSync(at("test/e2e"))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(at(`test/e2e/${file}`), "utf8"))
        .join("\n");
      for (const { guide } of both()) {
        for (const picture of screenshotNames(guide.text))
          assert.ok(suite.includes(`screenshot("${picture}")`), `${guide.file}: ${picture}`);
        const isThere = (picture: string) => existsSync(at(`docs/screenshots/${picture}.png`));
        assert.equal(withScreenshots(guide.text, isThere), guide.text, "run: npm run readme");
      }
    });
  });

/** Of the Japanese guide only what differs from the English one by more than the language of its messages. */
async function jobsOf(name: string): Promise<readonly GuideJob[]> {
  const [en, ja] = await Promise.all(languages.map((language) => readGuide(fileOf(name, language))));
  if (en === undefined || ja === undefined) return [];
  const skipped = new Set(withModel.map(common));
  const english = new Set(commandLines(en).map(({ line }) => line));
  const same = commandLines(ja)
    .map(({ line }) => line)
    .filter((line) => !line.includes('"') && english.has(line.replace(" --language ja", "")));
  return [
    { guide: en, skipped },
    { guide: ja, skipped: new Set([...skipped, ...same.map(common)]) },
  ];
}

describe("guides", function () {
  this.timeout(300_000);
  it("show commands that end as they say, and rule packs whose examples hold", async () => {
    const jobs = (await Promise.all(names.map(jobsOf))).flat();
    const results = await runGuides(jobs);
    const wrong = results
      .filter(({ code, command }) => code !== command.code)
      .map(({ command, code, out, err }) => `${command.line}\n${code}\n${err || out}`);
    assert.deepEqual(wrong, []);
    assert.ok(results.length > commandLines(await readGuide("docs/auditor-guide.md")).length);
  });

  it("skip no command that none of them shows", async () => {
    const guides = await Promise.all(names.map((name) => readGuide(fileOf(name, "en"))));
    const shown = new Set(guides.flatMap(commandLines).map(({ line }) => line));
    assert.deepEqual(
      withModel.filter((line) => !shown.has(line)),
      [],
    );
  });

  it("name every system that a package is made for, and no other", async () => {
    for (const file of [
      ...languages.map((one) => fileOf("administrator-guide", one)),
      "docs/workstations.md",
    ]) {
      const text = (await readGuide(file)).text;
      const named = text.match(/\b(?:win32|darwin|linux|alpine)-(?:x64|arm64|armhf)\b/g) ?? [];
      assert.deepEqual([...new Set(named)].sort(), [...targets].sort(), file);
    }
  });

  it("list exactly the settings that no workspace can change", async () => {
    const machine = [...settings].filter(([, { scope }]) => scope === "machine").map(([key]) => key);
    for (const language of languages) {
      const { prose } = await readGuide(fileOf("administrator-guide", language));
      const section = prose
        .split(/^### /m)
        .find((one) => /^(?:What no workspace|ワークスペースから緩め)/.test(one));
      const rows = [...(section ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key);
      assert.deepEqual(rows.sort(), machine.sort());
    }
  });
});

describe("pages of the first hour", () => {
  for (const page of readdirSync(at("media/walkthrough")))
    it(`${page} names what stands on the screen`, async () => {
      const language = page.includes(".nls.ja.") ? "ja" : "en";
      assert.deepEqual(unknownLabels(await readGuide(`media/walkthrough/${page}`), language), []);
    });
});

describe("documents that ship", () => {
  const patterns = readFileSync(at(".vscodeignore"), "utf8").match(/(?<=^!).+$/gm) ?? [];
  const ships = picomatch([...patterns], { dot: true });
  const documents = [
    ...["README.md", "README.ja.md", "CHANGELOG.md"],
    ...readdirSync(at("docs"))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];

  for (const document of documents)
    it(`${document} links to what there is and ships, or says that it does not`, async () => {
      const guide = await readGuide(document);
      assert.ok(ships(document));
      for (const link of linksIn(guide).filter((target) => !/^https?:/.test(target))) {
        const [target = "", anchor] = link.split("#");
        const file = target === "" ? document : path.posix.join(path.posix.dirname(document), target);
        assert.ok(existsSync(at(file)), `${link} is not there`);
        const paragraph = guide.prose.split("\n\n").find((one) => one.includes(`](${link})`)) ?? "";
        assert.ok(ships(file) || /in the repository|リポジトリ/.test(paragraph), `${link} does not ship`);
        if (anchor === undefined) continue;
        const anchors = (await readGuide(file)).headings.map(anchorOf);
        assert.ok(anchors.includes(decodeURIComponent(anchor)), `${link}: no such heading`);
      }
    });
});
