/** The readers of binary formats. Only the reader thread imports this: nothing here may run beside the user's typing. */
import { readDocx } from "./docx/read";
import { readOdt } from "./odt/read";
import { readPptx } from "./pptx/readPptx";
import { type Readers } from "./readFile";
import { readXlsx } from "./xlsx/readXlsx";

export const readers: Readers = { docx: readDocx, odt: readOdt, pptx: readPptx, xlsx: readXlsx };
