import assert from "node:assert/strict";
import { type Claim, type FoundClaim } from "../../../../../server/src/model/engine/shared/claims";
import { chooseHost } from "../../../../../server/src/model/engine/shared/hostChoice";

const claim = (number: number): Claim => ({ number, pid: number, address: `a${number}`, token: "t" });
const never = new AbortController().signal;

interface Plan {
  /** What stands in the folder at each look; the last stays. */
  readonly looks: readonly (FoundClaim | undefined)[];
  /** Numbers of engines that answer. */
  readonly alive: readonly number[];
}

function world({ looks, alive }: Plan) {
  const did: string[] = [];
  let look = 0;
  const closed: number[] = [];
  return {
    did,
    closed,
    ports: {
      newest: () => Promise.resolve(looks[Math.min(look++, looks.length - 1)]),
      connect: ({ number }: Claim) => {
        did.push(`connect ${number}`);
        return Promise.resolve(
          alive.includes(number) ? { number, close: () => void closed.push(number) } : undefined,
        );
      },
      start: (number: number) => Promise.resolve(void did.push(`start ${number}`)),
      pause: () => Promise.resolve(void did.push("pause")),
    },
  };
}

const cases: readonly (Plan & {
  readonly name: string;
  readonly chosen: number | undefined;
  readonly did: readonly string[];
})[] = [
  { name: "attaches to the one that is there", looks: [claim(1)], alive: [1], chosen: 1, did: ["connect 1"] },
  {
    name: "starts the first",
    looks: [undefined, claim(1)],
    alive: [1],
    chosen: 1,
    did: ["start 1", "connect 1"],
  },
  {
    name: "starts one after a dead one",
    looks: [claim(4), claim(5)],
    alive: [5],
    chosen: 5,
    did: ["connect 4", "start 5", "connect 5"],
  },
  {
    name: "waits for a claim that is being written",
    looks: [{ number: 1 }, { number: 1 }, claim(1)],
    alive: [1],
    chosen: 1,
    did: ["pause", "pause", "connect 1"],
  },
  {
    name: "does not wait for ever for one that nobody writes",
    looks: [...Array.from({ length: 21 }, () => ({ number: 1 })), claim(2)],
    alive: [2],
    chosen: 2,
    did: [...Array.from({ length: 20 }, () => "pause"), "start 2", "connect 2"],
  },
  {
    name: "tries again when the engine goes just now",
    looks: [claim(1), undefined, claim(1)],
    alive: [],
    chosen: undefined,
    did: ["connect 1", "start 2", "start 1", "connect 1", "start 2", "connect 1"],
  },
  {
    name: "gives up when none comes up",
    looks: [undefined],
    alive: [],
    chosen: undefined,
    did: ["start 1", "start 1", "start 1"],
  },
];

describe("model/engine/shared/hostChoice", () => {
  for (const { name, chosen, did, ...plan } of cases)
    it(name, async () => {
      const { ports, did: done } = world(plan);
      const result = await chooseHost(ports, never);
      assert.equal(result?.connection.number, chosen);
      assert.equal(result?.claim.number, chosen);
      assert.deepEqual(done, did);
    });

  it("leaves the engine that it reached after the window changed its mind", async () => {
    const { ports, closed } = world({ looks: [claim(1)], alive: [1] });
    const cancel = new AbortController();
    const connect: typeof ports.connect = (asked) => {
      cancel.abort(new Error("other settings"));
      return ports.connect(asked);
    };
    await assert.rejects(chooseHost({ ...ports, connect }, cancel.signal), /other settings/);
    assert.deepEqual(closed, [1]);
  });

  it("starts nothing for a window that changed its mind", async () => {
    const { ports, did } = world({ looks: [undefined], alive: [] });
    await assert.rejects(chooseHost(ports, AbortSignal.abort(new Error("gone"))), /gone/);
    assert.deepEqual(did, []);
  });
});
