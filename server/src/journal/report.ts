/** The figures of a period, from its events. */
import {
  type FeedbackFigures,
  type JournalReport,
  journalTasks,
  type ModelMark,
  type RequestFigures,
  type Retention,
  type ReviewFigures,
  type SuggestionFigures,
  type TaskLatency,
  type Thumb,
} from "../protocol";
import {
  type EventKind,
  type JournalEvent,
  type ModelUse,
  type RequestEvent,
  type RetainedEvent,
} from "./event";
import { counts, groupsBy, percentile, sum } from "./figures";
import { eventOf } from "./lines";

export interface ReportRequest {
  readonly days: number;
  readonly model?: string;
}

export interface Calendar {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The user's day of a time, YYYY-MM-DD. */
  dayOf(time: number): string;
}

const day = 86_400_000;
/** Lines of the period may lie in the file of the day before, in UTC. */
export const since = (days: number, now: number): number => now - (days + 1) * day;

/** Days from the first to today. Noon keeps clear of changes of the clock. */
function daysOf({ days }: ReportRequest, { now, dayOf }: Calendar): readonly string[] {
  const back = Array.from({ length: days }, (_, index) => dayOf(now - (days - 1 - index) * day));
  return [...new Set(back)];
}

export function reportOf(
  lines: readonly string[],
  request: ReportRequest,
  calendar: Calendar,
): JournalReport {
  const { events: all, unreadable } = eventsIn(lines);
  const days = daysOf(request, calendar);
  const known = new Set(days);
  const inPeriod = all.filter(({ time }) => known.has(calendar.dayOf(time)));
  const { model } = request;
  const events = model === undefined ? inPeriod : inPeriod.filter((event) => event.model === model);
  const of = ofKind(events);
  const dayOf = ({ time }: JournalEvent) => calendar.dayOf(time);
  const shown = of("shown").map(dayOf);
  const accepted = of("accepted")
    .filter(({ again }) => again !== true)
    .map(dayOf);
  return {
    ...{ from: days[0] ?? "", to: days.at(-1) ?? "", days },
    models: [...new Set(inPeriod.flatMap((event) => event.model ?? []))].sort(),
    ...(model === undefined ? {} : { model }),
    ...{ events: events.length, unreadable },
    latency: latencyOf(events, days, dayOf),
    requests: groupsBy(of("request"), markKey).map(requestFigures),
    suggestions: groupsBy(events.filter(isSuggestion), markKey).map(suggestionFigures),
    suggestionDays: days.map((name) => ({
      day: name,
      shown: shown.filter((other) => other === name).length,
      accepted: accepted.filter((other) => other === name).length,
    })),
    drops: counts(of("dropped").map(({ filter }) => filter)),
    review: reviewFigures(events),
    errors: counts(of("request").flatMap(({ error }) => error ?? [])),
    feedback: feedbackOf(events),
  };
}

export function eventsIn(lines: readonly string[]): {
  readonly events: readonly JournalEvent[];
  readonly unreadable: number;
} {
  const events = lines.flatMap((line) => eventOf(line) ?? []);
  return { events, unreadable: lines.length - events.length };
}

const ofKind =
  (events: readonly JournalEvent[]) =>
  <K extends EventKind>(kind: K) =>
    events.filter((event): event is Extract<JournalEvent, { kind: K }> => event.kind === kind);

type SuggestionEvent = Extract<JournalEvent, { kind: "shown" | "accepted" | "dismissed" | "retained" }>;
const isSuggestion = (event: JournalEvent): event is SuggestionEvent =>
  ["shown", "accepted", "dismissed", "retained"].includes(event.kind);

const markKey = ({ model, quantization, template, adapter }: ModelUse) =>
  JSON.stringify([model ?? "", quantization ?? "", template ?? "", adapter ?? ""]);

const markOf = ([first]: readonly ModelUse[]): ModelMark => ({
  model: first?.model ?? "",
  ...(first?.quantization === undefined ? {} : { quantization: first.quantization }),
  ...(first?.template === undefined ? {} : { template: first.template }),
  ...(first?.adapter === undefined ? {} : { adapter: first.adapter }),
});

