import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type Trace } from "../../server/src/journal/trace";
import { traceFiles } from "../../server/src/node/traceFiles";
import { type TrainingRequest, type TrainingSetRequest } from "../../server/src/protocol";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder } from "../support/temporary";

const canary = "HANARE_CANARY_7710";
const key = randomBytes(32);
const trace = (over: Partial<Trace> = {}): Trace => ({
  ...{ time: Date.now(), task: "ask", model: "m", uris: ["file:///w/a.md"], files: 0, looked: true },
  parts: [
    { name: "system", text: "文書だけから答えます。" },
    { name: "user", text: `${canary} 連絡先は yamada@example.jp ですか` },
  ],
  answer: "はい、yamada@example.jp です。",
  ...over,
});

describe("server: a training set of what is kept", () => {
  it("is offered masked, without marked documents, and written by nobody but the user", async () => {
    const folder = await temporaryFolder();
    const files = traceFiles(`${folder.path}/s`);
    const now = Date.now();
    const [good, marked, unlooked] = [files.newId(now), files.newId(now - 1), files.newId(now - 2)];
    await files.write(good, trace(), key);
    await files.write(marked, trace({ mark: "社外秘" }), key);
    await files.write(unlooked, withoutLook(trace()), key);
    const server = await startServer({
      settings: { "": { journal: { traceDays: 365 } } },
      storagePath: `${folder.path}/s`,
    });
    server.connection.onRequest("hanare/traceKey", () => ({ key: key.toString("base64") }));
    const choice = { kind: "chat", mask: true, marked: false } as const;

    await server.connection.sendNotification("hanare/feedback", { task: "ask", thumb: "up", kept: [good] });
    const { records, leftOut, locked, off } = await untilJudged(server, choice);
    assert.deepEqual([leftOut.marked, locked, off], [2, 0, true]);
    assert.deepEqual(
      records.map(({ id, outcome, masked }) => [id, outcome, masked]),
      [[good, "good", 2]],
    );
    assert.match(records[0]?.answer ?? "", /^はい、［\p{L}+ ?\p{L}*1］ です。$/u);

    const set = (params: TrainingSetRequest.Params) =>
      server.connection.sendRequest<TrainingSetRequest.Result>("hanare/trainingSet", params);
    const corrected = await set({
      ...choice,
      records: [good, marked].map((id) => ({ id, answer: "いいえ。" })),
    });
    assert.equal(corrected.lines, 1);
    assert.match(corrected.name, /^hanare-chat-\d{4}-\d\d-\d\d\.jsonl$/);
    const { messages } = JSON.parse(corrected.text) as { messages: readonly { content: string }[] };
    assert.equal(messages.at(-1)?.content, "いいえ。");
    assert.equal(corrected.text.includes("yamada"), false);

    const open = { ...choice, mask: false, marked: true };
    const { answer } = trace();
    const all = await set({ ...open, records: [good, marked, unlooked].map((id) => ({ id, answer })) });
    // The same question with the same answer is learnt once.
    assert.equal(all.lines, 1);
    assert.match(all.text, /yamada@example\.jp/);
    assert.equal(await server.stop(), 0);
    assert.deepEqual(await folder.holding(canary, "s"), []);
    await folder.remove();
  });
});

/** As they were kept before anybody looked for marks. */
function withoutLook({ looked: _, ...rest }: Trace): Trace {
  return rest;
}

/** Thumbs are noted when nobody waits. */
async function untilJudged(
  server: TestServer,
  params: TrainingRequest.Params,
): Promise<TrainingRequest.Result> {
  for (;;) {
    const result = await server.connection.sendRequest<TrainingRequest.Result>("hanare/training", params);
    if (result.records.some(({ outcome }) => outcome !== undefined)) return result;
    await delay(20);
  }
}
