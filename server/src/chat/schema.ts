/** A tool's input schema, any JSON Schema, as the part of it that a grammar can hold; and a strict reader of what came. */
import { type JsonSchema } from "../model/runtime";

type ObjectSchema = Extract<JsonSchema, { readonly type: "object" }>;
type Fields = Readonly<Record<string, unknown>>;

const deepest = 8;
const mostValues = 200;
const primitives = ["string", "number", "integer", "boolean", "null"] as const;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isPrimitive = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/**
 * Undefined when a required part cannot be written under a grammar (a map of anything, a list of anything). Optional
 * parts that cannot be are left away, the others may be null: a grammar writes every key.
 */
export function inputSchemaOf(schema: unknown): ObjectSchema | undefined {
  if (schema === undefined || schema === null) return { type: "object", properties: {} };
  if (!isFields(schema)) return undefined;
  return objectOf(schema, { root: schema, depth: 0 });
}

interface At {
  readonly root: Fields;
  readonly depth: number;
}

function convert(schema: unknown, at: At): JsonSchema | undefined {
  if (!isFields(schema) || at.depth > deepest) return undefined;
  const inside = { ...at, depth: at.depth + 1 };
  const { $ref: reference, oneOf, anyOf, allOf, type } = schema;
  if (typeof reference === "string") return convert(definition(reference, at.root), inside);
  if ("const" in schema) return isPrimitive(schema["const"]) ? { enum: [schema["const"]] } : undefined;
  if (Array.isArray(schema["enum"])) return enumOf(schema["enum"]);
  const either = Array.isArray(oneOf) ? oneOf : Array.isArray(anyOf) ? anyOf : undefined;
  if (either !== undefined) return oneOfThese(either.map((one: unknown) => convert(one, inside)));
  if (Array.isArray(allOf)) return allOf.length === 1 ? convert(allOf[0], inside) : undefined;
  if (Array.isArray(type))
    return oneOfThese(type.map((one: unknown) => convert({ ...schema, type: one }, inside)));
  if (type === "array") return arrayOf(schema, inside);
  if (type === "object") return objectOf(schema, inside);
  const primitive = primitives.find((one) => one === type);
  return primitive === undefined ? undefined : { type: primitive };
}

function definition(reference: string, root: Fields): unknown {
  const [, group = "", name = ""] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? [];
  const all = root[group];
  return isFields(all) ? all[name] : undefined;
}

const enumOf = (values: readonly unknown[]): JsonSchema | undefined =>
  values.length > 0 && values.length <= mostValues && values.every(isPrimitive)
    ? { enum: values }
    : undefined;

function oneOfThese(schemas: readonly (JsonSchema | undefined)[]): JsonSchema | undefined {
  const known = schemas.filter((one) => one !== undefined);
  return known.length > 1 ? { oneOf: known } : known[0];
}

function arrayOf(schema: Fields, at: At): JsonSchema | undefined {
  const items = convert(schema["items"], at);
  const { minItems, maxItems } = schema;
  if (items === undefined) return undefined;
  return {
    type: "array",
    items,
    ...(typeof minItems === "number" && minItems > 0 ? { minItems } : {}),
    ...(typeof maxItems === "number" ? { maxItems } : {}),
  };
}

function objectOf(schema: Fields, at: At): ObjectSchema | undefined {
  const { properties = {}, required, additionalProperties } = schema;
  if (!isFields(properties)) return undefined;
  const names = Object.keys(properties);
  // Below the top an object without names is a map of anything.
  if (names.length === 0 && at.depth > 0 && additionalProperties !== false) return undefined;
  const needed = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  const converted: Record<string, JsonSchema> = {};
  for (const name of names) {
    const one = convert(properties[name], { ...at, depth: at.depth + 1 });
    const isNeeded = needed.includes(name);
    if (one === undefined && isNeeded) return undefined;
    if (one !== undefined) converted[name] = isNeeded ? one : { oneOf: [one, { type: "null" }] };
  }
  if (needed.some((name) => !names.includes(name))) return undefined;
  return { type: "object", properties: converted, required: needed };
}

/** The object without what was left open (null); undefined for anything but one JSON object of the schema. */
export function readInput(text: string, schema: ObjectSchema): object | undefined {
  const value = parsed(text);
  const fits = value === undefined ? undefined : fit(value, schema);
  return isFields(fits) ? fits : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the answer is none.
    return undefined;
  }
}

/** The value as far as the schema has it; undefined when it is none of it. */
function fit(value: unknown, schema: JsonSchema): unknown {
  if ("enum" in schema) return schema.enum.find((one) => one === value);
  if ("oneOf" in schema) {
    const fits = schema.oneOf.map((one) => fit(value, one)).filter((one) => one !== undefined);
    return fits[0];
  }
  switch (schema.type) {
    case "object":
      return fitObject(value, schema);
    case "array":
      return fitArray(value, schema);
    case "null":
      return value === null ? null : undefined;
    case "integer":
      return Number.isInteger(value) ? value : undefined;
    default:
      return typeof value === schema.type ? value : undefined;
  }
}

function fitArray(value: unknown, schema: Extract<JsonSchema, { readonly type: "array" }>): unknown {
  const { items, minItems = 0, maxItems = Infinity } = schema;
  if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return undefined;
  const fits = value.map((one: unknown) => fit(one, items));
  return fits.includes(undefined) ? undefined : fits;
}

function fitObject(value: unknown, { properties, required = [] }: ObjectSchema): Fields | undefined {
  if (!isFields(value)) return undefined;
  if (Object.keys(value).some((name) => !Object.hasOwn(properties, name))) return undefined;
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const given = Object.hasOwn(value, name) ? value[name] : null;
    const one = fit(given, schema);
    if (one === undefined) return undefined;
    if (one !== null || required.includes(name)) kept[name] = one;
  }
  return kept;
}
