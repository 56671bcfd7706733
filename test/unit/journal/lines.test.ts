import assert from "node:assert/strict";
import { type JournalEvent } from "../../../server/src/journal/event";
import { eventOf, lineOf, wireOf } from "../../../server/src/journal/lines";

const time = Date.UTC(2026, 10, 29, 5, 0, 0, 123);
const use = { model: "coder", quantization: "Q4_K_M", template: "qwen-coder psm", engine: "llama 1 cpu" };

const events: readonly JournalEvent[] = [
  {
    ...{ kind: "request", time, ...use, modelHash: "ab", language: "typescript", task: "completion" },
    ...{ operation: "text_completion", outcome: "done", finish: "stop", first: 120, whole: 450 },
    ...{ inputTokens: 900, outputTokens: 12, reusedTokens: 880, generating: 300 },
  },
  {
    ...{ kind: "request", time, task: "ask", operation: "chat", outcome: "failed", whole: 5 },
    ...{ error: "engine-crashed" },
  },
  { kind: "shown", time, ...use, language: "typescript", whole: 300, characters: 20 },
  { kind: "accepted", time, ...use, taking: "line", characters: 8, again: true },
  { kind: "dismissed", time, ...use },
  { kind: "dropped", time, ...use, filter: "repetition" },
  { kind: "retained", time, ...use, after: 30, share: 0.75, characters: 20 },
  {
    ...{
      kind: "review",
      time,
      whole: 2000,
      files: 3,
      confirmed: 2,
      advisory: 1,
      unlocated: 0,
      suppressed: 4,
    },
    ...{ violations: 1, compliant: 5, notApplicable: 0, setAside: 1, notJudged: 0 },
  },
  { kind: "triage", time, verdict: "falsePositive" },
  { kind: "feedback", time, task: "summarize", thumb: "down", model: "m", instead: true },
];

describe("journal: lines", () => {
  for (const event of events)
    it(`reads what it wrote: ${event.kind}`, () => {
      const line = lineOf(event);
      assert.equal(line.endsWith("\n"), true);
      assert.equal(line.trimEnd().includes("\n"), false);
      assert.deepEqual(eventOf(line), event);
    });

  it("has OpenTelemetry's names, seconds and lists", () => {
    const [request] = events;
    assert.ok(request);
    const wire = wireOf(request);
    assert.equal(wire["time"], "2026-11-29T05:00:00.123Z");
    assert.equal(wire["event.name"], "gen_ai.client.inference.operation.details");
    assert.equal(wire["gen_ai.request.model"], "coder");
    assert.deepEqual(wire["gen_ai.response.finish_reasons"], ["stop"]);
    assert.equal(wire["gen_ai.usage.input_tokens"], 900);
    assert.equal(wire["gen_ai.usage.cache_read.input_tokens"], 880);
    assert.equal(wire["gen_ai.client.operation.time_to_first_chunk"], 0.12);
    assert.equal("error.type" in wire, false);
  });

  const damaged: readonly (readonly [string, string])[] = [
    ["half a line", '{"time":"2026-11-29T05:00:00.123Z","event.na'],
    ["no object", "3"],
    ["a kind that is not known", '{"time":"2026-11-29T05:00:00.123Z","event.name":"hanare.later"}'],
    ["no time", '{"time":"soon","event.name":"hanare.completion.dismissed"}'],
    ["what it cannot do without", '{"time":"2026-11-29T05:00:00Z","event.name":"hanare.completion.dropped"}'],
    [
      "a value of another type",
      '{"time":"2026-11-29T05:00:00Z","event.name":"hanare.completion.dropped","hanare.completion.filter":3}',
    ],
  ];
  for (const [why, line] of damaged) it(`leaves out ${why}`, () => assert.equal(eventOf(line), undefined));
});
