/** Where the editors of this machine keep Hanare's journal, for a command line that no editor has started. */
import path from "node:path";
import { journalFolder } from "./journalFile";

/** As the editor names the folder of an extension. */
const extension = "hanare.hanare";
const desktops = ["Code", "Code - Insiders", "VSCodium"];
const servers = [".vscode-server", ".vscode-server-insiders", ".vscodium-server"];

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Folders that may hold a journal, whether or not they are there. */
export function journalPlaces({ platform, home, env }: Machine): readonly string[] {
  const settings = {
    win32: env["APPDATA"] ?? path.join(home, "AppData", "Roaming"),
    darwin: path.join(home, "Library", "Application Support"),
  };
  const base =
    platform === "win32" || platform === "darwin"
      ? settings[platform]
      : env["XDG_CONFIG_HOME"] || path.join(home, ".config");
  const data = env["XDG_DATA_HOME"] || path.join(home, ".local", "share");
  const users = [
    ...desktops.map((name) => path.join(base, name, "User")),
    ...servers.map((name) => path.join(home, name, "data", "User")),
    path.join(data, "code-server", "User"),
  ];
  return users.map((user) => journalFolder(path.join(user, "globalStorage", extension)));
}
