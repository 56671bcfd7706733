import assert from "node:assert/strict";
import { notReadable } from "../../../server/src/model/ggufErrors";

describe("model files that cannot be read", () => {
  const cases: readonly (readonly [path: string, code: string, says: RegExp])[] = [
    [
      "\\\\fs01.example.co.jp\\共有 モデル\\a.gguf",
      "ERR_UNC_HOST_NOT_ALLOWED",
      /of the server fs01\.example\.co\.jp yet\. .*security\.allowedUNCHosts.*administrator/u,
    ],
    ["\\\\?\\UNC\\fs01\\共有\\a.gguf", "ERR_UNC_HOST_NOT_ALLOWED", /of the server fs01 yet/u],
    ["//fs01/models/a.gguf", "ERR_UNC_HOST_NOT_ALLOWED", /of the server fs01 yet/u],
    ["C:\\山田 太郎\\a.gguf", "ENOENT", /C:\\山田 太郎\\a\.gguf does not exist/u],
    ["C:\\a.gguf", "EPERM", /may not be read by you\. Ask the administrator/u],
    ["Z:\\a.gguf", "EIO", /cannot be read \(EIO\)\. Check the disk or the network drive/u],
  ];
  for (const [path, code, says] of cases)
    it(`${code}: ${path}`, () => {
      const error = notReadable(path, code);
      assert.equal(error.code, "model-file");
      assert.match(error.message, says);
    });
});
