/** Documents of every format with a mark in every place: none of them leaves where 公開 may; those with 公開 do. */
import assert from "node:assert/strict";
import path from "node:path";
import { type SourceDocument } from "../../server/src/documents/document";
import { readersWith } from "../../server/src/documents/readers";
import { readFile } from "../../server/src/documents/readFile";
import { createConsents } from "../../server/src/model/routing/consent";
import { originOf } from "../../server/src/model/routing/origin";
import { createRouter } from "../../server/src/model/routing/router";
import { collect, isModelError } from "../../server/src/model/runtime";
import { cMapsIn } from "../../server/src/node/cMaps";
import {
  docxFile,
  htmlFile,
  type Marked,
  markdownFile,
  pdfFile,
  pptxFile,
  textFile,
  xlsxFile,
} from "../support/documents/markedFiles";
import { scriptedRuntime } from "../support/scriptedRuntime";

const never = new AbortController().signal;
const readers = readersWith(cMapsIn(path.join(import.meta.dirname, "../../media/pdf/cmaps")));

async function documentOf(name: string, bytes: Uint8Array): Promise<SourceDocument> {
  const ports = {
    readFormat: async (format: keyof typeof readers, content: Uint8Array, signal: AbortSignal) =>
      readers[format](content, signal),
  };
  const result = await readFile(`file:///w/${encodeURIComponent(name)}`, bytes, never, ports);
  assert.ok("document" in result, JSON.stringify(result));
  return result.document;
}

/** What reaches the server: `sent`, or the code of the error. */
async function sendingOf(document: SourceDocument): Promise<string> {
  const server = scriptedRuntime(() => "ok", { model: "dept" });
  const router = createRouter({
    place: { platform: "posix", home: "/home/a" },
    rules: () => [{ endpoint: "dept", marks: ["公開", "Public"] }],
    find: () => Promise.resolve(() => []),
    consents: createConsents({ confirm: () => Promise.resolve("send"), workspace: () => "", now: () => 0 }),
    endpoint: () => server,
    isLoopback: () => false,
    local: () => undefined,
    preferred: () => "dept",
  });
  const origin = originOf("summary", [document]);
  const messages = [{ role: "user", text: document.text }] as const;
  const runtime = router.runtime("assistant", origin);
  assert.ok(runtime);
  try {
    await collect(
      runtime.generate({ kind: "chat", priority: "batch", maxTokens: 9, messages, origin }, never),
    );
  } catch (error) {
    assert.ok(isModelError(error) && server.requests.length === 0);
    return error.code;
  }
  assert.equal(server.requests.length, 1);
  return "sent";
}

type Make = (marked: Marked) => Uint8Array;
const formats: readonly (readonly [extension: string, make: Make, places: readonly (keyof Marked)[]])[] = [
  ["txt", textFile, ["body"]],
  ["md", markdownFile, ["body", "category"]],
  ["html", htmlFile, ["body", "keywords"]],
  ["docx", docxFile, ["body", "header", "footer", "watermark", "label", "keywords", "category"]],
  ["pptx", pptxFile, ["body", "label", "keywords", "category"]],
  ["xlsx", xlsxFile, ["body", "header", "label", "category"]],
  ["pdf", pdfFile, ["body", "keywords", "category"]],
];
const marks = [
  "社外秘",
  "社 外 秘",
  "㊙",
  "【極秘】",
  "ＣＯＮＦＩＤＥＮＴＩＡＬ",
  "Strictly Confidential",
  "機密性２情報",
  "非公開",
];
const open = ["公開", "Public"];

describe("routing: marked documents", () => {
  let marked = 0;
  for (const [extension, make, places] of formats) {
    for (const place of places)
      for (const mark of marks) {
        marked += 1;
        it(`${extension} with ${mark} in its ${place} does not leave`, async () => {
          const document = await documentOf(`a.${extension}`, make({ [place]: mark }));
          assert.equal(await sendingOf(document), "not-routed");
        });
      }
    it(`${extension} with a mark in its name does not leave`, async () => {
      for (const name of ["【社外秘】手順", "plan_CONFIDENTIAL", "手順（部外秘）"])
        assert.equal(
          await sendingOf(await documentOf(`${name}.${extension}`, make({ body: "公開" }))),
          "not-routed",
        );
    });
    it(`${extension} without a mark does not leave`, async () =>
      assert.equal(await sendingOf(await documentOf(`a.${extension}`, make({}))), "not-routed"));
    for (const place of places)
      for (const label of open)
        it(`${extension} with ${label} in its ${place} goes`, async () => {
          const document = await documentOf(`a.${extension}`, make({ [place]: label }));
          assert.equal(await sendingOf(document), "sent");
        });
    it(`${extension} with 公開 and a mark elsewhere does not leave`, async () => {
      const other = places.find((place) => place !== "body");
      if (other === undefined) return;
      const document = await documentOf(`a.${extension}`, make({ body: "公開", [other]: "社外秘" }));
      assert.equal(await sendingOf(document), "not-routed");
    });
    it(`${extension} with 公開 in its name goes`, async () =>
      assert.equal(await sendingOf(await documentOf(`【公開】案内.${extension}`, make({}))), "sent"));
  }

  it("are many", () => assert.ok(marked >= 40, String(marked)));

  it("a public one of which a part was not read does not leave", async () => {
    const document = await documentOf("a.md", textFile({ body: "公開" }));
    const gap = { ...document, unread: [{ where: "Page 2", why: "a picture", textless: true as const }] };
    assert.equal(await sendingOf(gap), "not-routed");
  });
});
