/** The step down without the library: a model that makes contexts up to a size. */
import assert from "node:assert/strict";
import { type LlamaModel } from "node-llama-cpp";
import { type Library } from "../../../../server/src/model/engine/backend";
import { createContext } from "../../../../server/src/model/engine/contexts";
import { type RoleLoad } from "../../../../server/src/model/engine/messages";
import { defaultSettings } from "../../../../server/src/protocol";

class InsufficientMemoryError extends Error {}

/** `holds`: tokens of all sequences together. */
function world(holds: number, gpu: false | "cuda") {
  const sizes: number[] = [];
  const model = {
    trainContextSize: 32768,
    createContext: ({ contextSize, sequences }: { contextSize: number; sequences: number }) => {
      sizes.push(contextSize * sequences);
      return contextSize * sequences <= holds
        ? Promise.resolve({ contextSize })
        : Promise.reject(new InsufficientMemoryError("no room"));
    },
  } as unknown as LlamaModel;
  const { gpu: graphics, engine } = defaultSettings;
  const library = { InsufficientMemoryError } as unknown as Library;
  const load = { language: "en", gpu: graphics, engine, roles: [] } as const;
  return { sizes, model, maker: { library, llama: { gpu }, load } };
}
const role: RoleLoad = { role: "assistant", model: "house", path: "/m/house.gguf" };

describe("model/engine/contexts", () => {
  const cases: readonly (readonly [string, number, false | "cuda", Partial<RoleLoad>, readonly number[]])[] =
    [
      ["what is wanted", 9000, false, {}, [8192]],
      ["what the plan has room for, without a GPU", 9000, false, { roomFor: 4096 }, [4096]],
      ["no word of the plan on a GPU, whose memory is another", 9000, "cuda", { roomFor: 4096 }, [8192]],
      ["a place for a second text, where the plan has room for it", 20_000, false, { places: 2 }, [16384]],
      ["one place, where two do not fit after all", 9000, false, { places: 2 }, [16384, 8192]],
      ["one place on a GPU, which evaluates quickly", 20_000, "cuda", { places: 2 }, [8192]],
      ["smaller and smaller, when memory fails", 3000, "cuda", {}, [8192, 4096, 2048]],
    ];
  for (const [name, holds, gpu, over, sizes] of cases)
    it(`tries ${name}`, async () => {
      const { maker, model, sizes: tried } = world(holds, gpu);
      const { context, places, notes } = await createContext(maker, { ...role, ...over }, model);
      assert.deepEqual(tried, sizes);
      assert.equal(context.contextSize * places, sizes.at(-1));
      const note = /memory holds \d+ tokens of context, not 8192/;
      if (Number(sizes.at(-1)) >= 8192) assert.deepEqual(notes, []);
      else assert.match(notes.join(), note);
    });

  it("says what to do when not even the smallest fits, with the size that was wanted", async () => {
    const { maker, model } = world(1000, "cuda");
    await assert.rejects(createContext(maker, role, model), {
      code: "out-of-memory",
      message: /house does not fit .* smaller contextSize \(now 8192\)/,
    });
  });
});
