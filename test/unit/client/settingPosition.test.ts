import assert from "node:assert/strict";
import { settingPosition } from "../../../client/src/settingPosition";

/** The text the position covers, read back from its lines. */
function at(text: string, key: string): string | undefined {
  const range = settingPosition(text, key);
  if (!range) return undefined;
  const lines = text.split(/\r\n|\n|\r/u).slice(range.start.line, range.end.line + 1);
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, range.end.character) ?? "";
  lines[0] = lines[0]?.slice(range.start.character) ?? "";
  return lines.join("\n");
}

const cases: readonly (readonly [name: string, text: string, key: string, expected: string | undefined])[] = [
  ["a flat key", '{ "a": 1, "hanare.gpu.layers": 99 }', "hanare.gpu.layers", '"hanare.gpu.layers": 99'],
  [
    "after comments",
    '{ // "hanare.gpu.layers": 1\n /* "hanare.gpu.layers": 2 */\n"hanare.gpu.layers": 3}',
    "hanare.gpu.layers",
    '"hanare.gpu.layers": 3',
  ],
  ["a nested object", '{"hanare.gpu": {"backend": "cuda", "layers": 3}}', "hanare.gpu.layers", '"layers": 3'],
  [
    "a workspace file",
    '{"folders": [{"path": "."}], "settings": {"hanare.engine.threads": -1}}',
    "hanare.engine.threads",
    '"hanare.engine.threads": -1',
  ],
  [
    "a language's block",
    '{"[python]": {"hanare.completion.enabled": "no"}}',
    "hanare.completion.enabled",
    '"hanare.completion.enabled": "no"',
  ],
  [
    "an entry of a list",
    '{"hanare.models": [{"name": "a", "path": "x"}, {"name": "b", "path": "y"}]}',
    "hanare.models[1].path",
    '"path": "y"',
  ],
  [
    "the list where the entry's part is absent",
    '{"hanare.models": [\n{"name": "a"}]}',
    "hanare.models[0].path",
    '"hanare.models": [\n{"name": "a"}]',
  ],
  [
    "the last of two",
    '{"hanare.gpu.layers": 1, "hanare.gpu.layers": 2}',
    "hanare.gpu.layers",
    '"hanare.gpu.layers": 2',
  ],
  [
    "CRLF and Japanese",
    '{\r\n"説明": "値 // ではない",\r\n"hanare.summary.length": "長い"\r\n}',
    "hanare.summary.length",
    '"hanare.summary.length": "長い"',
  ],
  [
    "escaped quotes in a value",
    '{"a": "\\"hanare.gpu.layers\\": 1", "hanare.gpu.layers": 2}',
    "hanare.gpu.layers",
    '"hanare.gpu.layers": 2',
  ],
  [
    "a trailing comma",
    '{"hanare.gpu.devices": [0, 1,],}',
    "hanare.gpu.devices",
    '"hanare.gpu.devices": [0, 1,]',
  ],
  ["a key that is only a value", '{"a": "hanare.gpu.layers"}', "hanare.gpu.layers", undefined],
  ["another group", '{"hanare.gpu.layers": 1}', "hanare.engine.threads", undefined],
  ["a longer name", '{"hanare.gpu.layersX": 1}', "hanare.gpu.layers", undefined],
  ["text that breaks off", '{"x": {"hanare.gpu.layers": 1', "hanare.gpu.layers", undefined],
  ["unbalanced text", ']}{"hanare.gpu.layers": 1}}]', "hanare.gpu.layers", '"hanare.gpu.layers": 1'],
  ["nothing", "", "hanare.gpu.layers", undefined],
];

describe("settingPosition", () => {
  for (const [name, text, key, expected] of cases) {
    it(`finds ${name}`, () => assert.equal(at(text, key), expected));
  }
});
