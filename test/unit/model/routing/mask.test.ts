import assert from "node:assert/strict";
import {
  createUnmasking,
  type FindPrivate,
  inJson,
  maskEmbedding,
  maskRequest,
  textsOf,
} from "../../../../server/src/model/routing/mask";
import { originOf } from "../../../../server/src/model/routing/origin";
import { type ChatRequest, type GenerateRequest } from "../../../../server/src/model/runtime";

/** Telephone numbers and passwords of the tests. */
const find: FindPrivate = (text) => [
  ...[...text.matchAll(/0\d-\d{4}-\d{4}/g)].map(({ 0: hit, index }) => span("電話番号", index, hit)),
  ...[...text.matchAll(/hunter\S*/g)].map(({ 0: hit, index }) => span("パスワード", index, hit)),
];
const span = (kind: string, start: number, hit: string) => ({ kind, start, end: start + hit.length });

const chat = (...texts: readonly string[]): ChatRequest => ({
  ...{ kind: "chat", priority: "interactive", maxTokens: 10, origin: originOf("ask", []) },
  messages: texts.map((text) => ({ role: "user", text })),
});
const textOf = (request: GenerateRequest | undefined) => (request === undefined ? [] : textsOf(request));

describe("routing: masks of a request", () => {
  it("give the same value the same placeholder, and another value another one", () => {
    const masked = maskRequest(chat("03-1111-2222 と 03-3333-4444", "03-1111-2222、hunter2"), find);
    assert.deepEqual(textOf(masked?.request), [
      "［電話番号1］ と ［電話番号2］",
      "［電話番号1］、［パスワード1］",
    ]);
    assert.deepEqual([...(masked?.values ?? [])].at(0), ["［電話番号1］", "03-1111-2222"]);
    assert.equal(masked?.count, 4);
  });

  it("leave out where the text comes from", () =>
    assert.equal("origin" in (maskRequest(chat("a"), find)?.request ?? { origin: 1 }), false));

  it("take no placeholder that the text has already", () => {
    const masked = maskRequest(chat("［電話番号1］ 03-1111-2222"), find);
    assert.deepEqual(textOf(masked?.request), ["［電話番号1］ ［電話番号2］"]);
  });

  it("join what overlaps", () => {
    const both: FindPrivate = () => [
      { kind: "a", start: 0, end: 3 },
      { kind: "b", start: 2, end: 5 },
    ];
    assert.deepEqual(textOf(maskRequest(chat("012345"), both)?.request), ["［a1］5"]);
  });

  it("hold for a value that the cursor divides, for names, and for what ends a suggestion", () => {
    const masked = maskRequest(
      {
        ...{
          kind: "infill",
          priority: "completion",
          maxTokens: 10,
          repository: "03-1111-2222",
          path: "a.ts",
        },
        ...{
          prefix: 'tel = "03-11',
          middle: "11-2",
          suffix: '222";\npw = hunter2',
          stop: ["pw = hunter2", "222", ";"],
        },
        files: [{ path: "hunter9.ts", text: "x 03-1111-2222" }],
      },
      find,
    );
    const request = masked?.request;
    assert.ok(request?.kind === "infill");
    assert.deepEqual(
      [request.prefix, request.middle, request.suffix],
      ['tel = "［電話番号1］', "", '";\npw = ［パスワード1］'],
    );
    assert.deepEqual(request.files, [{ path: "［パスワード2］", text: "x ［電話番号1］" }]);
    assert.deepEqual([request.repository, request.path, request.stop], ["［電話番号1］", "a.ts", [";"]]);
  });

  it("hold for prompts and for texts that are embedded", () => {
    const prompt = maskRequest({ ...chat(), kind: "completion", prompt: "hunter2" }, find);
    assert.deepEqual(textOf(prompt?.request), ["［パスワード1］"]);
    const embedding = maskEmbedding({ texts: ["a", "hunter2"], priority: "batch" }, find);
    assert.deepEqual(embedding?.request, { texts: ["a", "［パスワード1］"], priority: "batch" });
  });

  it("are none for a text that could not be looked through", () =>
    assert.equal(
      maskRequest(chat("a"), () => undefined),
      undefined,
    ));
});

describe("routing: masks of an answer", () => {
  const values = new Map([
    ["［電話番号1］", "03-1111-2222"],
    ["［電話番号11］", "03-9999-0000"],
    ["［パスワード1］", 'a"b\\c'],
  ]);
  const masks = { count: 3, values };
  const cases: readonly (readonly [what: string, said: string, shown: string])[] = [
    ["a value comes back", "電話は［電話番号1］です。", "電話は03-1111-2222です。"],
    ["the right one of two", "［電話番号11］と［電話番号1］", "03-9999-0000と03-1111-2222"],
    ["an unknown placeholder stays", "［電話番号7］", "［電話番号7］"],
    ["one that the model has changed stays", "[電話番号1]、［電話番号１］", "[電話番号1]、［電話番号１］"],
    ["brackets of the text stay", "［注］と［", "［注］と［"],
    ["one that does not end stays", "［電話番号1", "［電話番号1"],
  ];
  for (const [what, said, shown] of cases)
    for (const length of [1, 3, 100])
      it(`${what}, in pieces of ${length}`, () => {
        const unmasking = createUnmasking(masks, (value) => value);
        const pieces = said.match(new RegExp(`[^]{1,${length}}`, "gu")) ?? [];
        assert.equal(pieces.map((piece) => unmasking.push(piece)).join("") + unmasking.end(), shown);
      });

  it("is held back no longer than it may be a placeholder", () => {
    const unmasking = createUnmasking(masks, (value) => value);
    assert.deepEqual(
      ["［電話", "帳］を", "見る"].map((piece) => unmasking.push(piece)),
      ["", "［電話帳］を", "見る"],
    );
  });

  it("is JSON where the answer is", () => {
    const unmasking = createUnmasking(masks, inJson);
    const said = unmasking.push('{"text": "［パスワード1］"}') + unmasking.end();
    assert.deepEqual(JSON.parse(said), { text: 'a"b\\c' });
  });
});
