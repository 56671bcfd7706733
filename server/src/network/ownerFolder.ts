/** A folder that only this user can look into, or the reason why it cannot be had. */
import { chmod, lstat, mkdir } from "node:fs/promises";

export interface FolderState {
  readonly isDirectory: boolean;
  readonly uid: number;
  readonly mode: number;
}

/** Why a folder is not this user's alone; undefined when it is. Windows has no such modes: its folders inherit the profile's rights. */
export function folderFault(state: FolderState, user: number | undefined): string | undefined {
  // A link, even to a folder of one's own, may be turned elsewhere.
  if (!state.isDirectory) return "is not a folder";
  if (user === undefined) return undefined;
  if (state.uid !== user) return `belongs to user ${state.uid}`;
  return (state.mode & 0o077) === 0 ? undefined : "can be read by others";
}

/** Makes the folder when it is absent and takes others' rights away from it. Rejects when it is not this user's. */
export async function ownerFolder(folder: string): Promise<void> {
  const user = process.getuid?.();
  const look = async () => {
    const state = await lstat(folder);
    return folderFault({ isDirectory: state.isDirectory(), uid: state.uid, mode: state.mode }, user);
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await look()) === "can be read by others") await chmod(folder, 0o700);
  const fault = await look();
  if (fault !== undefined) throw new Error(`${folder} ${fault}`);
}
