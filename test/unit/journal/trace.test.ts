import assert from "node:assert/strict";
import {
  isTraced,
  mayKeep,
  mostTraces,
  outdatedTraces,
  traceMarkdown,
  traceName,
  traceOf,
} from "../../../server/src/journal/trace";
import { type GenerateRequest } from "../../../server/src/model/runtime";

const options = { priority: "interactive", maxTokens: 10 } as const;
const chat: GenerateRequest = { ...options, kind: "chat", messages: [{ role: "user", text: "何年ですか" }] };
const infill: GenerateRequest = {
  ...{ ...options, kind: "infill", prefix: "const a = ", middle: "b", suffix: ";\n" },
  files: [{ path: "other.ts", text: "SECRET OF ANOTHER FOLDER" }],
};

describe("journal: which prompts may be kept", () => {
  const folders = ["file:///w/docs", "file:///x"];
  const cases: readonly (readonly [string, readonly string[], boolean])[] = [
    ["a document of a named folder", ["file:///w/docs/a.md"], true],
    ["the folder itself", ["file:///w/docs"], true],
    ["documents of two named folders", ["file:///w/docs/a.md", "file:///x/b.md"], true],
    ["one that is elsewhere among them", ["file:///w/docs/a.md", "file:///w/src/b.ts"], false],
    ["a folder whose name begins alike", ["file:///w/docs2/a.md"], false],
    ["the folder above", ["file:///w"], false],
    ["nobody knows which", [], false],
  ];
  for (const [why, uris, kept] of cases) it(why, () => assert.equal(isTraced(uris, folders), kept));

  it("keeps none where no folder is named", () => assert.equal(isTraced(["file:///w/a"], []), false));

  const requests: readonly (readonly [string, GenerateRequest, boolean, boolean])[] = [
    ["a chat", chat, false, true],
    ["a hole, other files apart", infill, true, true],
    ["a hole whose text may have other files in it", infill, false, false],
    ["what goes on from a text", { ...options, kind: "completion", prompt: "x" }, true, false],
  ];
  for (const [why, request, separatesFiles, kept] of requests)
    it(`${kept ? "keeps" : "does not keep"} ${why}`, () =>
      assert.equal(mayKeep({ request, separatesFiles }), kept));
});

describe("journal: a kept prompt", () => {
  const exchange = (request: GenerateRequest) => ({
    ...{ subject: { task: "ask", uris: ["file:///w/docs/a.md"] } as const, request, separatesFiles: true },
    ...{ answer: "答え\n```\n# not a heading\n```", model: { model: "m" } },
  });

  it("has the parts of the prompt and never the text of other files", () => {
    const trace = traceOf(exchange(infill), 5);
    assert.deepEqual(
      trace.parts.map(({ name, text }) => [name, text]),
      [
        ["before", "const a = "],
        ["written", "b"],
        ["after", ";\n"],
      ],
    );
    assert.equal(trace.files, 1);
    assert.equal(JSON.stringify(trace).includes("SECRET"), false);
  });

  it("knows the strictest mark of what was read, and whether all of it was looked through", () => {
    const source = (mark: string | undefined, whole: boolean) => ({
      ...{ uri: "file:///w/docs/a.md", languageId: "markdown", code: false, whole },
      ...(mark === undefined ? {} : { mark }),
    });
    const read = (...sources: ReturnType<typeof source>[]) => {
      const { mark, looked } = traceOf(exchange({ ...chat, origin: { task: "ask", sources } }), 5);
      return [mark, looked];
    };
    assert.deepEqual(read(source("社外秘", true), source("極秘", true)), ["極秘", true]);
    assert.deepEqual(read(source("公開", true)), [undefined, true]);
    assert.deepEqual(read(source(undefined, true), source(undefined, false)), [undefined, undefined]);
    assert.deepEqual(traceOf(exchange(chat), 5).looked, undefined);
  });

  it("knows a completion's template", () => {
    const made = { ...exchange(infill), model: { model: "m", template: "qwen-coder psm" } };
    assert.equal(traceOf(made, 5).template, "qwen-coder psm");
    assert.equal(traceOf({ ...made, request: chat }, 5).template, undefined);
  });

  it("is a page on which nothing is drawn or followed", () => {
    const page = traceMarkdown(traceOf(exchange(chat), 5));
    assert.match(
      page,
      /^# Prompt and answer\n\n```text\n1970-01-01T00:00:00\.005Z\nQuestions\nm\nfile:\/\/\/w\/docs\/a\.md\n```/,
    );
    assert.match(page, /## Request\n\n```text\n何年ですか\n```/);
    assert.match(page, /## Answer\n\n````text\n答え\n```\n# not a heading\n```\n````\n$/);
  });

  it("is deleted after its days, and the oldest of too many", () => {
    const day = 86_400_000;
    const now = 1_800_000_000_000;
    const file = (age: number) => ({ name: traceName(now - age, "00000000ff"), size: 10 });
    const [fresh, old] = [file(day), file(31 * day)];
    assert.deepEqual(outdatedTraces([old, fresh, { name: "x.txt", size: 1 }], { days: 30, now }), [old.name]);
    const many = Array.from({ length: mostTraces + 1 }, (_, at) => file(at));
    assert.deepEqual(outdatedTraces(many, { days: 30, now }), [many.at(-1)?.name]);
  });
});
