// The platforms Hanare is packaged for, and the packages that hold node-llama-cpp's binaries for each:
// CPU and Vulkan only (Metal on Apple silicon); CUDA is half a gigabyte and an add-on folder.

const binaries = {
  "linux-x64": ["linux-x64", "linux-x64-vulkan"],
  "linux-arm64": ["linux-arm64"],
  "linux-armhf": ["linux-armv7l"],
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
