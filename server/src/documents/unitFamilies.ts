/** Units of one kind of size, so that 12か月 is 1年 and 90日 is not three months. */
import { unitAt } from "./units";

/** Factors to the family's own base. Months have no fixed number of days: they are a family with years. */
const families: readonly Readonly<Record<string, number>>[] = [
  {
    ...{ microsecond: 1e-6, millisecond: 1e-3, second: 1, minute: 60 },
    ...{ hour: 3600, day: 86_400, week: 604_800 },
  },
  { month: 1, year: 12 },
  { byte: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 },
  { nm: 1e-9, um: 1e-6, mm: 1e-3, cm: 1e-2, m: 1, km: 1e3 },
  { ug: 1e-6, mg: 1e-3, g: 1, kg: 1e3, t: 1e6 },
  { ml: 1, dl: 100, L: 1000 },
  { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  { mV: 1e-3, V: 1, kV: 1e3 },
  { mA: 1e-3, A: 1 },
  { mW: 1e-3, W: 1, kW: 1e3, MW: 1e6 },
  { Pa: 1, hPa: 100, kPa: 1e3, MPa: 1e6 },
  { bps: 1, kbps: 1e3, Mbps: 1e6, Gbps: 1e9 },
];

/** The amount in another unit; undefined when the two cannot be compared. Units as `Value.unit`. */
export function inUnit(amount: number, from: string, to: string): number | undefined {
  if (from === to) return amount;
  for (const family of families) {
    const [given, wanted] = [family[from], family[to]];
    if (given !== undefined && wanted !== undefined) return (amount * given) / wanted;
  }
  return undefined;
}

/** The unit as `Value.unit` has it, of any way of writing it: 日, days, `day`. */
export const unitNamed = (written: string): string | undefined => unitAt(written.trim())?.unit;
