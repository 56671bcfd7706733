import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { inputOf, type Plan } from "../fuzz/inputs";
import { type Sample } from "../fuzz/samples";

const text = (value: string) => new TextEncoder().encode(value);
const samples: readonly Sample[] = [
  {
    format: "docx",
    name: "a.docx",
    bytes: zipSync({ "word/document.xml": text("<w:p><w:t>手順</w:t></w:p>") }),
  },
  { format: "html", name: "a.html", bytes: text("<p class='a'>手順</p>\n<p>点検</p>\n") },
  { format: "text", name: "a.txt", bytes: text("手順\n点検\n") },
];
const plan: Plan = { samples, seed: 7, heavy: 0 };

describe("inputs of the fuzz suite", () => {
  it("are the same in every run, and others for another seed", () => {
    const made = (seed: number) => Array.from({ length: 60 }, (_, at) => inputOf({ ...plan, seed }, at));
    assert.deepEqual(made(7), made(7));
    assert.notDeepEqual(made(7), made(8));
  });

  it("take every format in turn and seldom leave a file as it was", () => {
    const inputs = Array.from({ length: 150 }, (_, at) => inputOf(plan, at));
    for (const format of ["docx", "html", "text"])
      assert.equal(inputs.filter((input) => input.format === format).length, 50);
    const same = inputs.filter(({ bytes }) =>
      samples.some((sample) => Buffer.compare(sample.bytes, bytes) === 0),
    );
    assert.ok(same.length < 15, `${same.length} inputs are samples`);
  });
});
