/** Where a local endpoint may lie: a socket in a folder of its owner's, a named pipe on Windows. */
import path from "node:path";

/** Bytes of a socket's path that every system takes: macOS has room for 104 with the closing zero, Linux for 108. */
export const longestSocketPath = 103;

export interface Places {
  readonly platform: NodeJS.Platform;
  /** Folder of the endpoint. */
  readonly folder: string;
  /** Folder for sockets whose path would be too long there. */
  readonly shortFolder: string;
}

/** `id`: letters and digits that nothing else on this machine is called by. */
export function localAddress(id: string, { platform, folder, shortFolder }: Places): string {
  if (platform === "win32") return `\\\\.\\pipe\\hanare-${id}`;
  const socket = path.posix.join(folder, `${id}.s`);
  return Buffer.byteLength(socket) <= longestSocketPath ? socket : path.posix.join(shortFolder, `${id}.s`);
}

/** `runtimeFolder`: the session's own (`XDG_RUNTIME_DIR`), where there is one. */
export function shortFolderOf(
  runtimeFolder: string | undefined,
  temporaryFolder: string,
  user: number | undefined,
): string {
  const base =
    runtimeFolder !== undefined && path.isAbsolute(runtimeFolder) ? runtimeFolder : temporaryFolder;
  return path.join(base, `hanare-${user ?? "user"}`);
}