/** A suggestion is waited for from the key on; of the rest, each request by itself. */
function latencyOf(
  events: readonly JournalEvent[],
  days: readonly string[],
  dayOf: (event: JournalEvent) => string,
): readonly TaskLatency[] {
  const waits = events.flatMap((event) => {
    if (event.kind === "shown") return [{ task: "completion", day: dayOf(event), whole: event.whole }];
    const counts = event.kind === "request" && event.task !== "completion" && event.outcome === "done";
    return counts ? [{ task: event.task, day: dayOf(event), whole: event.whole }] : [];
  });
  return journalTasks.flatMap((task) => {
    const own = waits.filter((wait) => wait.task === task);
    const rows = days.flatMap((name) => {
      const values = own.filter((wait) => wait.day === name).map(({ whole }) => whole);
      const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)];
      return p50 === undefined || p95 === undefined
        ? []
        : [{ day: name, count: values.length, p50: Math.round(p50), p95: Math.round(p95) }];
    });
    return rows.length === 0 ? [] : [{ task, days: rows }];
  });
}

const rounded = (value: number | undefined, name: string) =>
  value === undefined ? {} : { [name]: Math.round(value) };
const share = (part: number, of: number) => Math.round((part / of) * 1000) / 1000;

function requestFigures(events: readonly RequestEvent[]): RequestFigures {
  const finished = events.filter(({ outcome }) => outcome === "done" || outcome === "enough");
  const first = finished.flatMap((event) => event.first ?? []);
  const whole = finished.map((event) => event.whole);
  const counted = events.filter(
    ({ outputTokens, generating }) => (outputTokens ?? 0) > 1 && (generating ?? 0) > 0,
  );
  const inputTokens = sum(events.map((event) => event.inputTokens));
  const generating = sum(counted.map((event) => event.generating));
  return {
    ...markOf(events),
    requests: events.length,
    stopped: events.filter(({ outcome }) => outcome === "stopped").length,
    failed: events.filter(({ outcome }) => outcome === "failed").length,
    ...rounded(percentile(first, 0.5), "firstP50"),
    ...rounded(percentile(first, 0.95), "firstP95"),
    ...rounded(percentile(whole, 0.5), "wholeP50"),
    ...rounded(percentile(whole, 0.95), "wholeP95"),
    inputTokens,
    outputTokens: sum(events.map((event) => event.outputTokens)),
    ...(inputTokens === 0
      ? {}
      : { reused: share(sum(events.map((event) => event.reusedTokens)), inputTokens) }),
    ...(generating === 0
      ? {}
      : {
          tokensPerSecond:
            Math.round((sum(counted.map((event) => event.outputTokens)) / generating) * 10_000) / 10,
        }),
  };
}

function retention(events: readonly RetainedEvent[]): Retention | undefined {
  if (events.length === 0) return undefined;
  return { share: share(sum(events.map((event) => event.share)), events.length), count: events.length };
}

function suggestionFigures(events: readonly SuggestionEvent[]): SuggestionFigures {
  const of = ofKind(events);
  const accepted = of("accepted");
  const takings = (name: string) => accepted.filter(({ taking }) => taking === name).length;
  const after = (seconds: number) => retention(of("retained").filter((event) => event.after === seconds));
  const [after30s, after5min] = [after(30), after(300)];
  return {
    ...markOf(events),
    shown: of("shown").length,
    accepted: accepted.filter(({ again }) => again !== true).length,
    ...{ whole: takings("whole"), words: takings("word"), lines: takings("line") },
    dismissed: of("dismissed").length,
    ...(after30s === undefined ? {} : { after30s }),
    ...(after5min === undefined ? {} : { after5min }),
  };
}

function reviewFigures(events: readonly JournalEvent[]): ReviewFigures {
  const runs = ofKind(events)("review");
  const total = <K extends keyof (typeof runs)[number]>(name: K) => ({
    name: String(name),
    count: sum(runs.map((run) => (typeof run[name] === "number" ? run[name] : 0))),
  });
  const asked = runs.some(({ violations }) => violations !== undefined);
  return {
    runs: runs.length,
    files: total("files").count,
    findings:
      runs.length === 0
        ? []
        : [total("confirmed"), total("advisory"), total("unlocated"), total("suppressed")],
    judged: asked
      ? [
          ...[total("violations"), total("compliant"), total("notApplicable")],
          ...[total("setAside"), total("notJudged")],
        ]
      : [],
    triage: counts(ofKind(events)("triage").map(({ verdict }) => verdict)),
  };
}

function feedbackOf(events: readonly JournalEvent[]): readonly FeedbackFigures[] {
  const all = ofKind(events)("feedback");
  return journalTasks.flatMap((task) => {
    const own = all.filter((event) => event.task === task);
    const of = (thumb: Thumb) => own.filter((event) => event.thumb === thumb);
    const [up, down] = [of("up"), of("down")];
    const changed = (events: typeof own) => events.filter(({ instead }) => instead === true).length;
    return own.length === 0 ? [] : [{ task, up: up.length - changed(down), down: down.length - changed(up) }];
  });
}
