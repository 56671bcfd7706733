/** How long completion may be silenced, and how that is said. Times are local, as the user's clock shows them. */
import { type Translate } from "./translate";

export interface SnoozeChoice {
  readonly label: string;
  /** When completion comes back; `undefined` ends the snooze. */
  readonly until: Date | undefined;
}

/** The hour at which "tomorrow" begins. */
const morning = 6;

/** The next morning: at two at night, the user's tomorrow is after the coming sleep. */
export function tomorrow(now: Date): Date {
  const day = now.getHours() < morning ? now.getDate() : now.getDate() + 1;
  return new Date(now.getFullYear(), now.getMonth(), day, morning);
}

export function snoozeChoices(now: Date, snoozed: boolean, t: Translate): readonly SnoozeChoice[] {
  const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  return [
    ...(snoozed ? [{ label: t("$(bell) Suggest again now"), until: undefined }] : []),
    { label: t("5 minutes"), until: inMinutes(5) },
    { label: t("15 minutes"), until: inMinutes(15) },
    { label: t("60 minutes"), until: inMinutes(60) },
    { label: t("Until tomorrow"), until: tomorrow(now) },
  ];
}

/** `15:30`, or `tomorrow, 6:00` in the user's language. */
export function untilText(until: Date, now: Date, locale: string, t: Translate): string {
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(until);
  return until.toDateString() === now.toDateString() ? time : t("tomorrow, {0}", time);
}

/** Milliseconds since 1970 that were stored earlier, unless they are over or no such number. */
export function remembered(stored: unknown, now: Date): Date | undefined {
  return typeof stored === "number" && stored > now.getTime() ? new Date(stored) : undefined;
}
