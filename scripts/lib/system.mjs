// Programs of the machine that npm cannot bring. Each is looked for by what it does, not by its package, so
// that a pyenv or a Homebrew serves as well as Debian's own; on Debian as root the missing ones are installed.
import { existsSync, readFileSync } from "node:fs";
import { run, succeeds, which } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { findPip } from "./wheels.mjs";

/** Chromium or a relative of it. `HANARE_CHROMIUM` names another one. */
export function findChromium() {
  return process.env.HANARE_CHROMIUM || which("chromium", "chromium-browser", "google-chrome-stable");
}

const hasJapaneseFont = () =>
  process.platform !== "linux" ||
  existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc") ||
  (which("fc-list") !== undefined && succeeds("sh", ["-c", "fc-list :lang=ja | grep -q ."]));

/** What is needed, for what, and the Debian packages that hold it. */
const requirements = {
  pip: { is: () => findPip() !== undefined, packages: ["python3", "python3-pip"], what: "Python with pip" },
  python: { is: () => which("python3") !== undefined, packages: ["python3"], what: "Python 3" },
  compiler: {
    is: () => which("g++", "clang++") !== undefined && which("make") !== undefined,
    packages: ["build-essential"],
    what: "a C++ compiler and make",
  },
  kerberos: {
    is: () => which("krb5-config") !== undefined || process.platform !== "linux",
    packages: ["libkrb5-dev"],
    what: "the Kerberos headers that VS Code's server compiles against",
  },
  chromium: { is: () => findChromium() !== undefined, packages: ["chromium"], what: "Chromium" },
  japaneseFont: { is: hasJapaneseFont, packages: ["fonts-noto-cjk"], what: "a Japanese font" },
  unshare: {
    is: () => process.platform !== "linux" || which("unshare") !== undefined,
    packages: ["util-linux"],
    what: "unshare (a network namespace without routes)",
  },
  ip: {
    is: () => process.platform !== "linux" || which("ip") !== undefined,
    packages: ["iproute2"],
    what: "ip (to bring up loopback in that namespace)",
  },
  cmake: { is: () => which("cmake") !== undefined, packages: ["cmake"], what: "CMake" },
  ninja: { is: () => which("ninja") !== undefined, packages: ["ninja-build"], what: "Ninja" },
  ripgrep: { is: () => which("rg") !== undefined, packages: ["ripgrep"], what: "ripgrep" },
  venv: {
    is: () => succeeds("python3", ["-c", "import venv, ensurepip"]),
    packages: ["python3", "python3-venv"],
    what: "Python with venv",
  },
  git: { is: () => which("git") !== undefined, packages: ["git"], what: "Git" },
};

/** Named groups of `requirements`. */
export const groups = {
  models: ["pip"],
  editor: ["python", "compiler", "kerberos"],
  browser: ["chromium", "japaneseFont", "unshare", "ip"],
  reviewPeers: ["ripgrep", "venv"],
  peer: ["cmake", "ninja", "compiler", "git"],
};

const isDebian = () =>
  existsSync("/etc/debian_version") ||
  (existsSync("/etc/os-release") && /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8")));

let updated = false;

async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!updated) await run("apt-get", ["update", "-q"], { env, quiet: true });
  updated = true;
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env, quiet: true });
}

function missingMessage(missing, packages) {
  const list = missing.map((name) => `  - ${requirements[name].what}`).join("\n");
  const advice = isDebian()
    ? `Install them and run the command again:\n  sudo apt-get install ${packages.join(" ")}`
    : `Install them with your system's package manager (Debian calls them: ${packages.join(", ")}) and run the command again.`;
  return `This machine lacks:\n${list}\n${advice}`;
}

/** Makes sure the named groups are there; installs what is missing as root on Debian, else says what to do. */
export async function ensureSystem(...names) {
  const wanted = [...new Set(names.flatMap((name) => groups[name]))];
  const missing = wanted.filter((name) => !requirements[name].is());
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((name) => requirements[name].packages))];
  if (!isDebian() || process.getuid?.() !== 0) throw new Failure(missingMessage(missing, packages));
  console.log(`Installing Debian packages: ${packages.join(" ")}`);
  await aptInstall(packages);
  const still = missing.filter((name) => !requirements[name].is());
  if (still.length > 0) throw new Failure(missingMessage(still, packages));
}
