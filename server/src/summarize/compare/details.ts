/** What a change of words does to numbers, dates, bounds and modality. */
import { type Marker, markersIn, sameValue } from "../../documents/meaning";
import { type Value, valuesIn } from "../../documents/values";
import { type ChangeFact } from "../../protocol";

/** References (第3条) change with every clause that is put in; they are words here. */
const valuesOf = (text: string) => valuesIn(text).filter(({ kind }) => kind !== "reference");

/** An empty text is one that is not there: then nothing has changed its meaning, it came or went. */
export function detailsOf(old: string, fresh: string): readonly ChangeFact[] {
  return [...valueDetails(old, fresh), ...modality(old, fresh)];
}

function valueDetails(old: string, fresh: string): readonly ChangeFact[] {
  const left = valuesOf(old);
  const right = [...valuesOf(fresh)];
  const gone: Value[] = [];
  const details: ChangeFact[] = [];
  for (const value of left) {
    const at = right.findIndex((other) => sameValue(value, other));
    if (at < 0) {
      gone.push(value);
      continue;
    }
    const [same] = right.splice(at, 1);
    if (same !== undefined && !sameBound(value, same))
      details.push({ kind: "bound", old: shown(old, value), new: shown(fresh, same) });
  }
  for (const value of gone) {
    // 30日 became 14日, not 令和7年.
    const at = right.findIndex(({ kind, unit }) => kind === value.kind && unit === value.unit);
    const [other] = at < 0 ? [] : right.splice(at, 1);
    details.push({
      kind: "value",
      old: shown(old, value),
      ...(other === undefined ? {} : { new: shown(fresh, other) }),
    });
  }
  for (const value of right) details.push({ kind: "value", new: shown(fresh, value) });
  return details;
}

const sameBound = (left: Value, right: Value) =>
  left.bound === right.bound && (left.exclusive ?? false) === (right.exclusive ?? false);

/** With its unit and bound, in the text's own letters. */
const shown = (text: string, { span }: Value) => text.slice(span.start, span.end).replace(/\s+/g, " ").trim();

/** What binds is told first. */
const order: readonly Marker[] = [
  "obligation",
  "prohibition",
  "possibility",
  "recommendation",
  "exception",
  "condition",
  "negation",
  "plan",
];

function modality(old: string, fresh: string): readonly ChangeFact[] {
  if (old === "" || fresh === "") return [];
  const [left, right] = [markersIn(old), markersIn(fresh)];
  const lost = order.filter((marker) => left.has(marker) && !right.has(marker));
  const added = order.filter((marker) => right.has(marker) && !left.has(marker));
  const told: readonly Marker[] = [...lost, ...added];
  return told.length === 0 ? [] : [{ kind: "modality", old: lost, new: added }];
}
