/**
 * Events as lines of JSON, under the names of OpenTelemetry's conventions for generative AI where these have one
 * (`gen_ai.*`, `error.type`; times in seconds), `hanare.*` for the rest.
 */
import { type EventKind, type JournalEvent } from "./event";

const eventNames: Readonly<Record<EventKind, string>> = {
  request: "gen_ai.client.inference.operation.details",
  shown: "hanare.completion.shown",
  accepted: "hanare.completion.accepted",
  dismissed: "hanare.completion.dismissed",
  dropped: "hanare.completion.dropped",
  retained: "hanare.completion.retained",
  review: "hanare.review",
  triage: "hanare.triage",
  feedback: "hanare.feedback",
};
const kinds = new Map(Object.entries(eventNames).map(([kind, name]) => [name, kind as EventKind]));

interface Field {
  readonly name: string;
  readonly type: "string" | "number" | "boolean";
  toWire(value: unknown): unknown;
  fromWire(value: unknown): unknown;
}

const same = (value: unknown) => value;
const text = (name: string): Field => ({ name, type: "string", toWire: same, fromWire: same });
const count = (name: string): Field => ({ name, type: "number", toWire: same, fromWire: same });
const flag = (name: string): Field => ({ name, type: "boolean", toWire: same, fromWire: same });
/** Milliseconds here, seconds there. */
const seconds = (name: string): Field => ({
  name,
  type: "number",
  toWire: (value) => Math.round(Number(value)) / 1000,
  fromWire: (value) => (typeof value === "number" ? Math.round(value * 1000) : value),
});
const listOfOne = (name: string): Field => ({
  name,
  type: "string",
  toWire: (value) => [value],
  fromWire: (value) => (Array.isArray(value) ? (value[0] as unknown) : value),
});

export const fields = {
  model: text("gen_ai.request.model"),
  operation: text("gen_ai.operation.name"),
  finish: listOfOne("gen_ai.response.finish_reasons"),
  inputTokens: count("gen_ai.usage.input_tokens"),
  outputTokens: count("gen_ai.usage.output_tokens"),
  reusedTokens: count("gen_ai.usage.cache_read.input_tokens"),
  first: seconds("gen_ai.client.operation.time_to_first_chunk"),
  whole: seconds("gen_ai.client.operation.duration"),
  error: text("error.type"),
  quantization: text("hanare.model.quantization"),
  template: text("hanare.model.template"),
  adapter: text("hanare.model.adapter"),
  modelHash: text("hanare.model.sha256"),
  engine: text("hanare.engine"),
  language: text("hanare.document.language"),
  task: text("hanare.task"),
  outcome: text("hanare.outcome"),
  generating: seconds("hanare.generating.duration"),
  characters: count("hanare.completion.characters"),
  taking: text("hanare.completion.taking"),
  again: flag("hanare.completion.again"),
  filter: text("hanare.completion.filter"),
  after: count("hanare.completion.retained_after"),
  share: count("hanare.completion.retained"),
  files: count("hanare.review.files"),
  confirmed: count("hanare.review.confirmed"),
  advisory: count("hanare.review.advisory"),
  unlocated: count("hanare.review.unlocated"),
  suppressed: count("hanare.review.suppressed"),
  violations: count("hanare.judge.violations"),
  compliant: count("hanare.judge.compliant"),
  notApplicable: count("hanare.judge.not_applicable"),
  setAside: count("hanare.judge.set_aside"),
  notJudged: count("hanare.judge.not_judged"),
  verdict: text("hanare.triage.verdict"),
  thumb: text("hanare.feedback.thumb"),
  instead: flag("hanare.feedback.instead"),
} as const satisfies Readonly<Record<string, Field>>;

/** What an event of a kind cannot do without. */
const needed: Readonly<Record<EventKind, readonly (keyof typeof fields)[]>> = {
  request: ["task", "operation", "outcome", "whole"],
  shown: ["whole", "characters"],
  accepted: ["taking", "characters"],
  dismissed: [],
  dropped: ["filter"],
  retained: ["after", "share", "characters"],
  review: ["whole", "files", "confirmed", "advisory", "unlocated", "suppressed"],
  triage: ["verdict"],
  feedback: ["task", "thumb"],
};

/** The event as it is written: without what it does not have. */
export function wireOf(event: JournalEvent): Readonly<Record<string, unknown>> {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  const known = Object.entries(fields).flatMap(([key, field]) =>
    values[key] === undefined ? [] : [[field.name, field.toWire(values[key])]],
  );
  return {
    time: new Date(event.time).toISOString(),
    "event.name": eventNames[event.kind],
    ...Object.fromEntries(known),
  };
}

export const lineOf = (event: JournalEvent): string => `${JSON.stringify(wireOf(event))}\n`;

/** Undefined for what is no event of this version: half a line after a crash, a kind that is not known. */
export function eventOf(line: string): JournalEvent | undefined {
  const wire = parsed(line);
  const kind = kinds.get(String(wire?.["event.name"]));
  const time = Date.parse(String(wire?.["time"]));
  if (wire === undefined || kind === undefined || Number.isNaN(time)) return undefined;
  const values = Object.entries(fields).flatMap(([key, field]) => {
    const value = wire[field.name] === undefined ? undefined : field.fromWire(wire[field.name]);
    return typeof value === field.type ? [[key, value] as const] : [];
  });
  const event: Readonly<Record<string, unknown>> = { kind, time, ...Object.fromEntries(values) };
  return needed[kind].every((key) => event[key] !== undefined)
    ? (event as unknown as JournalEvent)
    : undefined;
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
