/** Checks an audit record without a model: nothing was changed, left out or added before its head. Pure. */
import { t } from "../../util/l10n";
import { sha256 } from "../../util/sha256";
import { noLine } from "./record";

export type Verified =
  | {
      readonly head: string;
      readonly lines: number;
      readonly reviews: number;
      /** The line that the given head stands for; what follows was added later. */
      readonly until: number;
    }
  /** The first thing that is wrong, with its line. */
  | { readonly broken: string };

/** `head`: as a report prints it, the last one's or an earlier one's; the first digits are enough from 16 on. */
export function verifyRecord(text: string, head?: string): Verified {
  if (text === "") return { broken: t("The record is empty.") };
  if (!text.endsWith("\n")) return { broken: t("The last line of the record is cut off.") };
  let previous = noLine;
  let reviews = 0;
  let last = "";
  const ends = new Map<string, number>();
  const lines = text.slice(0, -1).split("\n");
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const entry = parsed(line);
    if (entry === undefined) return { broken: t("Line {0} is not as Hanare writes it.", number) };
    if (entry["previous"] !== previous)
      return {
        broken:
          number === 1
            ? t("Line 1 is not the first line of a record: lines before it are missing.")
            : t(
                "Line {0} was changed, or lines are missing behind it: line {1} follows another one.",
                number - 1,
                number,
              ),
      };
    if (entry["line"] !== number)
      return { broken: t("Line {0} is numbered {1}.", number, String(entry["line"])) };
    last = String(entry["type"]);
    if (last === "review") reviews += 1;
    previous = sha256(line);
    if (last === "end") ends.set(previous, number);
  }
  if (last !== "end")
    return { broken: t("The record ends in the middle of a review, at line {0}.", lines.length) };
  const until = head === undefined ? lines.length : lineOf(head, ends);
  if (until === undefined)
    return {
      broken: t(
        "No review in the record ends with the head that was given: it belongs to another record, or this one was changed. Its own head is {0}.",
        previous,
      ),
    };
  return { head: previous, lines: lines.length, reviews, until };
}

function lineOf(given: string, ends: ReadonlyMap<string, number>): number | undefined {
  const clean = given.trim().toLowerCase();
  if (clean.length < 16) return undefined;
  return [...ends].find(([head]) => head.startsWith(clean))?.[1];
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    // Said with the line's number by the caller.
    return undefined;
  }
}
