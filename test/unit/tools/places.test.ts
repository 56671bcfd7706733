import assert from "node:assert/strict";
import { type Platform, pathOf } from "../../../server/src/documents/uris";
import {
  candidatesFor,
  fileOf,
  isOpen,
  placeOf,
  type PlacePorts,
  type Seen,
} from "../../../server/src/tools/places";

const never = new AbortController().signal;
const roots = ["file:///w/project", "file:///w/notes"];
const paths = (given: string, platform: Platform = "posix", among: readonly string[] = roots) =>
  candidatesFor(given, among, platform).map((uri) => pathOf(uri, platform));

describe("tools: what a path may mean", () => {
  const posix: readonly (readonly [string, readonly string[]])[] = [
    ["docs/a.md", ["/w/project/docs/a.md", "/w/notes/docs/a.md"]],
    ["notes/a.md", ["/w/project/notes/a.md", "/w/notes/notes/a.md", "/w/notes/a.md"]],
    ["notes", ["/w/project/notes", "/w/notes/notes", "/w/notes"]],
    [".", ["/w/project", "/w/notes"]],
    ["./a//b/../c.md", ["/w/project/a/c.md", "/w/notes/a/c.md"]],
    ["../other/x", ["/w/other/x", "/w/other/x"]],
    ["../../../../etc/passwd", []],
    ["/w/project/a.md", ["/w/project/a.md"]],
    ["/w/project/../other/a.md", ["/w/other/a.md"]],
    ["file:///w/project/%E5%8D%B0.md", ["/w/project/印.md"]],
    ["file:///w/project/%2e%2e/x", ["/w/x"]],
    ["a\\b.md", ["/w/project/a\\b.md", "/w/notes/a\\b.md"]],
    ["https://example.com/a", []],
    ["untitled:Untitled-1", []],
    ["a\0.md", []],
    ["a\nb.md", []],
    ["x".repeat(1001), []],
  ];
  for (const [given, expected] of posix)
    it(`posix: ${JSON.stringify(given.slice(0, 40))}`, () => assert.deepEqual(paths(given), expected));

  const windows: readonly (readonly [string, readonly string[]])[] = [
    ["docs\\a.md", ["c:\\work\\docs\\a.md"]],
    ["C:\\work\\a.md", ["c:\\work\\a.md"]],
    ["C:/work/../other/a.md", ["c:\\other\\a.md"]],
    ["C:a.md", []],
    ["\\\\server\\share\\a.md", ["\\\\server\\share\\a.md"]],
    ["\\\\server\\share\\..\\..\\x", []],
  ];
  for (const [given, expected] of windows)
    it(`windows: ${given}`, () => assert.deepEqual(paths(given, "windows", ["file:///c%3A/work"]), expected));
});

/** A disk of files; a link is `a -> b`. */
function disk(entries: readonly string[]): PlacePorts {
  const seen = new Map<string, Seen>();
  for (const root of roots) seen.set(root, { kind: "folder", real: root });
  for (const entry of entries) {
    const [path = "", target = path] = entry.split(" -> ").map((one) => `file://${one}`);
    const kind = path.endsWith("/") ? "folder" : "file";
    seen.set(path.replace(/\/$/, ""), { kind, real: target.replace(/\/$/, "") });
  }
  return {
    platform: "posix",
    roots: () => roots,
    look: (uri) => Promise.resolve(seen.get(uri)),
    excluded: (uri) => Promise.resolve(uri.includes("secret") || uri.endsWith(".env")),
  };
}

describe("tools: files that may be read", () => {
  const ports = disk([
    "/w/project/a.md",
    "/w/project/docs/",
    "/w/notes/b.md",
    "/w/project/.env",
    "/w/project/link.md -> /w/notes/b.md",
    "/w/project/out.md -> /etc/passwd",
    "/w/project/alias.md -> /w/project/.env",
    "/etc/passwd",
    "/w/projects/x.md",
  ]);
  const found: readonly (readonly [string, string])[] = [
    ["a.md", "file:///w/project/a.md"],
    ["b.md", "file:///w/notes/b.md"],
    ["notes/b.md", "file:///w/notes/b.md"],
    ["/w/project/docs", "file:///w/project/docs"],
    ["link.md", "file:///w/project/link.md"],
  ];
  for (const [given, uri] of found)
    it(`finds ${given}`, async () => assert.equal((await placeOf(ports, given, never)).uri, uri));

  const refused: readonly (readonly [string, RegExp])[] = [
    ["/etc/passwd", /outside the workspace/],
    ["../../etc/passwd", /outside the workspace/],
    ["../projects/x.md", /outside the workspace/],
    ["/w/projects/x.md", /outside the workspace/],
    ["out.md", /outside the workspace/],
    ["file:///etc/passwd", /outside the workspace/],
    ["https://example.com", /outside the workspace/],
    [".env", /keys or passwords/],
    ["alias.md", /keys or passwords/],
    ["none.md", /does not exist/],
  ];
  for (const [given, why] of refused)
    it(`refuses ${given}`, async () => {
      await assert.rejects(placeOf(ports, given, never), { name: "ToolRefusal", message: why });
    });

  it("refuses a folder where one file is meant, everything without a folder, and stops when told to", async () => {
    await assert.rejects(fileOf(ports, "docs", never), /is a folder/);
    await assert.rejects(placeOf({ ...ports, roots: () => [] }, "a.md", never), /No folder is open/);
    await assert.rejects(placeOf(ports, "a.md", AbortSignal.abort()), { name: "AbortError" });
  });

  it("tells nothing of files that a tool came upon through a link to elsewhere, or that hold keys", async () => {
    const open = async (name: string) => isOpen(ports, `file:///w/project/${name}`);
    assert.deepEqual(
      await Promise.all(["a.md", "link.md", "out.md", ".env", "alias.md", "gone.md"].map(open)),
      [true, true, false, false, false, false],
    );
  });
});
