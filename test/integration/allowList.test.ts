/** The organisation's list of models: what the loader refuses before an engine is started, and the command line. */
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type AllowedModel, signList } from "../../server/src/model/allowList";
import { hanare } from "../support/commandLine";
import { settingsFor, startEngine } from "../support/engine";
import { writeTinyModel } from "../support/ggufWriter";
import { writeAdapter } from "../support/loraWriter";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const pem = {
  private: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  public: publicKey.export({ type: "spki", format: "pem" }).toString(),
};

describe("models that the organisation allows", () => {
  let folder: TemporaryFolder;
  let model: string;
  let sha256: string;
  before(async () => {
    folder = await temporaryFolder();
    model = await writeTinyModel(path.join(folder.path, "tiny.gguf"));
    sha256 = createHash("sha256")
      .update(await readFile(model))
      .digest("hex");
    await folder.write("key.pem", pem.private);
    await folder.write("public.pem", pem.public);
  });
  after(() => folder.remove());

  async function assistantWith(models: readonly AllowedModel[], change = (text: string) => text) {
    const allowList = await folder.write(
      "list.json",
      change(signList({ models, contact: "情シス" }, pem.private)),
    );
    const settings = settingsFor(model, { roles: ["assistant"] });
    const engine = startEngine({ ...settings, modelStore: { folder: "", allowList, publicKey: pem.public } });
    try {
      return await engine.settled("assistant");
    } finally {
      await engine.loader.dispose();
    }
  }

  it("loads no model that is not on the list, and names its hash and whom to ask", async () => {
    const state = await assistantWith([{ name: "Another", sha256: "a".repeat(64) }]);
    assert.equal(state.state, "failed");
    assert.match(
      JSON.stringify(state),
      new RegExp(`tiny\\.gguf is not on .*${sha256}\\. Ask 情シス .*Another`),
    );
  });

  it("loads none when the list was changed", async () => {
    const entry = { name: "Tiny", sha256 };
    const state = await assistantWith([entry], (text) => text.replace("Tiny", "tiny"));
    assert.equal(state.state, "failed");
    assert.match(JSON.stringify(state), /changed after it was signed/);
  });

  it("refuses a role that the list does not give the model", async () => {
    const state = await assistantWith([{ name: "Tiny", sha256, roles: ["completion"] }]);
    assert.equal(state.state, "refused");
    assert.match(JSON.stringify(state), /allows Tiny for completion only\. Ask 情シス/);
  });

  it("holds for adapters, too", async () => {
    const adapter = await writeAdapter(path.join(folder.path, "adapter.gguf"));
    const settings = settingsFor(model, { roles: ["assistant"] });
    const models = settings.models.map((entry) => ({ ...entry, lora: [{ path: adapter }] }));
    const allowList = await folder.write(
      "models.json",
      signList({ models: [{ name: "Tiny", sha256 }] }, pem.private),
    );
    const modelStore = { folder: "", allowList, publicKey: pem.public };
    const engine = startEngine({ ...settings, models, modelStore });
    try {
      assert.match(JSON.stringify(await engine.settled("assistant")), /adapter\.gguf is not on/);
    } finally {
      await engine.loader.dispose();
    }
    const added = await run("models allow-list add adapters.json adapter.gguf");
    assert.match(added.out, /^[0-9a-f]{64}  adapter\n$/);
  });

  const run = (text: string) => hanare(text.split(" "), { cwd: folder.path });

  it("is made, signed and checked on the command line", async () => {
    const added = await run(
      "models allow-list add allowed.json tiny.gguf --name Tiny --role assistant --contact IT",
    );
    assert.deepEqual([added.code, added.out], [0, `${sha256}  Tiny\n`]);
    assert.match(added.err, /must be signed again/);
    const unsigned = await run("models allow-list verify allowed.json --public-key public.pem");
    assert.equal(unsigned.code, 1);
    assert.match(unsigned.out, /Does not hold: allowed\.json is not signed/);
    assert.equal((await run("models allow-list sign allowed.json --key key.pem")).code, 0);
    const holds = await run("models allow-list verify allowed.json tiny.gguf --public-key public.pem");
    assert.deepEqual([holds.code, holds.out], [0, `Holds: 1 allowed models.\n${sha256}  Tiny (assistant)\n`]);
    const wrong = await run("models allow-list add allowed.json tiny.gguf --role chat");
    assert.equal(wrong.code, 2);
  });

  it("decides what is imported", async () => {
    const without = await run("models import tiny.gguf --to store --allow-list allowed.json");
    assert.equal(without.code, 2);
    assert.match(without.err, /needs --public-key/);
    const arguments_ = "--to store --allow-list allowed.json --public-key public.pem";
    const imported = await run(`models import tiny.gguf ${arguments_}`);
    assert.equal(imported.code, 0, imported.err);
    assert.deepEqual(JSON.parse(imported.out), {
      name: "tiny",
      path: path.join(folder.path, "store", "tiny.gguf"),
      sha256,
    });
    await writeTinyModel(path.join(folder.path, "other.gguf"), { seed: 2 });
    const refused = await run(`models import other.gguf ${arguments_}`);
    assert.equal(refused.code, 3);
    assert.match(refused.err, /other\.gguf is not on .*Ask IT/);
    assert.deepEqual(await folder.holding("Tiny Qwen", "store"), [
      path.join(folder.path, "store", "tiny.gguf"),
    ]);
    const inPlace = await run("models import other.gguf --in-place");
    assert.match(inPlace.out, /other\.gguf"/);
    assert.match(inPlace.out, /"name": "other"/);
  });
});
