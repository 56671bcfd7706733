import assert from "node:assert/strict";
import { type JournalEvent } from "../../../server/src/journal/event";
import { createMetricsSending, mostWaiting, type Posted } from "../../../server/src/journal/metricsSending";

const minute = 60_000;
const never = new AbortController().signal;
const event = (time: number): JournalEvent => ({ kind: "shown", time, model: "m" }) as JournalEvent;
const settle = () => new Promise<void>((done) => setImmediate(done));

/** A sending whose clock the test moves, with a collector that answers what the test says. */
function bench() {
  const timers: { readonly wait: number; readonly run: () => void }[] = [];
  const payloads: string[] = [];
  const troubles: string[] = [];
  const answers: Posted[] = [];
  const sending = createMetricsSending({
    product: { name: "Hanare", version: "1" },
    after: (wait, run) => {
      const timer = { wait, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    onTrouble: (message) => troubles.push(message),
  });
  const post = (payload: string) => {
    payloads.push(payload);
    return Promise.resolve(answers.shift() ?? ({ kind: "taken" } as const));
  };
  /** Runs the one timer there is; answers how long the next one waits. */
  const tick = async () => {
    assert.equal(timers.length, 1);
    timers.pop()?.run();
    await settle();
    return timers[0]?.wait;
  };
  return { sending, post, tick, timers, payloads, troubles, answers };
}

const later = (message: string, wait?: number): Posted => ({
  ...{ kind: "later", message },
  ...(wait === undefined ? {} : { wait }),
});
const countIn = (payload: string | undefined) => /"asInt":"(\d+)"/.exec(payload ?? "")?.[1];

describe("sending of figures", () => {
  it("does nothing until there is a target, and nothing where there is nothing new", async () => {
    const { sending, post, tick, timers, payloads } = bench();
    sending.add(event(1));
    assert.equal(timers.length, 0);
    sending.apply({ post, minutes: 5 });
    assert.equal(await tick(), 5 * minute);
    assert.deepEqual(payloads, []);
    sending.add(event(2));
    sending.add(event(3));
    assert.equal(await tick(), 5 * minute);
    assert.deepEqual(payloads.map(countIn), ["2"]);
    assert.equal(await tick(), 5 * minute);
    assert.equal(payloads.length, 1);
  });

  it("waits longer each time that nobody answers, up to an hour, keeps the events and tells once", async () => {
    const { sending, post, tick, payloads, troubles, answers } = bench();
    sending.apply({ post, minutes: 5 });
    sending.add(event(1));
    answers.push(...Array.from({ length: 5 }, () => later("gone")));
    const waits: unknown[] = [];
    for (let time = 0; time < 5; time++) waits.push(await tick());
    assert.deepEqual(
      waits,
      [10, 20, 40, 60, 60].map((each) => each * minute),
    );
    assert.deepEqual([troubles, sending.trouble()], [["gone"], "gone"]);
    sending.add(event(2));
    assert.equal(await tick(), 5 * minute);
    assert.equal(countIn(payloads.at(-1)), "2");
    assert.equal(sending.trouble(), undefined);
    answers.push(later("gone again"));
    sending.add(event(3));
    await tick();
    assert.deepEqual(troubles, ["gone", "gone again"]);
  });

  it("does as the collector wishes, and sends nothing again that it refused", async () => {
    const { sending, post, tick, payloads, troubles, answers } = bench();
    sending.apply({ post, minutes: 1 });
    sending.add(event(1));
    answers.push(later("busy", 30 * minute), { kind: "refused", message: "refused" });
    assert.equal(await tick(), 30 * minute);
    assert.equal(await tick(), minute);
    assert.equal(await tick(), minute);
    assert.equal(payloads.length, 2);
    assert.deepEqual([troubles, sending.trouble()], [["busy"], "refused"]);
  });

  it("keeps no more than a bound, the newest", async () => {
    const { sending, post, tick, payloads } = bench();
    sending.apply({ post, minutes: 1 });
    for (let time = 0; time < mostWaiting + 10; time++) sending.add(event(time));
    await tick();
    assert.equal(countIn(payloads[0]), String(mostWaiting));
    assert.match(payloads[0] ?? "", /"startTimeUnixNano":"10000000"/);
  });

  it("forgets what waits when it is switched off, and what waited for another collector's word", async () => {
    const { sending, post, timers, payloads } = bench();
    sending.apply({ post, minutes: 1 });
    sending.add(event(1));
    sending.apply(undefined);
    assert.equal(timers.length, 0);
    await sending.stop(never);
    assert.deepEqual(payloads, []);
  });

  it("sends the last ones when the window closes, and then no more", async () => {
    const { sending, post, timers, payloads } = bench();
    sending.apply({ post, minutes: 1 });
    sending.add(event(1));
    await sending.stop(never);
    assert.equal(payloads.length, 1);
    assert.equal(timers.length, 0);
  });

  it("keeps no window open for a collector that was not there", async () => {
    const { sending, post, tick, payloads, answers } = bench();
    sending.apply({ post, minutes: 1 });
    sending.add(event(1));
    answers.push(later("gone"));
    await tick();
    await sending.stop(never);
    assert.equal(payloads.length, 1);
  });
});
