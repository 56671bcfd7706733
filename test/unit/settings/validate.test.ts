import assert from "node:assert/strict";
import { defaultSettings, settingRanges } from "../../../server/src/protocol";
import { folderProblems, validate } from "../../../server/src/settings/validate";
import { setLanguage } from "../../../server/src/util/l10n";

const places = { home: "/home/hana", workspaceFolder: "/projects/bank", platform: "linux" } as const;
const hash = "a".repeat(64);

/** `[what, raw, expected setting at key, expected problem]`; a problem of undefined means none at all. */
function check(raw: unknown, expected: { key?: string; value?: unknown; problems?: readonly RegExp[] }) {
  const { settings, problems } = validate(raw, places);
  const value = expected.key
    ?.split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], settings);
  if (expected.key !== undefined) assert.deepEqual(value, expected.value);
  const told = problems.map((problem) => `${problem.key}: ${problem.message}`);
  assert.equal(told.length, expected.problems?.length ?? 0, told.join("\n"));
  expected.problems?.forEach((pattern, index) => assert.match(told[index] ?? "", pattern));
}

describe("settings/validate", () => {
  for (const nothing of [undefined, null, {}])
    it(`answers the defaults for ${JSON.stringify(nothing)}`, () =>
      assert.deepEqual(validate(nothing, places), { settings: defaultSettings, problems: [] }));

  it("accepts its own defaults and the language client's trace switch", () =>
    assert.deepEqual(validate({ ...defaultSettings, trace: { server: "off" } }, places).problems, []));

  const values: readonly [key: string, raw: unknown, value: unknown, problem?: RegExp][] = [
    ["gpu.backend", "cuda", "cuda"],
    ["gpu.backend", "CUDA", "auto", /hanare\.gpu\.backend: "CUDA" is not one of "auto", .* default "auto"/],
    ["gpu.layers", 20, 20],
    ["gpu.layers", "max", "max"],
    ["gpu.layers", 1.5, "auto", /hanare\.gpu\.layers: 1\.5 is not "auto", "max" or a number/],
    ["gpu.devices", [0, 1], [0, 1]],
    ["gpu.devices", [0, "1"], [], /Item 2: "1" is not a whole number/],
    ["gpu.devices", "0", [], /not a list/],
    ["engine.threads", -1, 0, /whole number from 0 to 512/],
    ["engine.threads", "4", 0, /"4" is not a whole number/],
    ["engine.mmap", "true", true, /is not true or false/],
    ["completion.enabled", null, true],
    ["completion.exclude", ["**/*.csv"], ["**/*.csv"]],
    ["completion.exclude", ["**/*.csv", 3], defaultSettings.completion.exclude, /Item 2: 3 is not a text/],
    ["completion.multiline", "sometimes", "auto", /"auto", "always", "never"/],
    ["review.packs", {}, defaultSettings.review.packs, /not a list/],
    ["summary.length", "長い", "medium", /"長い" is not one of/],
    ["network.mode", "online", "offline", /"online" is not one of "offline", "allowlist"/],
    ["network.mode", "allowlist", "allowlist"],
    ["network.allow", ["llm.example.jp:8443"], ["llm.example.jp:8443"]],
    ["network.allow", ["https://llm.example.jp"], [], /Item 1: "https:.*" is not a host or host:port/],
    ["network.allow", ["*"], [], /Item 1: "\*" is not a host/],
    ["gpu", "max", defaultSettings.gpu, /hanare\.gpu: "max" is not a group/],
    ["routing", [{ endpoint: "dept", marks: ["公開"] }], [{ endpoint: "dept", marks: ["公開"] }]],
    ["routing", [{ marks: ["公開"] }], [], /Item 1: .* is no rule: it needs endpoint/],
    ["routing", [{ endpoint: "dept", mark: ["公開"] }], [], /Item 1: "mark" is no key of a rule/],
    [
      "routing",
      [{ endpoint: "dept", folders: ["docs/**"] }],
      [],
      /folders: Item 1: "docs\/\*\*" is no whole path/,
    ],
    ["routing", [{ endpoint: "dept", tasks: ["print"] }], [], /tasks: Item 1: "print" is not one of/],
    ["routing", [{ endpoint: "dept", code: true }], [], /A rule with code needs folders/],
  ];
  for (const [key, raw, value, problem] of values)
    it(`${key} = ${JSON.stringify(raw)}`, () => {
      const nested = key.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), raw);
      check(nested, { key, value, ...(problem ? { problems: [problem] } : {}) });
    });

  for (const [key, { minimum, maximum }] of Object.entries(settingRanges))
    it(`${key} ends at ${minimum} and ${maximum}`, () => {
      const [group = "", name = ""] = key.split(".");
      const problems = (value: number) => validate({ [group]: { [name]: value } }, places).problems.length;
      assert.deepEqual([minimum - 1, minimum, maximum, maximum + 1].map(problems), [1, 0, 0, 1]);
    });

  it("tells unknown keys at every depth", () =>
    check(
      { gpu: { layer: 3 }, thread: 4 },
      {
        problems: [/hanare\.thread: Hanare has no setting/, /hanare\.gpu\.layer: Hanare has no setting/],
      },
    ));

  it("is not confused by a wrong root", () => check("oops", { problems: [/hanare: "oops" is not a group/] }));
});

