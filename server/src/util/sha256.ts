/** The one hash that reports, records and decisions use. */
import { createHash } from "node:crypto";

/** Hexadecimal; of text in UTF-8. */
export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
