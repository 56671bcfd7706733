/** Excel's day numbers as dates, its leap year 1900 included (ECMA-376 part 1, 18.17.4). */

export interface DateTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** 0 for the day before 1 January 1900, which is how Excel shows 0. */
  readonly day: number;
  /** 0 is Sunday, as Excel counts them. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Parts of a second, as many as were asked for, as a whole number. */
  readonly fraction: number;
  /** Whole seconds since the day 0. */
  readonly seconds: number;
}

const dayOfSeconds = 86_400;
const lastDay = 2_958_465;
/** Days between the first days of the two systems. */
const between1900And1904 = 1462;

/** Rounded to `digits` decimals of a second. Undefined for what Excel shows as `#####`. */
export function dateTimeOf(
  serial: number,
  { date1904, digits }: { readonly date1904: boolean; readonly digits: number },
): DateTime | undefined {
  const value = date1904 ? serial + between1900And1904 : serial;
  const scale = 10 ** digits;
  const units = Math.round(value * dayOfSeconds * scale);
  const seconds = Math.floor(units / scale);
  const days = Math.floor(seconds / dayOfSeconds);
  if (!(serial >= 0) || days > lastDay) return undefined;
  const time = seconds - days * dayOfSeconds;
  return {
    ...calendarDay(days),
    weekday: (days + 6) % 7,
    hour: Math.floor(time / 3600),
    minute: Math.floor(time / 60) % 60,
    second: time % 60,
    fraction: units - seconds * scale,
    seconds: date1904 ? seconds - between1900And1904 * dayOfSeconds : seconds,
  };
}

function calendarDay(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  // Lotus 1-2-3 believed in a 29 February 1900, and Excel had to agree.
  if (days === 60) return { year: 1900, month: 2, day: 29 };
  if (days === 0) return { year: 1900, month: 1, day: 0 };
  const date = new Date(Date.UTC(1899, 11, days > 60 ? 30 : 31) + days * dayOfSeconds * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The day number of `2024-04-01T12:30:00`, as cells of type `d` have it. */
export function serialOf(iso: string, date1904: boolean): number | undefined {
  const milliseconds = Date.parse(/T.*(?:Z|[+-]\d\d:\d\d)$|^[\d-]+$/.test(iso) ? iso : `${iso}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const days = (milliseconds - Date.UTC(1899, 11, 30)) / (dayOfSeconds * 1000);
  return date1904 ? days - between1900And1904 : days > 60 ? days : days - 1;
}
