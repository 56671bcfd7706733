/**
 * Why the system does not load the engine's native library, told by the words of its loader, and what to ask the
 * administrator for. Pure: what is known of the machine comes as facts (`libraryFacts.ts`).
 */
import { posix, win32 } from "node:path";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";

export interface LibraryFacts {
  readonly platform: NodeJS.Platform;
  /** As `process.arch`. */
  readonly arch: string;
  /** Full path of the library; absent when no package for this platform is installed. */
  readonly file?: string;
  /** The file is there. */
  readonly exists: boolean;
  /** None of the libraries for kinds of processors is beside it; llama.cpp looks for the best one when it starts. */
  readonly lacksProcessors: boolean;
  /** Platforms that the installed binaries are for, `linux-x64`. */
  readonly installed: readonly string[];
  /** What the system's loader said; absent: it loads. */
  readonly said?: string;
  /** A Linux without glibc, Alpine for one. */
  readonly musl: boolean;
  /** Files of the Visual C++ runtime that Windows lacks. */
  readonly missingRuntime: readonly string[];
}

const libraryError = (message: string) => new ModelError("native-library", message);

/** Undefined when nothing is wrong with the library. */
export function libraryFault(facts: LibraryFacts): ModelError | undefined {
  const { platform, arch, file, said } = facts;
  if (facts.musl) return noGlibc();
  if (file === undefined) return otherPlatform(`${platform}-${arch}`, facts.installed);
  if (!facts.exists) return vanished(file);
  if (said === undefined) return facts.lacksProcessors ? vanished(besideOf(file, platform)) : undefined;
  if (platform === "win32") return windowsFault(file, inUnicode(said), facts);
  return platform === "darwin" ? macFault(file, said, arch) : linuxFault(file, said);
}

/** Node takes the words of a Japanese Windows, which are in its own encoding, byte by byte. */
function inUnicode(said: string): string {
  const bytes = /[\u0080-\u00ff]/u.test(said) && !/[\u0100-\u{10ffff}]/u.test(said);
  return bytes ? new TextDecoder("shift_jis").decode(Buffer.from(said, "latin1")) : said;
}

/** English and Japanese words of Windows for the codes 5, 225, 577, 1260 and 4551. */
const windowsBlocks =
  /access is denied|contains a virus|digital signature|blocked by group policy|control policy|アクセスが拒否|ウイルス|デジタル署名|ブロックされ/iu;
/** 126 and 127: a library, or a function of it, is missing. */
const windowsLacks =
  /module could not be found|procedure could not be found|(モジュール|プロシージャ)が見つかりません/iu;
/** 193. */
const windowsOther = /not a valid win32|有効な ?Win32/iu;

function windowsFault(file: string, said: string, { arch, missingRuntime }: LibraryFacts): ModelError {
  if (windowsBlocks.test(said)) return blocked(file, said);
  if (windowsLacks.test(said))
    return missingRuntime.length > 0 ? noRuntime(missingRuntime, arch) : lacks(file, said);
  return windowsOther.test(said) ? damaged(file, said) : notLoaded(file, said);
}

function macFault(file: string, said: string, arch: string): ModelError {
  if (/incompatible architecture|wrong architecture/iu.test(said)) return otherProcessor(file, arch);
  if (/system policy|code signature|not valid for use|quarantin|operation not permitted/iu.test(said))
    return blocked(file, said);
  return /library not loaded/iu.test(said) ? lacks(file, said) : notLoaded(file, said);
}

