/** A bundle across an air gap: made, carried, damaged on the way, taken over. On this machine's real disk. */
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportBundle, type ExportOptions } from "../../server/src/model/bundle/exportBundle";
import { importBundle, type ImportBundleOptions } from "../../server/src/model/bundle/importBundle";
import { manifestName } from "../../server/src/model/bundle/manifest";
import { type CopyPorts } from "../../server/src/model/copyFiles";
import { isModelError, type ModelErrorCode } from "../../server/src/model/runtime";
import { disk } from "../../server/src/node/disk";
import { hanare } from "../support/commandLine";
import { encodeGguf } from "../support/ggufEncode";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const keys = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    private: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    public: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
};
const own = keys();
const model = (name: string, metadata = {}) =>
  encodeGguf({
    metadata: { "general.architecture": "llama", "general.name": name, ...metadata },
    tensors: [{ name: "token_embd.weight", type: "F32", shape: [64, 4096] }],
  });
const sha = (...bytes: readonly Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(bytes)).digest("hex");
const whole = model("whole");
const parts = [0, 1].map((no) => model("parts", { "split.no": no, "split.count": 2 }));
const partNames = ["parts-00001-of-00002.gguf", "parts-00002-of-00002.gguf"];
const extension = Buffer.alloc(2_500_000, "vsix");
const megabyte = 1_000_000;
const never = new AbortController().signal;
const ports: CopyPorts = { disk, progress: () => undefined };
const fails = (code: ModelErrorCode, message: RegExp) => (error: unknown) => {
  assert.ok(isModelError(error), String(error));
  assert.match(error.message, message);
  return error.code === code;
};

