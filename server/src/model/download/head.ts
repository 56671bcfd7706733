/** What the head of a file server's answer means for what is on the disk already. Pure. */
import { redirected } from "./address";

/** What is there of the file, and what it was there. */
export interface Known {
  /** Bytes on the disk. */
  readonly written: number;
  /** Of the whole file. */
  readonly size: number;
  /** A strong ETag or a date: what tells this file from another at the same address. Absent: nothing does. */
  readonly mark?: string;
}

export interface Head {
  readonly status: number;
  header(name: string): string | undefined;
}

export type Meaning =
  /** The bytes from the first one on; what was there is of another file or cannot be gone on with. */
  | { readonly kind: "begin"; readonly size: number; readonly mark?: string }
  /** The bytes behind those that are there. */
  | { readonly kind: "continue" }
  /** What was asked for cannot be had: ask for the whole. */
  | { readonly kind: "anew" }
  | { readonly kind: "redirect"; readonly to: URL }
  /** Later perhaps; milliseconds that the server wishes. */
  | { readonly kind: "busy"; readonly wait?: number }
  | { readonly kind: "refused"; readonly status: number }
  /** `what`: a short code of ours. */
  | { readonly kind: "wrong"; readonly what: string };

/** Bytes; the largest open models have about one. */
export const largest = 4 * 2 ** 40;

/** Headers of the question: the rest of a file only where it can be told that it is still the same. */
export function rangeOf({ written, mark }: Known): Readonly<Record<string, string>> {
  if (written === 0 || mark === undefined) return {};
  return { range: `bytes=${written}-`, "if-range": mark };
}

/** Throws ModelError `download` for a redirect that may not be followed. */
export function meaningOf(head: Head, url: URL, known: Known): Meaning {
  const { status } = head;
  if ([301, 302, 303, 307, 308].includes(status))
    return { kind: "redirect", to: redirected(url, head.header("location")) };
  if ([429, 502, 503, 504].includes(status)) return { kind: "busy", ...wishOf(head) };
  const asked = known.written > 0 && known.mark !== undefined;
  if (status === 416 && asked) return { kind: "anew" };
  if (status !== 200 && status !== 206) return { kind: "refused", status };
  if ((head.header("content-encoding") ?? "identity") !== "identity")
    return { kind: "wrong", what: "content-encoding" };
  if (status === 200) return wholeOf(head);
  return asked ? restOf(head, known) : { kind: "wrong", what: "206" };
}

function wishOf(head: Head): { readonly wait?: number } {
  const seconds = Number(head.header("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { wait: seconds * 1000 } : {};
}

function wholeOf(head: Head): Meaning {
  const length = head.header("content-length") ?? "";
  const size = /^\d{1,15}$/u.test(length) ? Number(length) : 0;
  if (size === 0 || size > largest) return { kind: "wrong", what: "content-length" };
  const mark = markOf(head);
  return { kind: "begin", size, ...(mark === undefined ? {} : { mark }) };
}

/** Weak tags stand for files that mean the same, not for the same bytes. */
function markOf(head: Head): string | undefined {
  const tag = head.header("etag");
  if (tag !== undefined && /^"[\u0021\u0023-\u007e]{1,200}"$/u.test(tag)) return tag;
  const date = head.header("last-modified");
  return date !== undefined && /^[\x20-\x7e]{1,40}$/u.test(date) ? date : undefined;
}

/** A rest that begins elsewhere or is of another length would make a file of two. */
function restOf(head: Head, { written, size, mark }: Known): Meaning {
  const range = head.header("content-range") ?? "";
  const [, from, to, whole] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/u.exec(range) ?? [];
  const tag = markOf(head);
  const isOther = tag !== undefined && mark?.startsWith('"') === tag.startsWith('"') && tag !== mark;
  const isRest = Number(from) === written && Number(to) === size - 1 && Number(whole) === size;
  return isRest && !isOther ? { kind: "continue" } : { kind: "anew" };
}
