import assert from "node:assert/strict";
import { anchorAt } from "../../../server/src/completion/context/anchor";
import { type ContextPiece } from "../../../server/src/completion/context/piece";
import { holeAt } from "../../../server/src/completion/hole";
import { buildPrompt, textAtCursor } from "../../../server/src/completion/prompt";
import { type RuntimeInfo } from "../../../server/src/model/runtime";
import { parse } from "../../support/cursor";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const piece: ContextPiece = {
  source: "edited",
  uri: "file:///w/src/tax.ts",
  path: "src/tax.ts",
  lines: { start: 0, end: 1 },
  text: "export const rate = 10;",
};

function promptOf(
  marked: string,
  info: Partial<RuntimeInfo> = {},
  files = [piece],
  more = { given: "", head: "" },
) {
  const { given, head } = more;
  const { text, offset } = parse(marked);
  const hole = holeAt(text, offset, "typescript");
  const anchor = anchorAt(hole, 256);
  const frame = { anchor, window: { ...anchor, from: 0 }, files, head, fingerprint: "" };
  const middle = hole.prefix.slice(anchor.prefix.length);
  const { info: standard } = scriptedRuntime(() => "", info);
  return buildPrompt({ frame, middle }, hole, {
    info: standard,
    names: { repository: "bank", path: "src/bill.ts" },
    given,
  });
}

describe("prompt", () => {
  it("puts what is typed behind the middle token, without its last space", () => {
    const { request, healed } = promptOf("a();\nreturn |;\nb();", {}, []);
    assert.deepEqual(request, { kind: "infill", prefix: "a();\n", suffix: ";\nb();", middle: "return" });
    assert.equal(healed, " ");
  });

  it("leaves the last space of the indentation to the model where the line is blank", () => {
    const { request, healed } = promptOf("a();\n    |\nb();", {}, []);
    assert.deepEqual(request, { kind: "infill", prefix: "a();\n", suffix: "\nb();", middle: "   " });
    assert.equal(healed, " ");
  });

  it("has no middle at the start of a line", () => {
    const { request } = promptOf("a();\n|\nb();", {}, []);
    assert.deepEqual(request, { kind: "infill", prefix: "a();\n", suffix: "\nb();" });
  });

  it("goes on behind what the model had said", () => {
    const { request, healed } = promptOf("const a = cu|;", {}, [], { given: "stomer. ", head: "" });
    assert.ok(request.kind === "infill");
    assert.equal(request.middle, "const a = customer.");
    assert.equal(healed, " ");
  });

  it("has the top of the file before the window, and behind the other files", () => {
    const head = 'import { b } from "./b";\n\n';
    const infill = promptOf("b();\na(|);", {}, [piece], { given: "", head }).request;
    assert.ok(infill.kind === "infill");
    assert.equal(infill.prefix, `${head}b();\n`);
    const other = promptOf("b();\na(|);", { separatesFiles: false }, [piece], { given: "", head }).request;
    assert.ok(other.kind === "infill");
    assert.match(other.prefix, /rate = 10;\n\n\/\/ src\/bill\.ts\nimport \{ b \} .*\n\nb\(\);\n$/u);
  });

  it("names files for a family that was trained with marks between them", () => {
    const { request } = promptOf("a(|);");
    assert.ok(request.kind === "infill");
    assert.deepEqual(request.files, [{ path: "src/tax.ts", text: "export const rate = 10;" }]);
    assert.deepEqual([request.repository, request.path], ["bank", "src/bill.ts"]);
    assert.equal(request.prefix, "");
  });

  it("writes other files under comments for a family that was not", () => {
    const { request } = promptOf("b();\na(|);", { separatesFiles: false });
    assert.ok(request.kind === "infill");
    assert.equal(request.files, undefined);
    assert.equal(request.prefix, "// src/tax.ts\nexport const rate = 10;\n\n// src/bill.ts\nb();\n");
  });

  it("continues from the text before the cursor where the model fills no holes", () => {
    const { request } = promptOf("b();\na(|);\nc();", { completes: "continuation" });
    assert.deepEqual(request, {
      kind: "completion",
      prompt: "// src/tax.ts\nexport const rate = 10;\n\n// src/bill.ts\nb();\na(",
    });
  });

  it("takes the space back that it left to the model", () => {
    assert.equal(textAtCursor(" b + c;", " "), "b + c;");
    assert.equal(textAtCursor("b + c;", " "), "b + c;");
    assert.equal(textAtCursor(" b\r\n", ""), " b\n");
  });
});
