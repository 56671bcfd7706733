// What locked workstations do to the built server and command line, as far as this machine can play it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ImportModelRequest, InspectModelRequest, type ModelReport } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

describe("a user folder with a Japanese name and a space", () => {
  let folder: TemporaryFolder;
  let server: TestServer;
  let model: string;
  const home = "山田 太郎";

  before(async () => {
    folder = await temporaryFolder();
    await folder.write(`${home}/モデル 置き場/覚え書き.txt`, "");
    model = await writeTinyModel(path.join(folder.path, home, "モデル 置き場", "小さい モデル.gguf"));
    server = await startServer({
      storagePath: path.join(folder.path, home, "プロフィール", "hanare"),
      settings: {
        "": {
          models: [{ name: "小", path: model }],
          model: { completion: "小" },
          gpu: { backend: "off" },
          modelStore: { folder: path.join(folder.path, home, "共有") },
        },
      },
    });
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  it("is no obstacle to loading a model", async () => {
    const { roles } = await server.statuses.next(({ roles: { completion } }) =>
      ["ready", "failed", "refused"].includes(completion.state),
    );
    assert.equal(roles.completion.state, "ready", JSON.stringify(roles.completion));
  });

  it("is no obstacle to looking at a model and importing it", async () => {
    const { connection } = server;
    const report = await connection.sendRequest<ModelReport>(InspectModelRequest.method, { path: model });
    assert.equal(report.path, model);
    const { models } = await connection.sendRequest<ImportModelRequest.Result>(ImportModelRequest.method, {
      path: model,
    });
    const copy = path.join(folder.path, home, "共有", "小さい モデル.gguf");
    assert.deepEqual(models, [{ path: copy, copied: true }]);
  });

  it("is where the product remembers", async () => {
    const kept = await readdir(path.join(folder.path, home, "プロフィール", "hanare"));
    assert.ok(kept.includes("model-hashes.json"), kept.join(", "));
  });

  it("is no obstacle to the command line", async () => {
    const cwd = path.join(folder.path, home);
    const verified = await hanare(["models", "inspect", "モデル 置き場/小さい モデル.gguf"], { cwd });
    assert.equal(verified.code, 0, verified.err);
    assert.ok(verified.out.includes(model), verified.out);
  });
});

describe("a folder that Hanare may not write", () => {
  let folder: TemporaryFolder;
  let server: TestServer;
  let model: string;

  before(async () => {
    folder = await temporaryFolder();
    model = await writeTinyModel(path.join(folder.path, "tiny.gguf"));
    // No rights in the way of root: a file where the folder should be stops everybody.
    const storagePath = path.join(await folder.write("profile", ""), "hanare");
    const settings = {
      models: [{ name: "tiny", path: model }],
      model: { completion: "tiny" },
      gpu: { backend: "off" },
    };
    server = await startServer({ storagePath, locale: "ja", settings: { "": settings } });
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  it("stops no model, and that nothing is remembered is said once", async () => {
    const { roles } = await server.statuses.next(({ roles: { completion } }) =>
      ["ready", "failed", "refused"].includes(completion.state),
    );
    assert.equal(roles.completion.state, "ready", JSON.stringify(roles.completion));
    const said = server.log.filter((line) => line.includes(path.join(folder.path, "profile")));
    assert.equal(said.length, 1, server.log.join("\n"));
    assert.match(said[0] ?? "", /書き込めません（ENOTDIR）。Hanareは使えますが/u);
  });

  it("stops no command: a model is verified and a review is made without its cache", async () => {
    await folder.write("home/.cache", "in the way");
    const text = await folder.write("home/手順.md", "# 手順\n\n電源を切る。\n");
    const cwd = path.dirname(text);
    const sha256 = createHash("sha256")
      .update(await readFile(model))
      .digest("hex");
    const verified = await hanare(["models", "verify", model, "--sha256", sha256], { cwd });
    assert.equal(verified.code, 0, verified.err);
    const reviewed = await hanare(["review", "--rules", "hanare.manuals", text], { cwd });
    assert.ok([0, 1].includes(reviewed.code ?? -1), reviewed.err);
  });
});
