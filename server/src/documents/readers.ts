/** The readers of binary formats. Only the reader thread imports this: nothing here may run beside the user's typing. */
import { readPptx } from "./pptx/readPptx";
import { type Readers } from "./readFile";
import { readXlsx } from "./xlsx/readXlsx";

export const readers: Readers = { pptx: readPptx, xlsx: readXlsx };
