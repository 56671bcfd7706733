/** Source files on disk and in the editor, for the index of the workspace's code. */
import { setImmediate as turn } from "node:timers/promises";
import { isReadable, languageOf } from "../documents/languages";
import { entriesIn, textWithin } from "../documents/nodeFiles";
import { type CodeFiles } from "../retrieval/codeIndex";
import { platform } from "./files";

/** Written language and data, which are no help with code. */
const noCode = new Set("plaintext markdown mdx json jsonc jsonl xml csv ini properties".split(" "));

/** `openText`: of a document in the editor. */
export function codeFiles(openText: (uri: string) => string | undefined): Omit<CodeFiles, "excluded"> {
  return {
    list: (folder) => entriesIn(folder, platform),
    read: async (uri, largestBytes) => {
      const open = openText(uri);
      if (open === undefined) return textWithin(uri, largestBytes, platform);
      return open.length > largestBytes ? undefined : open;
    },
    isSource: (uri) => isReadable(uri) && !noCode.has(languageOf(uri)),
    pause: () => turn(),
  };
}
