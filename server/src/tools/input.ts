/** What a model has put into a tool, read strictly: nothing is guessed, and the fault is told in a sentence. */
import { type ToolDefinition } from "./definitions";

/** The tool does nothing; the message is for the model that asked. */
export class ToolRefusal extends Error {
  override readonly name = "ToolRefusal";
}

export type Fields = Readonly<Record<string, unknown>>;

const refuse = (why: string): never => {
  throw new ToolRefusal(why);
};

/** The object, if it has no key that the tool does not know. */
export function fieldsOf(input: unknown, { name, inputSchema }: ToolDefinition): Fields {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return refuse(`The input of ${name} must be an object.`);
  const known = Object.keys(inputSchema.properties);
  const unknown = Object.keys(input).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    return refuse(
      `${name} has no input ${JSON.stringify(unknown[0])?.slice(0, 80)}. It has: ${known.join(", ")}.`,
    );
  return input as Fields;
}

/** With a letter or figure in it. */
export function wordsOf(fields: Fields, key: string, longest: number): string {
  const text = textOf(fields, key, longest);
  return /[\p{L}\p{N}]/u.test(text) ? text : refuse(`"${key}" must hold words.`);
}

export function textOf(fields: Fields, key: string, longest: number): string {
  const value = fields[key];
  if (typeof value !== "string") return refuse(`"${key}" must be a string.`);
  if (value.length > longest) return refuse(`"${key}" has ${value.length} characters; ${longest} are read.`);
  return value.trim() === "" ? refuse(`"${key}" must not be empty.`) : value;
}

export function textsOf(
  fields: Fields,
  key: string,
  bounds: { readonly most: number; readonly longest: number },
) {
  const value = fields[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return refuse(`"${key}" must be a list of strings.`);
  if (value.length === 0 || value.length > bounds.most)
    return refuse(`"${key}" must have 1 to ${bounds.most} entries.`);
  return value.map((one: unknown) => textOf({ [key]: one }, key, bounds.longest));
}

export function numberOf(
  fields: Fields,
  key: string,
  bounds: { readonly most: number; readonly standard: number },
): number {
  const value = fields[key] ?? bounds.standard;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= bounds.most)
    return value;
  return refuse(`"${key}" must be a whole number from 1 to ${bounds.most}.`);
}

export function choiceOf<T extends string>(
  fields: Fields,
  key: string,
  choices: { readonly known: readonly T[]; readonly standard: T },
): T {
  const value = fields[key] ?? choices.standard;
  return (
    choices.known.find((one) => one === value) ??
    refuse(`"${key}" must be one of: ${choices.known.join(", ")}.`)
  );
}
