import assert from "node:assert/strict";
import { usableStorage } from "../../../server/src/node/storage";

const folder = "C:\\Users\\山田 太郎\\AppData\\Roaming\\Code\\User\\globalStorage\\hanare";
const failing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: it does not go`), { code });
};

describe("the folder that Hanare remembers in", () => {
  const cases: readonly (readonly [code: string, says: RegExp])[] = [
    ["EROFS", /may not write to its folder C:\\.*hanare \(EROFS\).*works, but forgets.*administrator/u],
    ["EACCES", /may not write .*\(EACCES\)/u],
    ["EPERM", /may not write .*\(EPERM\)/u],
    ["ENOSPC", /is full \(ENOSPC\).*works, but forgets.*more space/u],
    ["EDQUOT", /is full \(EDQUOT\)/u],
  ];
  for (const [code, says] of cases)
    it(`${code}: it is left aside, and that is said`, () => {
      const { storagePath, problem = "" } = usableStorage(folder, failing(code));
      assert.equal(storagePath, undefined);
      assert.match(problem, says);
    });

  it("is used where it can be written", () => {
    const tried: string[] = [];
    assert.deepEqual(
      usableStorage(folder, (each) => tried.push(each)),
      { storagePath: folder },
    );
    assert.deepEqual(tried, [folder]);
  });

  it("is not needed", () => assert.deepEqual(usableStorage(undefined, failing("EROFS")), {}));
});
