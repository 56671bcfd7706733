import assert from "node:assert/strict";
import { crc32 as reference } from "node:zlib";
import { crc32 } from "../../../server/src/util/crc32";

describe("crc32", () => {
  for (const text of ["", "a", "123456789", "期限は30日".repeat(1000)])
    it(`of ${text.length} characters is what zlib says`, () => {
      const bytes = new TextEncoder().encode(text);
      assert.equal(crc32(bytes), reference(bytes));
    });
});
