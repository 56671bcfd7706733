import assert from "node:assert/strict";
import { type SourceDocument } from "../../../../server/src/documents/document";
import { readText } from "../../../../server/src/documents/read";
import { compareDocuments } from "../../../../server/src/summarize/compare/compare";
import { type RulePorts, withAffected } from "../../../../server/src/summarize/compare/rules";
import { RequestError } from "../../../../server/src/util/requestError";
import { regulation } from "../texts";

const read = (uri: string, text: string, languageId = "markdown") => readText({ uri, languageId, text });
const [oldUri, newUri] = ["file:///w/old.txt", "file:///w/new.txt"];
const comparison = compareDocuments(
  read(oldUri, regulation, "plaintext"),
  read(newUri, regulation.replace("10年とする", "7年とする"), "plaintext"),
);
const rule =
  "# 手引き\n\n## 第3条（保存）\n\n個人データの保存期間は、取引終了の日から10年とし、書庫に置く。\n";

const files: Readonly<Record<string, SourceDocument | RequestError>> = {
  [oldUri]: new RequestError("not-readable", "never read as a rule"),
  [newUri]: new RequestError("not-readable", "never read as a rule"),
  "file:///w/a.md": read("file:///w/a.md", rule),
  "file:///w/b.docx": new RequestError("not-readable", "damaged"),
  "file:///w/c.ts": read("file:///w/c.ts", "const years = 10;\n", "typescript"),
  "file:///w/d.png": new RequestError("not-readable", "a picture"),
};

function ports(told: string[], onLoad: () => void = () => undefined): RulePorts {
  return {
    async *walk() {
      yield* await Promise.resolve(Object.keys(files));
    },
    load: (uri) => {
      onLoad();
      const file = files[uri];
      return file === undefined || file instanceof Error
        ? Promise.reject(file ?? new Error(uri))
        : Promise.resolve(file);
    },
    nameOf: (uri) => uri.replace("file:///w/", ""),
    progress: (done, total, uri) => told.push(`${done}/${total} ${uri.slice(10)}`),
  };
}

const never = new AbortController().signal;

describe("rules that a change may touch", () => {
  it("are read file by file, without the two versions, code and pictures; what fails is named", async () => {
    const told: string[] = [];
    const found = await withAffected(comparison, ["file:///w", "file:///w/a.md"], ports(told), never);
    assert.deepEqual(told, ["0/3 a.md", "1/3 b.docx", "2/3 c.ts"]);
    assert.deepEqual([found.rules, found.affected?.map(({ clause }) => clause)], [1, ["第3条（保存）"]]);
    assert.deepEqual(found.unread, [{ where: "b.docx", why: "damaged" }]);
    assert.deepEqual(found.changes, comparison.changes);
  });

  it("are no longer read once nobody waits", async () => {
    const controller = new AbortController();
    const reason = new Error("left");
    let loads = 0;
    const leaving = ports([], () => {
      loads += 1;
      controller.abort(reason);
    });
    await assert.rejects(withAffected(comparison, ["file:///w"], leaving, controller.signal), reason);
    assert.equal(loads, 1);
  });
});
