/** The card of a gauge: what it is allowed to read wrong, and what it did read at the last check. */

export interface GaugeCard {
  readonly gaugeTag: string;
  /** Millimetres, as all lengths here. */
  readonly nominal: number;
  readonly tolerance: number;
  readonly readings: readonly number[];
  readonly dueMonth: string;
}

export type Verdict = "fit" | "limited" | "scrap";

/** Mean of the readings minus the nominal; NaN without readings. */
export function biasOf(card: GaugeCard): number {
  const sum = card.readings.reduce(⟦mid:(total, reading) => total + reading, 0⟧);
  return sum / card.readings.length - card.nominal;
}

/** Largest reading minus the smallest. */
export function spanOf(card: GaugeCard): number {
  return Math.max(...card.readings) - ⟦line:Math.min(...card.readings);⟧
}

/** Fit within half of the tolerance, limited within all of it, scrap beyond. */
export function verdictOf(card: GaugeCard): Verdict {
  const off = Math.abs(biasOf(card)) + spanOf(card) / 2;
  if (off <= card.tolerance / 2) return "fit";
  ⟦block:if (off <= card.tolerance) return "limited";
  return "scrap";⟧
}

/** `2031-04` is before `2031-11`; a card is late once its month has begun. */
export function isLate(card: GaugeCard, month: string): boolean {
  return ⟦line:card.dueMonth <= month;⟧
}

// Return a copy of the card with the reading added at the end, keeping only the ten newest readings.
export function withReading(card: GaugeCard, reading: number): GaugeCard {
  ⟦comment:return { ...card, readings: [...card.readings, reading].slice(-10) };⟧
}

// 測定値の標本標準偏差を返す。測定値が2個未満のときは0を返す
export function deviationOf(card: GaugeCard): number {
  ⟦comment+ja:const { readings } = card;
  if (readings.length < 2) return 0;
  const mean = readings.reduce((total, reading) => total + reading, 0) / readings.length;
  const squares = readings.reduce((total, reading) => total + (reading - mean) ** 2, 0);
  return Math.sqrt(squares / (readings.length - 1));⟧
}
