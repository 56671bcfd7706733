import assert from "node:assert/strict";
import { resolveModelPath } from "../../../server/src/model/modelPath";
import { isModelError } from "../../../server/src/model/runtime";

describe("model path", () => {
  const linux = { home: "/home/hana", workspaceFolder: "/work/案件", platform: "linux" as const };
  const windows = {
    home: "C:\\Users\\花子",
    workspaceFolder: "D:\\proj",
    platform: "win32" as const,
  };
  const good: readonly (readonly [string, Parameters<typeof resolveModelPath>[1], string])[] = [
    ["/models/a.gguf", linux, "/models/a.gguf"],
    ["  /models/../モデル/a b.gguf\n", linux, "/モデル/a b.gguf"],
    ["~/a.gguf", linux, "/home/hana/a.gguf"],
    ["${userHome}/a.gguf", linux, "/home/hana/a.gguf"],
    ["${workspaceFolder}/m/a.gguf", linux, "/work/案件/m/a.gguf"],
    ['"C:\\models\\a.gguf"', windows, "C:\\models\\a.gguf"],
    ["c:/models/a.gguf", windows, "c:\\models\\a.gguf"],
    ["~\\a.gguf", windows, "C:\\Users\\花子\\a.gguf"],
    ["\\\\server\\共有\\a.gguf", windows, "\\\\server\\共有\\a.gguf"],
    ["\\\\?\\UNC\\server\\共有\\a b.gguf", windows, "\\\\?\\UNC\\server\\共有\\a b.gguf"],
    [
      "~\\m\\a.gguf",
      { ...windows, home: "\\\\fs01\\home$\\山田 太郎" },
      "\\\\fs01\\home$\\山田 太郎\\m\\a.gguf",
    ],
    ["${workspaceFolder}\\a.gguf", windows, "D:\\proj\\a.gguf"],
    ["~/$&.gguf", linux, "/home/hana/$&.gguf"],
  ];
  for (const [path, variables, expected] of good)
    it(`${JSON.stringify(path)}: ${expected}`, () =>
      assert.equal(resolveModelPath(path, variables), expected));

  const bad: readonly (readonly [string, Parameters<typeof resolveModelPath>[1], RegExp])[] = [
    ["", linux, /no path/],
    ['""', linux, /no path/],
    ["https://example.com/a.gguf", linux, /address, not a file.*Import a Model/],
    ["hf:Qwen/Qwen2.5-Coder", linux, /address/],
    ["file:///models/a.gguf", linux, /address/],
    ["models/a.gguf", linux, /not a full path/],
    ["C:\\models\\a.gguf", linux, /not a full path/],
    ["~other/a.gguf", linux, /not a full path/],
    ["${env:MODELS}/a.gguf", linux, /^\$\{env:MODELS\} is not known/],
    ["${workspaceFolder}/a.gguf", { home: "/home/hana", platform: "linux" }, /no folder is open/],
  ];
  for (const [path, variables, message] of bad)
    it(`rejects ${JSON.stringify(path)}: ${message.source}`, () =>
      assert.throws(
        () => resolveModelPath(path, variables),
        (error) => isModelError(error) && error.code === "model-file" && message.test(error.message),
      ));
});