describe("a bundle for computers without a network", () => {
  let folder: TemporaryFolder;
  let bundle: string;
  let to: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    bundle = path.join(folder.path, "usb", "hanare");
    to = path.join(folder.path, "models");
    await folder.write("from/whole.gguf", whole);
    for (const [at, name] of partNames.entries()) await folder.write(`from/${name}`, parts[at] ?? "");
    await folder.write("from/hanare-win32-x64-0.1.0.vsix", extension);
    await folder.write("from/acme.yaml", "hanare: 1\n");
    await folder.write("from/allowed.json", "{}");
  });
  afterEach(() => folder.remove());

  const from = (name: string) => path.join(folder.path, "from", name);
  const make = (options: Partial<ExportOptions> = {}, using = ports, signal = never) =>
    exportBundle(
      {
        models: [from("whole.gguf"), from(partNames[0] ?? "")],
        extensions: [from("hanare-win32-x64-0.1.0.vsix")],
        rules: [from("acme.yaml")],
        allowList: from("allowed.json"),
      },
      { to: bundle, product: "0.1.0", ...options },
      using,
      signal,
    );
  const take = (options: Partial<ImportBundleOptions> = {}, signal = never) =>
    importBundle(bundle, { to, ...options }, ports, signal);
  const inBundle = (name: string) => path.join(bundle, ...name.split("/"));
  const left = async () => (await readdir(to, { recursive: true }).catch(() => [])).sort();

  for (const split of [undefined, megabyte])
    it(`brings everything to the other side as it was, ${split === undefined ? "whole" : "in pieces"}`, async () => {
      const files = await make({ privateKey: own.private, ...(split === undefined ? {} : { split }) });
      const cut = files.filter(({ pieces }) => pieces !== undefined);
      assert.equal(cut.length, split === undefined ? 0 : 4);
      for (const name of await readdir(bundle, { recursive: true }))
        assert.ok((await stat(inBundle(name))).size <= (split ?? Infinity), name);
      const result = await take({ publicKey: own.public });
      assert.equal(result.signature, "valid");
      assert.deepEqual(
        result.models.map(({ name, sha256, copied }) => ({ name, sha256, copied })),
        [
          { name: "parts", sha256: sha(...parts), copied: true },
          { name: "whole", sha256: sha(whole), copied: true },
        ],
      );
      assert.ok((await readFile(path.join(to, "whole.gguf"))).equals(whole));
      assert.deepEqual(result.rules, [path.join(to, "packs", "acme.yaml")]);
      assert.equal(await readFile(result.rules[0] ?? "", "utf8"), "hanare: 1\n");
      assert.deepEqual(await left(), [
        "allowed.json",
        "packs",
        "packs/acme.yaml",
        ...partNames,
        "whole.gguf",
      ]);
    });

  it("lists its hashes as sha256sum reads them, and has a guide in both languages with joining commands", async () => {
    await make({ split: megabyte });
    const sums = (await readFile(inBundle("SHA256SUMS.txt"), "utf8")).trim().split("\n");
    for (const line of sums) {
      const [hash, name = ""] = line.split("  ");
      assert.equal(hash, sha(await readFile(inBundle(name))), name);
    }
    const names = (await readdir(bundle, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(bundle, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
    assert.deepEqual(
      sums.map((line) => line.split("  ")[1]).sort(),
      names.filter((name) => name !== "SHA256SUMS.txt" && name !== manifestName).sort(),
    );
    for (const name of ["GUIDE.ja.html", "GUIDE.en.html"]) {
      const guide = await readFile(inBundle(name), "utf8");
      assert.match(guide, /copy \/b extensions\\hanare-win32-x64-0\.1\.0\.vsix\.001\+extensions\\/);
      assert.ok(guide.includes(sha(extension)));
    }
    assert.match(await readFile(inBundle("GUIDE.ja.html"), "utf8"), /<html lang="ja">[^]*モデルを取り込む/);
  });

  it("is taken over again without copying, and newer rules take the place of older ones", async () => {
    await make();
    await take();
    await rm(bundle, { recursive: true });
    await folder.write("from/acme.yaml", "hanare: 1\n# 2\n");
    await make();
    const again = await take();
    assert.deepEqual(
      again.models.map(({ copied }) => copied),
      [false, false],
    );
    assert.match(await readFile(again.rules[0] ?? "", "utf8"), /# 2/);
    await appendFile(path.join(to, "whole.gguf"), "x");
    await assert.rejects(take(), fails("model-exists", /is another file/));
  });

  type Damage = readonly [
    name: string,
    code: ModelErrorCode,
    message: RegExp,
    damage: () => Promise<unknown>,
  ];
  const flip = async (name: string) => {
    const bytes = await readFile(inBundle(name));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(inBundle(name), bytes);
  };
  const edit = async (change: (text: string) => string) =>
    writeFile(inBundle(manifestName), change(await readFile(inBundle(manifestName), "utf8")));
  const damages: readonly Damage[] = [
    ["a byte of a model", "bundle", /whole\.gguf is not the file/, () => flip("models/whole.gguf.002")],
    [
      "a byte of the extension",
      "bundle",
      /vsix\.003 is not the file/,
      () => flip("extensions/hanare-win32-x64-0.1.0.vsix.003"),
    ],
    ["a byte of a rule pack", "bundle", /acme\.yaml is not the file/, () => flip("rules/acme.yaml")],
    [
      "a missing piece",
      "bundle",
      /1 of its files .*: models\/whole\.gguf\.001\./,
      () => rm(inBundle("models/whole.gguf.001")),
    ],
    ["a piece cut short", "bundle", /1 of its files/, () => truncate(inBundle("models/whole.gguf.001"), 10)],
    ["no list", "model-file", /hanare-bundle\.json/, () => rm(inBundle(manifestName))],
    ["a list of nonsense", "bundle", /no list of a bundle/, () => edit(() => "nonsense")],
    ["a list without end", "bundle", /no list of a bundle/, () => edit((text) => text.padEnd(5_000_000))],
    [
      "a path out of the folder",
      "bundle",
      /that no bundle of Hanare has/,
      () => edit((text) => text.replace("rules/acme.yaml", "../acme.yaml")),
    ],
    [
      "another hash in the list",
      "bundle",
      /changed after it was signed/,
      () => edit((text) => text.replace(sha(whole), "0".repeat(64))),
    ],
  ];
  for (const [name, code, message, damage] of damages)
    it(`is refused with ${name}`, async () => {
      await make({ split: megabyte, privateKey: own.private });
      await damage();
      const signed = /signed/.test(message.source);
      await assert.rejects(take(signed ? { publicKey: own.public } : {}), fails(code, message));
      assert.ok(!(await left()).some((file) => file.endsWith(".part") || file.includes("whole")), name);
    });

  it("is not taken over unsigned, or signed by another, where a key is given", async () => {
    await make();
    await assert.rejects(take({ publicKey: own.public }), fails("bundle", /not signed/));
    assert.equal((await take()).signature, "none");
    await rm(bundle, { recursive: true });
    await make({ privateKey: keys().private });
    await assert.rejects(take({ publicKey: own.public }), fails("bundle", /not the signer's/));
    assert.equal((await take()).signature, "unchecked");
  });

  it("brings no model that the organisation's list has not", async () => {
    await make();
    const allowList = { models: [{ name: "parts", sha256: sha(...parts) }] };
    await assert.rejects(take({ allowList }), fails("model-not-allowed", /whole\.gguf is not on/));
    assert.deepEqual(await left(), partNames);
  });

  it("is made only into an empty folder, of names that differ, of models", async () => {
    await folder.write("usb/hanare/old.txt", "old");
    await assert.rejects(make(), fails("bundle", /not an empty folder/));
    assert.deepEqual(await readdir(bundle), ["old.txt"]);
    await rm(bundle, { recursive: true });
    await folder.write("other/WHOLE.gguf", whole);
    const twice = {
      models: [from("whole.gguf"), path.join(folder.path, "other/WHOLE.gguf")],
      extensions: [],
      rules: [],
    };
    await assert.rejects(
      exportBundle(twice, { to: bundle, product: "1" }, ports, never),
      fails("bundle", /same name/),
    );
    await writeFile(from("whole.gguf"), "no model");
    await assert.rejects(make(), fails("model-file", /whole\.gguf/));
    assert.deepEqual(await readdir(path.dirname(bundle)).catch(() => []), []);
  });

  it("has no list when it was stopped, or the drive was full or went away", async () => {
    const stop = new AbortController();
    const stopping = { ...ports, progress: () => stop.abort(new Error("stopped")) };
    await assert.rejects(make({}, stopping, stop.signal), /stopped/);
    await assert.rejects(take(), fails("model-file", /hanare-bundle\.json/));
    const codes: readonly (readonly [string, ModelErrorCode])[] = [
      ["ENOSPC", "disk-full"],
      ["EIO", "disk-gone"],
    ];
    for (const [code, expected] of codes) {
      await rm(bundle, { recursive: true, force: true });
      const broken: CopyPorts["disk"] = {
        ...disk,
        create: async (file) => ({
          ...(await disk.create(file)),
          write: async () => Promise.reject(Object.assign(new Error(code), { code })),
        }),
      };
      await assert.rejects(make({}, { ...ports, disk: broken }), fails(expected, /./));
    }
    await rm(bundle, { recursive: true, force: true });
    const full = { ...disk, free: async () => 1000 };
    await assert.rejects(make({}, { ...ports, disk: full }), fails("disk-full", /only 1\.0 kB is free/));
  });

  it("is made and taken over from the command line, which prints what belongs into the settings", async () => {
    await folder.write("key.pem", own.private);
    await folder.write("public.pem", own.public);
    await mkdir(path.join(folder.path, "home"));
    const run = (line: string) => hanare(line.split(" "), { cwd: folder.path });
    const made = await run(
      "models export usb from/whole.gguf --vsix from --rules from --allow-list from/allowed.json --split 1MB --key key.pem",
    );
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /  models\/whole\.gguf\t1\.0 MB\t×2\n/);
    const taken = await run("models import usb --to models --public-key public.pem");
    assert.equal(taken.code, 0, taken.err);
    const settings = JSON.parse(taken.out) as Record<string, unknown>;
    assert.deepEqual(settings["hanare.models"], [
      { name: "whole", path: path.join(to, "whole.gguf"), sha256: sha(whole) },
    ]);
    assert.deepEqual(settings["hanare.review.packs"], [path.join(to, "packs", "acme.yaml")]);
    for (const [line, message] of [
      ["models export other", /nothing to take along/],
      ["models export other from/whole.gguf --split lots", /--split needs a number/],
      ["models export other --vsix home", /holds no file of this kind/],
      ["models export other --vsix gone", /cannot be read \(ENOENT\)/],
    ] as const) {
      const refused = await run(line);
      assert.equal(refused.code, 2);
      assert.match(refused.err, message);
    }
  });
});
