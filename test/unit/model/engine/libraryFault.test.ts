import assert from "node:assert/strict";
import { libraryFault, type LibraryFacts } from "../../../../server/src/model/engine/libraryFault";
import { setLanguage } from "../../../../server/src/util/l10n";

const onLinux: LibraryFacts = {
  platform: "linux",
  arch: "x64",
  file: "/home/山田 太郎/.vscode/extensions/hanare/llama-addon.node",
  exists: true,
  lacksProcessors: false,
  installed: ["linux-x64"],
  musl: false,
  missingRuntime: [],
};
const windowsFile = "C:\\Users\\山田 太郎\\.vscode\\extensions\\hanare\\llama-addon.node";
const onWindows: LibraryFacts = {
  ...onLinux,
  platform: "win32",
  file: windowsFile,
  installed: ["win32-x64"],
};
const onMac: LibraryFacts = { ...onLinux, platform: "darwin", arch: "arm64", installed: ["darwin-arm64"] };

/** What Node makes of the words of a Japanese Windows: its bytes, one character each. */
const japanese = (...bytes: readonly number[]) => Buffer.from(bytes).toString("latin1");
/** ブロックされ, as in the words for code 4551. */
const blockedWord = japanese(0x83, 0x75, 0x83, 0x8d, 0x83, 0x62, 0x83, 0x4e, 0x82, 0xb3, 0x82, 0xea);

const cases: readonly (readonly [what: string, facts: LibraryFacts, says: RegExp])[] = [
  [
    "group policy",
    { ...onWindows, said: `This program is blocked by group policy.\r\n\\\\?\\${windowsFile}` },
    /security forbids .*llama-addon\.node \(This program is blocked by group policy\).*AppLocker/u,
  ],
  ["App Control", { ...onWindows, said: "An Application Control policy has blocked this file." }, /forbids/u],
  ["App Control on a Japanese Windows", { ...onWindows, said: blockedWord }, /forbids .*\(ブロックされ\)/u],
  ["an unsigned file", { ...onWindows, said: "Windows cannot verify the digital signature." }, /forbids/u],
  ["no access", { ...onWindows, said: "アクセスが拒否されました。" }, /forbids/u],
  ["a virus scanner", { ...onWindows, said: "the file contains a virus" }, /forbids/u],
  [
    "no Visual C++ runtime",
    {
      ...onWindows,
      said: "The specified module could not be found.",
      missingRuntime: ["VCRUNTIME140.dll", "MSVCP140.dll"],
    },
    /lacks the Microsoft Visual C\+\+ runtime \(VCRUNTIME140\.dll, MSVCP140\.dll\).*Redistributable \(x64\)/u,
  ],
  [
    "an old Visual C++ runtime's missing function, in Japanese",
    { ...onWindows, said: "指定されたプロシージャが見つかりません。" },
    /needs a library that is not there \(指定されたプロシージャが見つかりません\)/u,
  ],
  [
    "a library beside it that is gone",
    { ...onWindows, said: "The specified module could not be found." },
    /needs a library .*virus scanner/u,
  ],
  [
    "a package for another processor",
    { ...onWindows, said: "%1 is not a valid Win32 application." },
    /damaged/u,
  ],
  ["a quarantined file", { ...onWindows, exists: false }, /is gone, as after a virus scanner's quarantine/u],
  [
    "another platform's package",
    {
      platform: "win32",
      arch: "arm64",
      exists: false,
      lacksProcessors: false,
      installed: ["win32-x64"],
      musl: false,
      missingRuntime: [],
    },
    /made for win32-x64, but the editor here is win32-arm64/u,
  ],
  [
    "no package at all",
    {
      platform: "linux",
      arch: "x64",
      exists: false,
      lacksProcessors: false,
      installed: [],
      musl: false,
      missingRuntime: [],
    },
    /for linux-x64 is not installed/u,
  ],
  [
    "an old glibc",
    { ...onLinux, said: "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by x)" },
    /too old .*lacks GLIBC_2\.34\. .*Ubuntu 22\.04/u,
  ],
  [
    "an old libstdc++",
    {
      ...onLinux,
      said: "/lib64/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /x/libllama-common.so)",
    },
    /lacks GLIBCXX_3\.4\.30/u,
  ],
  ["Alpine", { ...onLinux, musl: true, said: "Error relocating x: y: symbol not found" }, /Alpine/u],
  [
    "a library of Hanare's that is gone",
    { ...onLinux, said: "libllama.v0.4.0.so: cannot open shared object file: No such file or directory" },
    /^\/home\/山田 太郎\/\.vscode\/extensions\/hanare\/libllama\.v0\.4\.0\.so was installed/u,
  ],
  [
    "a library of the system's that is missing",
    { ...onLinux, said: "libstdc++.so.6: cannot open shared object file: No such file or directory" },
    /needs a library .*libstdc\+\+\.so\.6/u,
  ],
  [
    "a disk that runs nothing",
    { ...onLinux, said: "/x/llama-addon.node: failed to map segment from shared object" },
    /forbids .*noexec/u,
  ],
  ["half a file", { ...onLinux, said: "/x/llama-addon.node: file too short" }, /damaged/u],
  [
    "an x64 file in an arm64 editor",
    { ...onMac, said: "mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64')" },
    /another processor than this editor's \(arm64\)/u,
  ],
  ["Gatekeeper", { ...onMac, said: "library load disallowed by system policy" }, /forbids/u],
  [
    "the libraries for kinds of processors, gone",
    { ...onLinux, lacksProcessors: true },
    /hanare\/libggml-cpu-\*\.so was installed with Hanare and is gone/u,
  ],
  ["the same on Windows", { ...onWindows, lacksProcessors: true }, /hanare\\ggml-cpu-\*\.dll was installed/u],
  ["words nobody knows", { ...onLinux, said: "bad luck" }, /does not load .*: bad luck\. Ask/u],
];

describe("why the engine's library does not load", () => {
  afterEach(() => setLanguage("en"));

  for (const [what, facts, says] of cases)
    it(what, () => {
      const fault = libraryFault(facts);
      assert.equal(fault?.code, "native-library");
      assert.match(fault.message, says);
      setLanguage("ja");
      assert.match(libraryFault(facts)?.message ?? "", /ください|管理者/u);
    });

  it("is nothing where the library loads", () => assert.equal(libraryFault(onLinux), undefined));
});