function linuxFault(file: string, said: string): ModelError {
  const [needed] = /\b(GLIBC|GLIBCXX|CXXABI)_[\d.]+/u.exec(said) ?? [];
  if (needed !== undefined) return tooOld(needed);
  const [, missing] = /(?:^|: )([^\s:/]+\.so[^\s:/]*): cannot open shared object file/u.exec(said) ?? [];
  // What stands beside the library came with it.
  if (missing !== undefined)
    return /^lib(ggml|llama)/u.test(missing) ? vanished(beside(file, missing)) : lacks(file, said);
  if (/failed to map segment|operation not permitted|permission denied/iu.test(said))
    return blocked(file, said);
  if (/invalid ELF header|file too short|wrong ELF class|ELF file (data|version|machine)/iu.test(said))
    return damaged(file, said);
  return notLoaded(file, said);
}

const beside = (file: string, name: string) => posix.join(posix.dirname(file), name);
const besideOf = (file: string, platform: NodeJS.Platform) =>
  platform === "win32" ? win32.join(win32.dirname(file), "ggml-cpu-*.dll") : beside(file, "libggml-cpu-*.so");
/** Windows ends its words with the path, which the message has anyway. */
const words = (said: string, file: string) =>
  said
    .replace(win32.toNamespacedPath(file), "")
    .replace(file, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s:]+|[\s.。:]+$/gu, "");

const otherPlatform = (platform: string, installed: readonly string[]) =>
  libraryError(
    installed.length === 0
      ? t(
          "Hanare's engine library for {0} is not installed. Install the Hanare package made for {0}; virus scanners may also have removed it.",
          platform,
        )
      : t(
          "This Hanare package is made for {0}, but the editor here is {1}. Install the Hanare package made for {1}.",
          installed.join(", "),
          platform,
        ),
  );

const vanished = (file: string) =>
  libraryError(
    t(
      "{0} was installed with Hanare and is gone, as after a virus scanner's quarantine. Ask your administrator to release it and to exempt this folder, then install Hanare again.",
      file,
    ),
  );

const blocked = (file: string, said: string) =>
  libraryError(
    t(
      "The system's security forbids Hanare's engine library {0} ({1}). Ask your administrator to allow this file and the libraries beside it: in AppLocker, App Control, the virus scanner, or for a disk mounted noexec.",
      file,
      words(said, file),
    ),
  );

const noRuntime = (missing: readonly string[], arch: string) =>
  libraryError(
    t(
      "Windows lacks the Microsoft Visual C++ runtime ({0}), which Hanare's engine needs. Ask your administrator to install the Visual C++ 2015-2022 Redistributable ({1}).",
      missing.join(", "),
      arch,
    ),
  );

const lacks = (file: string, said: string) =>
  libraryError(
    t(
      "Hanare's engine library {0} needs a library that is not there ({1}). Ask your administrator to install it; if it belongs to Hanare, install Hanare again and exempt its folder from the virus scanner.",
      file,
      words(said, file),
    ),
  );

const tooOld = (needed: string) =>
  libraryError(
    t(
      "This Linux is too old for Hanare's engine: it lacks {0}. Ask your administrator for Ubuntu 22.04, Debian 12, RHEL 10 or later; review and search work without the engine.",
      needed,
    ),
  );

const noGlibc = () =>
  libraryError(
    t(
      "Hanare's engine needs a Linux with glibc; this one (Alpine, or another with musl) has none. Use a machine or container with Ubuntu 22.04, Debian 12 or later; review and search work without the engine.",
    ),
  );

const otherProcessor = (file: string, arch: string) =>
  libraryError(
    t(
      "Hanare's engine library {0} is for another processor than this editor's ({1}). Install the editor and the Hanare package that are made for this computer.",
      file,
      arch,
    ),
  );

const damaged = (file: string, said: string) =>
  libraryError(
    t(
      "Hanare's engine library {0} is damaged or for another processor ({1}). Install the Hanare package for this platform again; if that does not help, ask your administrator whether a virus scanner changes the file.",
      file,
      words(said, file),
    ),
  );

const notLoaded = (file: string, said: string) =>
  libraryError(
    t(
      "The system does not load Hanare's engine library {0}: {1}. Ask your administrator to allow this file, or to install what it lacks.",
      file,
      words(said, file),
    ),
  );
