/** What of the machine and of where a model lies makes it slower or less sure than it need be. Pure. */
import { t } from "../util/l10n";

export interface MachineFacts {
  readonly platform: NodeJS.Platform;
  /** As `process.arch`: what the editor is made for. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The first processor's name. */
  readonly processor: string;
  readonly cores: number;
  /** Weights are read from the file while the model works (`hanare.engine.mmap`). */
  readonly mapped: boolean;
  /** Kind of the file system the model lies on, as `statfs` numbers it; only Linux tells them apart. */
  readonly fileSystem?: number;
}

/** NFS, SMB, CIFS, SMB2 of `statfs(2)`. */
const networkFileSystems: readonly number[] = [0x6969, 0x517b, 0xff534d42, 0xfe534d42];

/** `path`: of the model, absolute. Each note says what to do. */
export function machineNotes(path: string, facts: MachineFacts): readonly string[] {
  return [shareNote(path, facts), emulationNote(facts), remoteDesktopNote(facts)].filter(
    (note) => note !== undefined,
  );
}

function shareNote(path: string, { platform, fileSystem, mapped }: MachineFacts): string | undefined {
  const unc = platform === "win32" && /^[\\/]{2}(?![?.][\\/](?!UNC[\\/]))/iu.test(path);
  const network = fileSystem !== undefined && networkFileSystems.includes(fileSystem >>> 0);
  if (!unc && !network) return undefined;
  return mapped
    ? t(
        "The model lies on a network share: it loads slowly, and the engine ends when the share goes away. Import the model to this computer, or set hanare.engine.mmap to false.",
      )
    : t("The model lies on a network share and loads slowly. Import it to this computer.");
}

function emulationNote({ platform, arch, env, processor }: MachineFacts): string | undefined {
  const arm =
    platform === "win32"
      ? /^ARM/iu.test(env["PROCESSOR_IDENTIFIER"] ?? "") || env["PROCESSOR_ARCHITEW6432"] === "ARM64"
      : platform === "darwin" && /^Apple /u.test(processor);
  if (!arm || arch !== "x64") return undefined;
  return t(
    "This editor is made for x64, but the computer's processor is ARM, so the model works several times slower. Install the editor and Hanare for arm64.",
  );
}

/** Windows names the session after what it came through: RDP-Tcp#3, ICA-CGP#1 (Citrix). */
function remoteDesktopNote({ env, cores }: MachineFacts): string | undefined {
  if (!/^(RDP|ICA)/iu.test(env["SESSIONNAME"] ?? "") || cores > 2) return undefined;
  return t(
    "This remote desktop has {0} processor cores, perhaps shared with others. Choose a model of up to 1.5 billion parameters, or ask the administrator for four cores.",
    cores,
  );
}
