import assert from "node:assert/strict";
import { inputSchemaOf, readInput } from "../../../server/src/chat/schema";

const string = { type: "string" };
const object = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  ...{ type: "object", properties, required },
  ...more,
});
const orNull = (schema: object) => ({ oneOf: [schema, { type: "null" }] });
const required = (schema: object) => inputSchemaOf(object({ x: schema }, ["x"]))?.properties["x"];

describe("chat: schemas of tools", () => {
  it("takes a tool without input for one with none", () => {
    for (const none of [undefined, null, {}, { type: "object" }, object({})])
      assert.deepEqual(inputSchemaOf(none)?.properties, {}, JSON.stringify(none));
  });

  const kept: readonly (readonly [string, object, unknown])[] = [
    ["a string without its pattern", { ...string, pattern: "^a" }, string],
    ["a choice", { enum: ["a", 1, null] }, { enum: ["a", 1, null] }],
    ["a constant", { const: "a" }, { enum: ["a"] }],
    ["several types", { type: ["string", "null"] }, { oneOf: [string, { type: "null" }] }],
    ["one of several, as far as it is known", { anyOf: [string, { type: "object" }] }, string],
    ["a list", { type: "array", items: string, minItems: 1 }, { type: "array", items: string, minItems: 1 }],
    ["one schema of allOf", { allOf: [string] }, string],
    [
      "an object inside",
      object({ a: string, b: string }, ["a"]),
      { type: "object", properties: { a: string, b: orNull(string) }, required: ["a"] },
    ],
  ];
  for (const [name, schema, expected] of kept)
    it(`keeps ${name}`, () => assert.deepEqual(required(schema), expected));

  it("follows a reference, and no circle", () => {
    const found = inputSchemaOf({ ...object({ x: { $ref: "#/$defs/n" } }, ["x"]), $defs: { n: string } });
    assert.deepEqual(found?.properties, { x: string });
    const circle = { $ref: "#/$defs/n" };
    assert.equal(inputSchemaOf({ ...object({ x: circle }, ["x"]), $defs: { n: circle } }), undefined);
  });

  const refused: readonly (readonly [string, unknown])[] = [
    ["a map of anything", { type: "object", additionalProperties: true }],
    ["a list of anything", { type: "array" }],
    ["no type", {}],
    ["an unknown type", { type: "date" }],
    ["values that are no words or numbers", { enum: [{}] }],
    ["a reference to nothing", { $ref: "#/$defs/none" }],
    ["a reference elsewhere", { $ref: "other.json" }],
    ["several at once", { allOf: [string, string] }],
  ];
  for (const [name, schema] of refused)
    it(`refuses ${name} where it is required, and leaves it away where it is not`, () => {
      assert.equal(inputSchemaOf(object({ x: schema }, ["x"])), undefined);
      assert.deepEqual(inputSchemaOf(object({ x: schema, y: string }))?.properties, { y: orNull(string) });
    });

  it("refuses what is no schema of an object", () => {
    for (const wrong of ["x", 1, true, [], object({}, ["x"])])
      assert.equal(inputSchemaOf(wrong), undefined, JSON.stringify(wrong));
  });
});

describe("chat: the input of a call", () => {
  const schema = inputSchemaOf(
    object(
      {
        path: string,
        line: { type: "integer" },
        kind: { enum: ["a", "b"] },
        tags: { type: "array", items: string, maxItems: 2 },
        all: { type: "boolean" },
      },
      ["path"],
    ),
  );
  assert.ok(schema);
  const read = (text: string) => readInput(text, schema);

  const right: readonly (readonly [string, object])[] = [
    ['{"path":"a","line":null,"kind":null,"tags":null,"all":null}', { path: "a" }],
    ['{"path":"a"}', { path: "a" }],
    [
      ' {"path":"印 鑑","line":3,"kind":"b","tags":["x"],"all":false}\n',
      { path: "印 鑑", line: 3, kind: "b", tags: ["x"], all: false },
    ],
  ];
  for (const [text, input] of right) it(`is ${text.trim()}`, () => assert.deepEqual(read(text), input));

  const wrong = [
    "",
    "none",
    "[]",
    '"a"',
    "null",
    '{"path":"a"',
    '```json\n{"path":"a"}\n```',
    'Sure: {"path":"a"}',
    "{}",
    '{"path":null}',
    '{"path":1}',
    '{"path":"a","line":1.5}',
    '{"path":"a","line":"1"}',
    '{"path":"a","kind":"c"}',
    '{"path":"a","tags":"x"}',
    '{"path":"a","tags":[1]}',
    '{"path":"a","tags":["x","y","z"]}',
    '{"path":"a","all":"yes"}',
    '{"path":"a","more":1}',
    '{"path":"a","__proto__":{"x":1}}',
    '{"path":"a"}{"path":"b"}',
  ];
  for (const text of wrong) it(`is not ${JSON.stringify(text)}`, () => assert.equal(read(text), undefined));

  it("is not the name of something that every object has", () => {
    const tricky = inputSchemaOf(object({ toString: string }, ["toString"]));
    assert.ok(tricky);
    assert.equal(readInput("{}", tricky), undefined);
    assert.deepEqual(readInput('{"toString":"a"}', tricky), { toString: "a" });
  });
});
