// The platforms Hanare is packaged for, and the packages that hold node-llama-cpp's binaries for each:
// CPU and Vulkan only (Metal on Apple silicon); CUDA is half a gigabyte and an add-on folder.
// None for 32-bit ARM: the package linux-armv7l 3.21.1 holds files for 64-bit ARM.

const binaries = {
  "linux-x64": ["linux-x64", "linux-x64-vulkan"],
  "linux-arm64": ["linux-arm64"],
  "win32-x64": ["win-x64", "win-x64-vulkan"],
  "win32-arm64": ["win-arm64"],
  "darwin-x64": ["mac-x64"],
  "darwin-arm64": ["mac-arm64-metal"],
};

export const targets = Object.keys(binaries);

/** The target of this machine, in the names of vsce. */
export const thisTarget = `${process.platform}-${process.arch === "arm" ? "armhf" : process.arch}`;

/** Names of the binary packages of a target. */
export function binaryPackages(target) {
  return binaries[target].map((name) => `@node-llama-cpp/${name}`);
}

/** What a native file of a target is: its format, and the processor as the format numbers it. */
const natives = {
  "linux-x64": { format: "ELF", machine: 62 },
  "linux-arm64": { format: "ELF", machine: 183 },
  "win32-x64": { format: "PE", machine: 0x8664 },
  "win32-arm64": { format: "PE", machine: 0xaa64 },
  "darwin-x64": { format: "Mach-O", machine: 0x01000007 },
  "darwin-arm64": { format: "Mach-O", machine: 0x0100000c },
};
export const nativeOf = (target) => natives[target];

/** The most that a VSIX may take, in MB as a file and installed: what this version needs, and a tenth. */
const most = {
  "linux-x64": { packed: 68, unpacked: 191 },
  "linux-arm64": { packed: 34, unpacked: 87 },
  "win32-x64": { packed: 66, unpacked: 227 },
  "win32-arm64": { packed: 31, unpacked: 88 },
  "darwin-x64": { packed: 38, unpacked: 99 },
  "darwin-arm64": { packed: 31, unpacked: 76 },
};
export const mostOf = (target) => most[target];
