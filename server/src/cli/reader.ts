/** What reads files for one command; nothing of it keeps the process alive. */
import path from "node:path";
import { type ReadPorts } from "../documents/readFile";
import { createReaderWorker } from "../node/readerWorker";
import { createSyntax } from "../node/syntax";
import { type Terminal } from "./terminal";

/** Files that are no text in a thread of their own; source code with its grammars. */
export const readerOf = ({ bundles, note }: Terminal): ReadPorts => ({
  ...createReaderWorker({ script: path.join(bundles, "reader.js"), log: note }),
  syntax: createSyntax({ folder: path.join(bundles, "grammars"), log: note }),
});
