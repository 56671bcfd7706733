/** Files of the completion suite: small, of one invented trade, so that only the other file knows its names. */

const lines = (...all: readonly string[]) => `${all.join("\n")}\n`;

/** Nothing but the excluded file holds it. */
export const secret = "HANARE_CANARY_90210";

const cell = (source: string) => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source,
});

export const completionFiles = {
  "locker/rates.ts": lines(
    "/** 貸金庫の年間料金。 */",
    "export function yearlyLockerFee(cubicShaku: number, basement: boolean): number {",
    "  const base = cubicShaku * 1180;",
    "  return basement ? base * 2 : base;",
    "}",
  ),
  "locker/bill.ts": lines(
    'import { yearlyLockerFee } from "./rates";',
    "",
    "interface Locker {",
    "  readonly holder: string;",
    "  readonly cubicShaku: number;",
    "  readonly basement: boolean;",
    "}",
    "",
    "/** 一年分の請求額を円で返す。 */",
    "export function billOf(locker: Locker): number {",
    "  ",
    "}",
  ),
  "locker/basement.ts": lines(
    'import { yearlyLockerFee } from "./rates";',
    "/** Yearly fee of a locker in the basement. */",
    "export function basementFee(cubicShaku: number): number {",
    "  ",
    "}",
  ),
  "locker/overdue.ts": lines(
    "interface Reservation {",
    "  readonly patient: string;",
    "  readonly due: Date;",
    "}",
    "",
    "export function overdue(reservations: readonly Reservation[], today: Date): readonly Reservation[] {",
    "",
    "}",
  ),
  "locker/greeting.ts": lines(
    "/** A friendly greeting for a patient, by the hour of the day. */",
    "export function greeting(name: string, hour: number): string {",
    "  ",
    "}",
  ),
  "locker/desk.ts": lines(
    "/** Greets who comes to the desk. */",
    "export function deskGreeting(name: string): string {",
    "  ",
    "}",
  ),
  "locker/note.py": lines("def count_beds(beds):", "    # ", "    return len(beds)"),
  "locker/.env": `LOCKER_PASSWORD=${secret}\n`,
  "locker/ward.ipynb": `${JSON.stringify(
    {
      cells: [
        cell('ward_beds = {"503-1": "空き", "503-2": "使用中", "503-3": "空き"}'),
        cell("# number of beds in the dictionary above\n"),
      ],
      metadata: {
        kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
        language_info: { name: "python" },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    undefined,
    1,
  )}\n`,
} as const;
