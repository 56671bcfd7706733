import assert from "node:assert/strict";
import { longest, type Trace } from "../../../server/src/journal/trace";
import { bestFirst, type Offer, offerOf } from "../../../server/src/journal/training";
import { type FindPrivate } from "../../../server/src/model/routing/mask";
import { type TrainingChoice } from "../../../server/src/protocol";

const chat: Trace = {
  ...{ time: 5, task: "ask", model: "m", uris: ["file:///w/docs/a.md"], files: 0, looked: true },
  parts: [
    { name: "system", text: "文書だけから答えます。" },
    { name: "user", text: "担当の山田は誰ですか" },
  ],
  answer: "山田は課長です。",
};
const hole: Trace = {
  ...{ time: 6, task: "completion", uris: ["file:///w/a.ts"], files: 2, looked: true },
  template: "qwen-coder psm",
  parts: [
    { name: "before", text: "const a = " },
    { name: "written", text: "su" },
    { name: "after", text: ";\n" },
  ],
  answer: "m(b, c) + nothing",
  verdict: { outcome: "taken", text: "m(b, c)" },
};
const nothing: FindPrivate = () => [];
/** Names the one surname of these texts. */
const findNames: FindPrivate = (text) =>
  [...text.matchAll(/山田|佐藤/gu)].map(({ index }) => ({ start: index, end: index + 2, kind: "氏名" }));

const offer = (
  trace: Trace,
  over: Partial<TrainingChoice & { find: FindPrivate; answer: string }> = {},
): Offer => {
  const { find = nothing, answer, ...choice } = over;
  const kind = trace.task === "completion" ? "completion" : "chat";
  const ports = { find, ...(answer === undefined ? {} : { answer }) };
  return offerOf("id", trace, { kind, mask: true, marked: false, ...choice }, ports);
};
const written = (made: Offer): unknown => {
  assert.ok(made !== undefined && "line" in made);
  return JSON.parse(made.line);
};

describe("journal: a line of a training set", () => {
  it("has the messages of a chat, the answer last", () =>
    assert.deepEqual(written(offer(chat)), {
      messages: [
        { role: "system", content: "文書だけから答えます。" },
        { role: "user", content: "担当の山田は誰ですか" },
        { role: "assistant", content: "山田は課長です。" },
      ],
    }));

  it("has the model's own tokens around a hole, and what stands in it at last", () =>
    assert.deepEqual(written(offer(hole)), {
      prompt: "<|fim_prefix|>const a = <|fim_suffix|>;\n<|fim_middle|>",
      completion: "sum(b, c)",
    }));

  it("has the suffix first for a model that was trained so", () =>
    assert.deepEqual(written(offer({ ...hole, template: "codestral spm" })), {
      prompt: "[SUFFIX];\n[PREFIX]const a = ",
      completion: "sum(b, c)",
    }));

  it("masks a value alike in prompt and answer, and what a person wrote too", () => {
    const made = offer(chat, { find: findNames, answer: "［氏名1］は部長、佐藤は課長です。" });
    assert.deepEqual(written(made), {
      messages: [
        { role: "system", content: "文書だけから答えます。" },
        { role: "user", content: "担当の［氏名1］は誰ですか" },
        { role: "assistant", content: "［氏名1］は部長、［氏名2］は課長です。" },
      ],
    });
    assert.ok(made !== undefined && "record" in made);
    assert.equal(made.record.masked, 3);
  });

  it("masks no placeholder again", () => {
    const findAddress: FindPrivate = (text) =>
      [...text.matchAll(/(?<=住所：)[^\n]{4,}/gu)].map(({ index, 0: { length } }) => ({
        ...{ start: index, end: index + length, kind: "住所" },
      }));
    const made = offer(
      { ...chat, answer: "住所：港区海岸1-2" },
      { find: findAddress, answer: "住所：［住所1］\n以上" },
    );
    assert.ok(made !== undefined && "record" in made);
    assert.equal(made.record.answer, "住所：［住所1］\n以上");
  });

  it("is shown as it will be written, with what a person must know", () => {
    const made = offer({ ...hole, mark: "社外秘" }, { marked: true, find: findNames });
    assert.ok(made !== undefined && "record" in made);
    assert.deepEqual(made.record, {
      ...{ id: "id", time: 6, task: "completion", looked: true, uri: "file:///w/a.ts" },
      ...{ outcome: "taken", mark: "社外秘", masked: 0, answer: "sum(b, c)" },
      prompt: [
        { name: "before", text: "const a = " },
        { name: "after", text: ";\n" },
      ],
    });
  });

  const obstacles: readonly (readonly [string, Offer, Offer])[] = [
    ["of a marked document", offer({ ...chat, mark: "社外秘" }), { obstacle: "marked" }],
    ["whose documents nobody looked through", offer(withoutLook(chat)), { obstacle: "marked" }],
    ["that cannot be searched", offer(chat, { find: () => undefined }), { obstacle: "unsearched" }],
    ["that was cut", offer({ ...chat, answer: "x".repeat(longest) }), { obstacle: "cut" }],
    [
      "of a model with tokens of its own",
      offer({ ...hole, template: "custom psm" }),
      { obstacle: "template" },
    ],
    [
      "with the model's tokens in its text",
      offer({ ...hole, verdict: { outcome: "edited", text: 'mark = "<|fim_middle|>"' } }),
      { obstacle: "template" },
    ],
    ["of a suggestion that nobody took", offer({ ...hole, verdict: { outcome: "bad" } }), undefined],
    ["of the other kind", offer(hole, { kind: "chat" }), undefined],
    ["of the other kind, the other way round", offer(chat, { kind: "completion" }), undefined],
    ["whose answer a person took away", offer(chat, { answer: " " }), undefined],
    ["without an answer", offer({ ...chat, answer: " \n" }), undefined],
  ];
  for (const [name, made, expected] of obstacles)
    it(`is not made of a trace ${name}`, () => assert.deepEqual(made, expected));
});

function withoutLook({ looked: _, ...trace }: Trace): Trace {
  return trace;
}

describe("journal: the order of a training set", () => {
  it("is: corrected, good, taken, not judged, bad; the newest first", () => {
    const record = (outcome: "good" | "bad" | "taken" | "edited" | undefined, time: number) => {
      const made = offer({ ...chat, time, ...(outcome === undefined ? {} : { verdict: { outcome } }) });
      assert.ok(made !== undefined && "record" in made);
      return made.record;
    };
    const records = [
      record("bad", 1),
      record(undefined, 2),
      record("taken", 3),
      record("good", 4),
      record("good", 5),
      record("edited", 6),
    ];
    assert.deepEqual(
      records.sort(bestFirst).map(({ time }) => time),
      [6, 5, 4, 3, 2, 1],
    );
  });
});
