/** The reader of files that are no text, for one command; it does not keep the process alive. */
import path from "node:path";
import { createReaderWorker, type ReaderWorker } from "../node/readerWorker";
import { type Terminal } from "./terminal";

export const readerOf = (terminal: Terminal): ReaderWorker =>
  createReaderWorker({ script: path.join(terminal.bundles, "reader.js"), log: terminal.note });
