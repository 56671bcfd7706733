/** One reading at the bedside, and what it means. Limits are those of the ward's own card of 2031. */

export interface VitalsNote {
  readonly chartNo: string;
  /** Degrees Celsius. */
  readonly bodyTemp: number;
  /** Beats a minute. */
  readonly pulse: number;
  /** Percent. */
  readonly spo2: number;
  /** Breaths a minute. */
  readonly breaths: number;
  readonly takenAt: string;
}

interface Limit {
  readonly field: "bodyTemp" | "pulse" | "spo2" | "breaths";
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

const limits: readonly Limit[] = [
  { field: "bodyTemp", low: 35, high: 38.5, label: "temperature" },
  { field: "pulse", low: 45, high: 120, label: "pulse" },
  { field: "spo2", low: 92, high: 101, label: "oxygen" },
  { field: "breaths", ⟦line:low: 9, high: 24, label: "breathing" },⟧
];

/** The first reading outside its limits in words, or undefined when all are inside. */
export function vitalsAlarm(note: VitalsNote): string | undefined {
  for (const { field, low, high, label } of limits) {
    const value = note[field];
    ⟦line:if (value < low) return `${label} low: ${value}`;⟧
    if (value > high) return `${label} high: ${value}`;
  }
  return undefined;
}

/** The newest note of every chart. */
export function latestNotes(notes: readonly VitalsNote[]): ReadonlyMap<string, VitalsNote> {
  const latest = new Map<string, VitalsNote>();
  for (const note of notes) {
    const known = latest.get(note.chartNo);
    if (known === undefined || ⟦mid:note.takenAt > known.takenAt⟧) latest.set(note.chartNo, note);
  }
  return latest;
}

/** Mean of the pulse over the last `count` notes of a chart. */
export function meanPulse(notes: readonly VitalsNote[], chartNo: string, count: number): number | undefined {
  const own = notes.filter((note) => note.chartNo === chartNo).slice(-count);
  if (own.length === 0) return undefined;
  ⟦block:const sum = own.reduce((total, note) => total + note.pulse, 0);
  return sum / own.length;⟧
}
