/**
 * pdf.js as this reader uses it: text and what is drawn, no pictures, no fonts of the machine, no forms' scripts,
 * nothing from a network. What it skips or mends it only says as warnings, so they are listened to.
 */
import { type PDFDocumentProxy, type PDFPageProxy } from "unpdf/pdfjs";
import { ArchiveError } from "../archive";
import { passwordProtected } from "../containers";
import { damagedFile } from "../ooxml/parts";
import { completeRuntime } from "./runtime";

export type PdfDocument = PDFDocumentProxy;
export type PdfPage = PDFPageProxy;
export type PdfLibrary = typeof import("unpdf/pdfjs");

/** The bytes of a predefined CMap (`UniJIS-UTF16-H.bcmap`), which PDFs name and do not hold. Rejects when there is none. */
export type CMaps = (file: string) => Promise<Uint8Array>;

export interface OpenPdf {
  readonly library: PdfLibrary;
  readonly document: PdfDocument;
  /** What pdf.js warned of since the last call. */
  warnings(): readonly string[];
  close(): Promise<void>;
}

/** Loaded with the first PDF: a megabyte and a half that no other format needs. */
async function load(): Promise<PdfLibrary> {
  completeRuntime();
  return import("unpdf/pdfjs");
}

/** Throws an `ArchiveError` for a file that is encrypted or too broken to be mended. */
export async function openPdf(bytes: Uint8Array, cMaps: CMaps): Promise<OpenPdf> {
  const library = await load();
  const heard = hearWarnings();
  const task = library.getDocument({
    data: bytes,
    verbosity: library.VerbosityLevel.WARNINGS,
    BinaryDataFactory: dataFactory(cMaps),
    cMapUrl: "/",
    cMapPacked: true,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    fontExtraProperties: true,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Pictures are counted, never decoded: every one is larger than none.
    maxImageSize: 0,
  } as Parameters<PdfLibrary["getDocument"]>[0]);
  const close = async () => {
    heard.stop();
    await task.destroy();
  };
  try {
    return { library, document: await task.promise, warnings: heard.take, close };
  } catch (error) {
    await close();
    throw refusal(error);
  }
}

/** As pdf.js names what it could not mend; the last one is any fault that it met on the way. */
const broken: readonly string[] = ["InvalidPDFException", "FormatError", "UnknownErrorException"];

function refusal(error: unknown): unknown {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return new ArchiveError(passwordProtected());
  return broken.includes(name) ? damagedFile() : error;
}

interface DataFile {
  readonly kind: string;
  readonly filename: string;
}

function dataFactory(cMaps: CMaps) {
  return class {
    /** pdf.js's name for it: a file of ours is read, nothing is fetched from anywhere. */
    readonly fetch = async ({ kind, filename }: DataFile): Promise<Uint8Array> => {
      // Fonts are asked for to measure and draw them; their text is known without.
      if (kind !== "cMapUrl" || !/^[\w-]+\.bcmap$/.test(filename)) throw new Error("not shipped");
      return cMaps(filename);
    };
  };
}

/** Warnings kept at most: a broken file has one a character. */
const mostWarnings = 10_000;

function hearWarnings(): { take(): readonly string[]; stop(): void } {
  const { console } = globalThis;
  const own = console.warn;
  let heard: string[] = [];
  console.warn = (message: unknown) => {
    if (heard.length < mostWarnings) heard.push(String(message));
  };
  return {
    take() {
      const taken = heard;
      heard = [];
      return taken;
    },
    stop: () => void (console.warn = own),
  };
}
