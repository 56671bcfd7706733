/** The part of the composition root for the editor's chat: the assistant model in it, and the tools it may use. */
import { randomUUID } from "node:crypto";
import { toolTestName, testToolCalls } from "./chat/exam";
import { isExcluded } from "./completion/exclude";
import { createChatting } from "./lsp/chatting";
import { openCapabilityCards } from "./model/capabilityCards";
import { createExam } from "./model/exam";
import { platform } from "./node/files";
import { look, namesBelow } from "./node/toolFiles";
import { type ToolRequest } from "./protocol";
import { type Reviewer } from "./review/handler";
import { type Base } from "./serverBase";
import { type Models } from "./serverModels";
import { type createSearch } from "./serverSearch";
import { createSummarizer } from "./summarize/handler";
import { runTool, type ToolPorts } from "./tools/run";

type Searches = Pick<ReturnType<typeof createSearch>["features"], "ask" | "search">;

export interface ChatParts extends Searches {
  readonly reviewer: Reviewer;
}

export function createChat(base: Base, { loader, capabilities }: Models, parts: ChatParts) {
  const { host, storagePath, background } = base;
  const exam = createExam({
    cards: openCapabilityCards(storagePath),
    name: () => toolTestName,
    test: testToolCalls,
    log: host.log.info,
    onDidChange: () => chatting.changed(),
  });
  const { assistant, ready } = capabilities;
  const chatting = createChatting({ host, assistant, exam, newId: randomUUID });
  const never = new AbortController().signal;
  loader.onDidChange(() => {
    chatting.changed();
    background(ready(never).then(chatting.changed));
  });
  const ports = toolPorts(base, parts);
  const { chatModel, chat, countTokens } = chatting;
  return {
    ...{ chatModel, chat, countTokens },
    tool: ({ name, input }: ToolRequest.Params, signal: AbortSignal) => runTool(ports, name, input, signal),
  };
}

/** The tools read what the editor shows: open documents as they are, the window's folders and settings. */
function toolPorts(
  { workspace, documents, settings }: Base,
  { reviewer, ask, search }: ChatParts,
): ToolPorts {
  const { summarize } = createSummarizer({ assistant: () => undefined });
  const roots = () => workspace.folders();
  return {
    ...{ platform, roots, look, nameOf: namesBelow(roots), load: documents.load },
    excluded: async (uri) => isExcluded(uri, (await settings.resource(uri)).index.exclude),
    ask: (question, signal) => ask({ question, model: false }, signal),
    search,
    summarize: (document, length, signal) =>
      summarize(document, { length, language: "auto", template: "auto" }, () => undefined, signal),
    review: (uri, signal) =>
      reviewer.reviewFiles(
        [uri],
        async (one) => ({ ...(await settings.resource(one)).review, model: "off" }),
        () => undefined,
        signal,
      ),
  };
}
