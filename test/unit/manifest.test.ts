/** The manifest, the contract, the commands and the two languages say the same. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { settingsPages, settingsTable } from "../../scripts/lib/settingsTable.mjs";
import { engineKeys, settingDefaults } from "../../client/src/settingKeys";
import { fimFamilies, settingRanges, viewedExtensions } from "../../server/src/protocol";
import { toolDefinitions } from "../../server/src/tools/definitions";

interface Property {
  readonly default?: unknown;
  readonly scope?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Property[];
  readonly items?: { readonly properties?: Readonly<Record<string, Property>> };
  readonly enum?: readonly unknown[];
  readonly markdownEnumDescriptions?: readonly string[];
}
interface Manifest {
  readonly icon: string;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>
    >;
    readonly submenus: readonly { readonly id: string }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly displayName: string;
      readonly modelDescription: string;
      readonly inputSchema: unknown;
    }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
  };
}
const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const text = readFileSync("package.json", "utf8");
const manifest = readJson("package.json") as Manifest;
const strings = (path: string) => readJson(path) as Readonly<Record<string, string>>;
const english = strings("package.nls.json");
const japanese = strings("package.nls.ja.json");
const bundle = strings("media/l10n/bundle.l10n.ja.json");
const { contributes } = manifest;
const properties = new Map(
  contributes.configuration.flatMap((section) => Object.entries(section.properties)),
);
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
const placeholders = (message: string) => sorted(message.match(/\{\d+\}|\$\([\w~-]+\)/gu) ?? []);

describe("manifest: settings", () => {
  it("has every key of the contract and no other, with the same default", () => {
    const written = [...properties].map(([key, { default: value }]) => [key, value]);
    assert.deepEqual(Object.fromEntries(written), Object.fromEntries(settingDefaults));
  });

  it("has the contract's ranges", () => {
    for (const [key, range] of Object.entries(settingRanges)) {
      const property = properties.get(`hanare.${key}`);
      const numeric = property?.anyOf?.find(({ minimum }) => minimum !== undefined) ?? property;
      assert.deepEqual({ minimum: numeric?.minimum, maximum: numeric?.maximum }, range, key);
    }
  });

  it("names the families that fim may name", () => {
    const fim = properties.get("hanare.models")?.items?.properties?.["fim"];
    assert.deepEqual(fim?.anyOf?.[0]?.enum, ["auto", "off", ...fimFamilies]);
  });

  it("describes every value of an enum", () => {
    for (const [key, { enum: values, markdownEnumDescriptions }] of properties) {
      assert.equal(markdownEnumDescriptions?.length, values?.length, key);
    }
  });

  it("keeps a workspace that is not trusted from choosing model or engine, and from silencing a review", () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const review = [...properties.keys()].filter((key) => key.startsWith("hanare.review."));
    assert.ok(review.length > 3);
    assert.deepEqual(
      sorted(restricted),
      sorted([...engineKeys, ...review, "hanare.proofread.terms", "hanare.summary.templates"]),
    );
  });

  it("scopes the engine to the machine and the network to nothing less", () => {
    for (const key of engineKeys) assert.equal(properties.get(key)?.scope, "machine-overridable", key);
    for (const key of ["hanare.network.mode", "hanare.network.allow", "hanare.routing"])
      assert.equal(properties.get(key)?.scope, "machine", key);
  });
});

describe("pages of settings", () => {
  for (const { file, strings: path, words } of settingsPages)
    it(`${file} has the table of settings that \`npm run readme\` writes`, () =>
      assert.ok(readFileSync(file, "utf8").includes(settingsTable(manifest, strings(path), words))));
});

describe("manifest: languages", () => {
  it("has every %key% in both languages and none unused", () => {
    const used = sorted([...text.matchAll(/"%([^%"]+)%"/gu)].map((match) => match[1] ?? ""));
    assert.deepEqual(sorted(Object.keys(english)), used);
    assert.deepEqual(sorted(Object.keys(japanese)), used);
  });

  it("is Japanese where it says so", () => {
    const same = Object.keys(english).filter((key) => english[key] === japanese[key]);
    assert.deepEqual(same, ["config.section.gpu"]);
  });
});

describe("manifest: commands", () => {
  const declared = contributes.commands.map(({ command }) => command);

  it("declares every command of its menus", () => {
    const used = Object.values(contributes.menus).flat();
    assert.deepEqual(
      used.flatMap(({ command }) => command ?? []).filter((command) => !declared.includes(command)),
      [],
    );
    const submenus = contributes.submenus.map(({ id }) => id);
    assert.deepEqual(sorted(used.flatMap(({ submenu }) => submenu ?? [])), sorted(submenus));
    assert.ok(submenus.every((id) => (contributes.menus[id] ?? []).length > 0));
  });

  it("declares exactly the commands of the table", () => {
    const table = readFileSync("client/src/commands.ts", "utf8").split("export const commands").at(1) ?? "";
    const ids = [...table.matchAll(/^ {2}"(hanare\.\w+)":/gmu)].map((match) => match[1] ?? "");
    assert.deepEqual(sorted(ids), sorted(declared));
  });

  it("links only to declared commands, and to those that the editor makes of a view", () => {
    const focus = Object.values(contributes.views).flatMap((views) => views.map(({ id }) => `${id}.focus`));
    const linked = [
      ...`${text}${JSON.stringify(english)}${JSON.stringify(japanese)}`.matchAll(
        /(?:command|onCommand):(hanare\.[\w.]+)/gu,
      ),
    ];
    const sources = sourcesIn("client/src").flatMap((path) => [
      ...readFileSync(path, "utf8").matchAll(/(?:command: |executeCommand\(\s*)"(hanare\.\w+)"/gu),
    ]);
    const ids = [...linked, ...sources].map((match) => match[1] ?? "");
    assert.ok(ids.length > 5);
    assert.deepEqual(
      ids.filter((id) => !declared.includes(id) && !focus.includes(id)),
      [],
    );
  });

  it("ships the files it names, walkthrough pages in both languages", () => {
    const pages = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown));
    const files = [manifest.icon, ...pages, ...pages.map((page) => page.replace(/\.md$/u, ".nls.ja.md"))];
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });
});

describe("messages", () => {
  const sources = [...sourcesIn("client/src"), ...sourcesIn("server/src")]
    .filter((path) => !/[\\/]l10n\.ts$/u.test(path))
    .map((path) => ({ path, code: readFileSync(path, "utf8") }));
  const all = sources.map(({ code }) => code).join("\n");
  /** `message` as it is written in code, whichever quotes the formatter chose. */
  const written = (message: string) => [JSON.stringify(message), `'${message}'`, `\`${message}\``];

  const translations = sources.map(({ path, code }) => ({
    path,
    calls: [...code.matchAll(/\bt\(\s*("(?:\\.|[^"\\\r\n])*"|'[^'\r\n]*'|`[^`]*`)\s*([,)+])/gu)],
  }));

  it("have Japanese for every t(…), each one literal", () => {
    const known = new Set(Object.keys(bundle).flatMap(written));
    const missing = translations.flatMap(({ path, calls }) =>
      calls
        .filter(([, message = "", next]) => next === "+" || !known.has(message))
        .map(([, message = ""]) => `${path}: ${message}`),
    );
    assert.deepEqual(missing, []);
  });

  it("are all used", () => {
    const called = new Set(translations.flatMap(({ calls }) => calls.map(([, message]) => message)));
    // Few stand elsewhere, in a table for example: only these are looked for in all the code.
    const unused = Object.keys(bundle).filter(
      (message) => !written(message).some((form) => called.has(form) || all.includes(form)),
    );
    assert.deepEqual(unused, []);
  });

  it("keep their places and icons in Japanese", () => {
    const different = Object.entries(bundle).filter(
      ([message, translated]) => placeholders(message).join() !== placeholders(translated).join(),
    );
    assert.deepEqual(different, []);
  });
});

describe("manifest: tools of chats", () => {
  it("tells the editor of each tool what an MCP client is told", () => {
    const told = contributes.languageModelTools.map(({ displayName, ...tool }) => ({
      ...{ name: tool.name, title: english[displayName.slice(1, -1)] },
      ...{ description: tool.modelDescription, inputSchema: tool.inputSchema },
    }));
    assert.deepEqual(told, JSON.parse(JSON.stringify(toolDefinitions)));
  });
});

describe("manifest: files that are no text", () => {
  it("offers the text view for the extensions that have one", () => {
    const lists = [...text.matchAll(/resourceExtname =~ \/\^\\\\\.\(([\w|]+)\)\$\/i/g)].map(
      ([, list = ""]) => list,
    );
    assert.ok(lists.length > 0);
    for (const list of lists) assert.deepEqual(list.split("|"), viewedExtensions);
  });
});
