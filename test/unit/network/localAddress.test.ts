import assert from "node:assert/strict";
import { localAddress, longestSocketPath, shortFolderOf } from "../../../server/src/network/localAddress";
import { folderFault } from "../../../server/src/network/ownerFolder";

const id = "0123456789abcdef";
const shortFolder = "/run/user/1000/hanare-1000";
const addressOn = (platform: NodeJS.Platform, folder: string) =>
  localAddress(id, { platform, folder, shortFolder });

describe("network/localAddress", () => {
  const room = longestSocketPath - `/${id}.s`.length;
  const cases: readonly (readonly [string, NodeJS.Platform, string, string])[] = [
    ["a socket in the folder", "linux", "/home/u/s/engines/k1", `/home/u/s/engines/k1/${id}.s`],
    ["the longest path", "darwin", `/${"a".repeat(room - 1)}`, `/${"a".repeat(room - 1)}/${id}.s`],
    ["one byte more", "darwin", `/${"a".repeat(room)}`, `${shortFolder}/${id}.s`],
    ["bytes, not letters", "linux", `/${"離".repeat(40)}`, `${shortFolder}/${id}.s`],
    ["a pipe", "win32", "C:\\Users\\u\\engines", `\\\\.\\pipe\\hanare-${id}`],
  ];
  for (const [name, platform, folder, address] of cases)
    it(name, () => assert.equal(addressOn(platform, folder), address));

  const folders: readonly (readonly [string | undefined, number | undefined, string])[] = [
    ["/run/user/1000", 1000, "/run/user/1000/hanare-1000"],
    [undefined, 1000, "/tmp/hanare-1000"],
    ["relative", 1000, "/tmp/hanare-1000"],
    ["", undefined, "/tmp/hanare-user"],
  ];
  for (const [runtime, user, folder] of folders)
    it(`short folder of ${runtime ?? "nobody"}, ${user ?? "no number"}`, () =>
      assert.equal(shortFolderOf(runtime, "/tmp", user), folder));
});

describe("network/ownerFolder", () => {
  const own = { isDirectory: true, uid: 1000, mode: 0o40700 };
  const cases: readonly (readonly [string, Partial<typeof own>, number | undefined, string | undefined])[] = [
    ["one's own", {}, 1000, undefined],
    ["another user's", { uid: 1001 }, 1000, "belongs to user 1001"],
    ["root's, which others may read", { uid: 0, mode: 0o40755 }, 1000, "belongs to user 0"],
    ["readable by the group", { mode: 0o40750 }, 1000, "can be read by others"],
    ["open to everybody", { mode: 0o40701 }, 1000, "can be read by others"],
    ["a link or a file", { isDirectory: false }, 1000, "is not a folder"],
    ["on a system without such modes", { uid: 0, mode: 0o40777 }, undefined, undefined],
  ];
  for (const [name, over, user, fault] of cases)
    it(name, () => assert.equal(folderFault({ ...own, ...over }, user), fault));
});