describe("settings/validate: models", () => {
  const entries: readonly [what: string, entry: unknown, value: unknown, problem?: RegExp][] = [
    ["a path", { name: "a", path: "/m/a.gguf" }, { name: "a", path: "/m/a.gguf" }],
    ["home", { name: "a", path: "~/m.gguf" }, { name: "a", path: "/home/hana/m.gguf" }],
    [
      "a folder",
      { name: "a", path: "${workspaceFolder}/m.gguf" },
      { name: "a", path: "/projects/bank/m.gguf" },
    ],
    ["hash", { name: "a", path: "/a", sha256: "A".repeat(64) }, { name: "a", path: "/a", sha256: hash }],
    ["context", { name: "a", path: "/a", contextSize: 4096 }, { name: "a", path: "/a", contextSize: 4096 }],
    [
      "wrong context",
      { name: "a", path: "/a", contextSize: "4k" },
      { name: "a", path: "/a" },
      /Entry 1 \(a\): contextSize/,
    ],
    [
      "adapters",
      { name: "a", path: "/a", lora: ["/l", { path: "/m", scale: 0.5 }] },
      { name: "a", path: "/a", lora: [{ path: "/l" }, { path: "/m", scale: 0.5 }] },
    ],
    ["adapter of no list", { name: "a", path: "/a", lora: "/l" }, undefined, /lora: "\/l" is not a list/],
    [
      "adapter without a path",
      { name: "a", path: "/a", lora: [{ scale: 1 }] },
      undefined,
      /lora: path is missing/,
    ],
    [
      "adapter too strong",
      { name: "a", path: "/a", lora: [{ path: "/l", scale: 11 }] },
      undefined,
      /lora: scale: 11 is not a number from 0 to 10/,
    ],
    ["fim off", { name: "a", path: "/a", fim: "off" }, { name: "a", path: "/a", fim: "off" }],
    ["fim family", { name: "a", path: "/a", fim: "glm" }, { name: "a", path: "/a", fim: "glm" }],
    [
      "fim tokens",
      { name: "a", path: "/a", fim: { prefix: "<p>", suffix: "<s>", middle: "<m>", order: "spm" } },
      { name: "a", path: "/a", fim: { prefix: "<p>", suffix: "<s>", middle: "<m>", order: "spm" } },
    ],
    [
      "fim unknown",
      { name: "a", path: "/a", fim: "gpt" },
      { name: "a", path: "/a" },
      /fim: "gpt" is not one of "auto", "off", "qwen-coder"/,
    ],
    [
      "fim without suffix",
      { name: "a", path: "/a", fim: { prefix: "<p>" } },
      { name: "a", path: "/a" },
      /Entry 1 \(a\): fim: prefix and suffix are needed/,
    ],
    [
      "fim with another key",
      { name: "a", path: "/a", fim: { prefix: "<p>", suffix: "<s>", stop: 1 } },
      { name: "a", path: "/a" },
      /stop is not a key of fim\. Known keys: prefix, suffix, middle, order/,
    ],
    [
      "fim order",
      { name: "a", path: "/a", fim: { prefix: "<p>", suffix: "<s>", order: "pms" } },
      { name: "a", path: "/a" },
      /fim: order: "pms" is not one of "psm", "spm"/,
    ],
    ["unknown key", { name: "a", path: "/a", gpu: 1 }, { name: "a", path: "/a" }, /gpu is not a key/],
    ["wrong hash", { name: "a", path: "/a", sha256: "abc" }, undefined, /64 hexadecimal digits/],
    ["relative", { name: "a", path: "m/a.gguf" }, undefined, /not a full path/],
    ["URL", { name: "a", path: "https://example.com/a.gguf" }, undefined, /address, not a file/],
    ["file URL", { name: "a", path: "file:///a.gguf" }, undefined, /is an address/],
    ["empty path", { name: "a", path: " " }, undefined, /is not a path/],
    ["number path", { name: "a", path: 3 }, undefined, /3 is not a path/],
    ["no source", { name: "a" }, undefined, /path is missing/],
    [
      "a model of the catalogue",
      { name: "a", catalogue: "qwen3-8b", contextSize: 4096 },
      { name: "a", catalogue: "qwen3-8b", contextSize: 4096 },
    ],
    ["no model", { name: "a", catalogue: " " }, undefined, /" " is not a model of the catalogue/],
    [
      "two sources",
      { name: "a", catalogue: "x", path: "/a" },
      undefined,
      /path, catalogue exclude each other/,
    ],
    ["both", { name: "a", path: "/a", endpoint: "x" }, undefined, /path, endpoint exclude each other/],
    [
      "a server",
      { name: "a", endpoint: "http://127.0.0.1:8080", contextSize: 4096 },
      { name: "a", endpoint: { url: "http://127.0.0.1:8080" }, contextSize: 4096 },
    ],
    [
      "a server that is none",
      { name: "a", endpoint: "x" },
      undefined,
      /Entry 1 \(a\): endpoint: "x" is not a URL/,
    ],
    [
      "a server with a hash",
      { name: "a", endpoint: "http://127.0.0.1:8080", sha256: hash },
      undefined,
      /sha256 is for files/,
    ],
    ["no name", { path: "/a" }, undefined, /Entry 1: name is missing/],
    ["a string", "/a", undefined, /not an entry in curly brackets/],
  ];
  for (const [what, entry, value, problem] of entries)
    it(`entry: ${what}`, () =>
      check(
        { models: [entry] },
        {
          key: "models",
          value: value === undefined ? [] : [value],
          ...(problem ? { problems: [problem] } : {}),
        },
      ));

  for (const path of ["C:\\m\\a.gguf", "\\\\nas\\m\\a.gguf"])
    it(`takes ${path} on Windows`, () => {
      const { settings } = validate({ models: [{ name: "a", path }] }, { ...places, platform: "win32" });
      assert.deepEqual(settings.models, [{ name: "a", path }]);
    });

  it("needs an open folder for ${workspaceFolder}", () =>
    assert.match(
      validate({ models: [{ name: "a", path: "${workspaceFolder}/a" }] }, { home: "/h", platform: "linux" })
        .problems[0]?.message ?? "",
      /no folder is open/,
    ));

  it("keeps the good entries beside a wrong one", () =>
    check(
      {
        models: [
          { name: "a", path: "x" },
          { name: "b", path: "/b" },
        ],
      },
      {
        key: "models",
        value: [{ name: "b", path: "/b" }],
        problems: [/Entry 1 \(a\)/],
      },
    ));

  it("uses the first of two equal names", () =>
    check(
      {
        models: [
          { name: "a", path: "/1" },
          { name: "a", path: "/2" },
        ],
      },
      {
        key: "models",
        value: [{ name: "a", path: "/1" }],
        problems: [/name is used twice/],
      },
    ));

  it("names the models there are when a role names another", () =>
    check(
      { models: [{ name: "qwen", path: "/q" }], model: { completion: "qwn", assistant: "qwen" } },
      {
        key: "model",
        value: { completion: "qwn", assistant: "qwen", embedding: "" },
        problems: [/hanare\.model\.completion: No model is called "qwn"\. Write one of "qwen"/],
      },
    ));

  it("blames a wrong entry once, not its role too", () =>
    check(
      { models: [{ name: "a", path: "x" }], model: { completion: "a", assistant: "" } },
      {
        key: "models",
        value: [],
        problems: [/hanare\.models: Entry 1/],
      },
    ));

  it("speaks Japanese", () => {
    setLanguage("ja");
    try {
      const [problem] = validate({ engine: { mmap: 1 } }, places).problems;
      assert.match(problem?.message ?? "", /\p{Script=Hiragana}/u);
    } finally {
      setLanguage("en");
    }
  });
});

describe("settings/validate: folders", () => {
  it("tells engine keys that only a folder has, and no others", () => {
    const window = { gpu: { backend: "auto" }, completion: { enabled: true } };
    const folder = { gpu: { backend: "cuda" }, completion: { enabled: false } };
    const problems = folderProblems(window, folder, "file:///b");
    assert.deepEqual(
      problems.map(({ key, scopeUri }) => ({ key, scopeUri })),
      [{ key: "hanare.gpu.backend", scopeUri: "file:///b" }],
    );
    assert.deepEqual(folderProblems(window, window, "file:///b"), []);
  });
});
