/** The entries of a model's answer while it is written: each is read as soon as it is whole. */
import { createObjectReader, type ObjectReader } from "../model/objectReader";

/** As the model says it; nothing of it is believed. */
export interface Entry {
  readonly source: number;
  readonly quote: string;
  readonly sentence: string;
}

export type EntryReader = ObjectReader<Entry>;

/** A broken object costs only itself. */
export const createEntryReader = (): EntryReader => createObjectReader(entryOf);

function entryOf({ source, quote, sentence }: Readonly<Record<string, unknown>>): Entry | undefined {
  if (typeof source !== "number" || typeof quote !== "string" || typeof sentence !== "string")
    return undefined;
  return { source, quote, sentence };
}
