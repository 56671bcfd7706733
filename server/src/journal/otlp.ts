/**
 * Events as a payload of OpenTelemetry's metrics in OTLP/JSON: histograms with the names, units and bounds of the
 * conventions for generative AI, sums of our own beside them. Nothing is sent here (`metricsSending.ts`).
 */
import { type JournalEvent, type RequestEvent } from "./event";
import { groupsBy, sum } from "./figures";

/** Upper bounds that the conventions advise, in seconds and in tokens. */
const durationBounds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const firstBounds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const tokenBounds = [
  1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
];

type Attributes = Readonly<Record<string, string | undefined>>;

interface Point {
  readonly attributes: Attributes;
  readonly value: number;
  readonly time: number;
}

/** Deltas of the time from the first event to the last; undefined where there are none. */
export function otlpOf(events: readonly JournalEvent[], product: { name: string; version: string }) {
  const times = events.map(({ time }) => time);
  const metrics = [
    ...histograms(
      events.filter((event): event is RequestEvent => event.kind === "request"),
      times,
    ),
    ...sums(events, times),
  ];
  return {
    resourceMetrics: [
      {
        resource: {
          attributes: attributesOf({
            "service.name": product.name.toLowerCase(),
            "service.version": product.version,
          }),
        },
        scopeMetrics: [{ scope: { name: product.name.toLowerCase(), version: product.version }, metrics }],
      },
    ],
  };
}

function histograms(requests: readonly RequestEvent[], times: readonly number[]) {
  const duration = requests.map((event) => pointOf(event, event.whole / 1000));
  const first = requests.flatMap((event) =>
    event.first === undefined ? [] : [pointOf(event, event.first / 1000)],
  );
  const tokens = requests.flatMap((event) => [
    ...tokenPoint(event, event.inputTokens, "input"),
    ...tokenPoint(event, event.outputTokens, "output"),
  ]);
  const of = { times };
  return [
    histogram({ name: "gen_ai.client.operation.duration", unit: "s" }, duration, {
      ...of,
      bounds: durationBounds,
    }),
    histogram({ name: "gen_ai.client.operation.time_to_first_chunk", unit: "s" }, first, {
      ...{ ...of, bounds: firstBounds },
    }),
    histogram({ name: "gen_ai.client.token.usage", unit: "{token}" }, tokens, { ...of, bounds: tokenBounds }),
  ].filter(({ histogram: { dataPoints } }) => dataPoints.length > 0);
}

function pointOf(event: RequestEvent, value: number): Point {
  const { operation, model, error, task, quantization, template, adapter, time } = event;
  const attributes = {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": "llama.cpp",
    "gen_ai.request.model": model,
    "error.type": error,
    "hanare.task": task,
    "hanare.model.quantization": quantization,
    "hanare.model.template": template,
    "hanare.model.adapter": adapter,
  };
  return { attributes, value, time };
}

function tokenPoint(
  event: RequestEvent,
  value: number | undefined,
  type: "input" | "output",
): readonly Point[] {
  if (value === undefined) return [];
  const point = pointOf(event, value);
  return [{ ...point, attributes: { ...point.attributes, "gen_ai.token.type": type } }];
}

const keyOf = ({ attributes }: Point) => JSON.stringify(attributes);
/** 64-bit integers are texts in OTLP/JSON. */
const nanoseconds = (milliseconds: number) => `${Math.round(milliseconds)}000000`;
const delta = 1;

const between = (times: readonly number[]) => ({
  startTimeUnixNano: nanoseconds(times.reduce((least, time) => Math.min(least, time), Infinity)),
  timeUnixNano: nanoseconds(times.reduce((most, time) => Math.max(most, time), -Infinity)),
});

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: { stringValue: value } }],
  );

function histogram(
  about: { readonly name: string; readonly unit: string },
  points: readonly Point[],
  { bounds, times }: { readonly bounds: readonly number[]; readonly times: readonly number[] },
) {
  const dataPoints = groupsBy(points, keyOf).map((group) => {
    const values = group.map(({ value }) => value);
    const counts = [...bounds, Infinity].map((bound, at) =>
      String(values.filter((value) => value <= bound && value > (bounds[at - 1] ?? -Infinity)).length),
    );
    return {
      attributes: attributesOf(group[0]?.attributes ?? {}),
      ...between(times),
      count: String(values.length),
      sum: sum(values),
      ...{ bucketCounts: counts, explicitBounds: bounds },
      ...{ min: values.reduce((a, b) => Math.min(a, b)), max: values.reduce((a, b) => Math.max(a, b)) },
    };
  });
  return { ...about, histogram: { aggregationTemporality: delta, dataPoints } };
}

/** What suggestions, reviews and people did, counted. */
function sums(events: readonly JournalEvent[], times: readonly number[]) {
  const names = new Map<string, Point[]>();
  const add = (name: string, event: JournalEvent, attributes: Attributes) => {
    const { model, time } = event;
    const point = { attributes: { "gen_ai.request.model": model, ...attributes }, value: 1, time };
    const points = names.get(name);
    if (points === undefined) names.set(name, [point]);
    else points.push(point);
  };
  for (const event of events) {
    if (event.kind === "shown") add("hanare.completion.shown", event, {});
    if (event.kind === "accepted")
      add("hanare.completion.accepted", event, { "hanare.completion.taking": event.taking });
    if (event.kind === "dismissed") add("hanare.completion.dismissed", event, {});
    if (event.kind === "dropped")
      add("hanare.completion.dropped", event, { "hanare.completion.filter": event.filter });
    if (event.kind === "triage") add("hanare.triage", event, { "hanare.triage.verdict": event.verdict });
    if (event.kind === "feedback")
      add("hanare.feedback", event, { "hanare.task": event.task, "hanare.feedback.thumb": event.thumb });
  }
  return [...names].map(([name, points]) => ({
    name,
    unit: "{event}",
    sum: {
      aggregationTemporality: delta,
      isMonotonic: true,
      dataPoints: groupsBy(points, keyOf).map((group) => ({
        attributes: attributesOf(group[0]?.attributes ?? {}),
        ...between(times),
        asInt: String(group.length),
      })),
    },
  }));
}
