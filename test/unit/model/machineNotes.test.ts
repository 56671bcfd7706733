import assert from "node:assert/strict";
import { type MachineFacts, machineNotes } from "../../../server/src/model/machineNotes";

const plain: MachineFacts = {
  platform: "win32",
  arch: "x64",
  env: {},
  processor: "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz",
  cores: 8,
  mapped: true,
};
const local = "C:\\Users\\山田 太郎\\models\\qwen.gguf";
const share = "\\\\fs01\\共有 モデル\\qwen.gguf";
const arm = "ARMv8 (64-bit) Family 8 Model 1 Revision 201, Qualcomm Technologies Inc";

const cases: readonly (readonly [what: string, path: string, facts: MachineFacts, notes: RegExp[]])[] = [
  ["an ordinary computer", local, plain, []],
  ["a share", share, plain, [/network share: it loads slowly, and the engine ends.*mmap/u]],
  ["a share in its long form", `\\\\?\\UNC${share.slice(1)}`, plain, [/network share/u]],
  ["a local path in its long form", `\\\\?\\${local}`, plain, []],
  ["a share that is read into memory", share, { ...plain, mapped: false }, [/loads slowly\. Import/u]],
  ["NFS", "/mnt/m.gguf", { ...plain, platform: "linux", fileSystem: 0x6969 }, [/network share/u]],
  [
    "SMB, as a number with a sign",
    "/mnt/m.gguf",
    { ...plain, platform: "linux", fileSystem: 0xff534d42 | 0 },
    [/network share/u],
  ],
  ["ext4", "/home/m.gguf", { ...plain, platform: "linux", fileSystem: 0xef53 }, []],
  [
    "an x64 editor on an ARM Windows",
    local,
    { ...plain, env: { PROCESSOR_IDENTIFIER: arm } },
    [/made for x64, but .* ARM/u],
  ],
  ["an arm64 editor there", local, { ...plain, arch: "arm64", env: { PROCESSOR_IDENTIFIER: arm } }, []],
  [
    "an x64 editor on an Apple processor",
    "/Users/y/m.gguf",
    { ...plain, platform: "darwin", processor: "Apple M2" },
    [/arm64/u],
  ],
  [
    "a remote desktop with two cores",
    local,
    { ...plain, cores: 2, env: { SESSIONNAME: "RDP-Tcp#7" } },
    [/remote desktop has 2 processor cores/u],
  ],
  ["Citrix", local, { ...plain, cores: 1, env: { SESSIONNAME: "ICA-CGP#1" } }, [/1 processor/u]],
  ["a remote desktop with eight cores", local, { ...plain, env: { SESSIONNAME: "RDP-Tcp#7" } }, []],
  ["two cores at the desk", local, { ...plain, cores: 2, env: { SESSIONNAME: "Console" } }, []],
];

describe("what makes a model slower than it need be", () => {
  for (const [what, path, facts, notes] of cases)
    it(`${what}: ${notes.length === 0 ? "nothing to say" : "a note"}`, () => {
      const said = machineNotes(path, facts);
      assert.equal(said.length, notes.length, said.join("\n"));
      notes.forEach((note, index) => assert.match(said[index] ?? "", note));
    });
});
