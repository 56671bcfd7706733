import assert from "node:assert/strict";
import { readDamagedHeaders } from "../fuzz/headers";

describe("hostile GGUF headers", function () {
  this.timeout(300_000);

  it("10,000 are read or refused by name, and no byte is asked for that is not there", async () => {
    const { read, refused } = await readDamagedHeaders(10_000);
    assert.ok(read > 300 && refused > 3000, `${read} read, ${refused} refused`);
  });
});
