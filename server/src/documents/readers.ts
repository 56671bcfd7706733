/** The readers of binary formats. Only the reader thread imports this: nothing here may run beside the user's typing. */
import { readDocx } from "./docx/read";
import { readOdt } from "./odt/read";
import { type CMaps } from "./pdf/pdfjs";
import { pdfReader } from "./pdf/readPdf";
import { readPptx } from "./pptx/readPptx";
import { type Readers } from "./readFile";
import { readXlsx } from "./xlsx/readXlsx";

/** `cMaps`: how PDFs name their characters by numbers of Adobe's (`media/pdf/cmaps`). */
export const readersWith = (cMaps: CMaps): Required<Readers> => ({
  ...{ docx: readDocx, odt: readOdt, pptx: readPptx, xlsx: readXlsx },
  pdf: pdfReader(cMaps),
});
