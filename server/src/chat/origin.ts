/** Where the words of a conversation come from: for routing, they are of unknown sources. */
import { type RequestOrigin, unknownSource } from "../model/routing/origin";

/** Files and answers of tools are pasted into it, and nobody has looked for their marks: it stays on this computer. */
export const conversationOrigin: RequestOrigin = {
  task: "ask",
  sources: [unknownSource("chat:conversation")],
};
