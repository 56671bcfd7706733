/** The part of the composition root with tasks on code: explain, document, test, refactor; and commit messages. */
import { readText } from "./documents/read";
import { createCodeTasking } from "./lsp/codeTasking";
import { createCommitting } from "./lsp/committing";
import { projectFilesOf } from "./node/projectFiles";
import { type Base } from "./serverBase";
import { type Models } from "./serverModels";

export function createCodeTasks(base: Base, { capabilities }: Models) {
  const { host, workspace, documents, syntax } = base;
  return {
    codeTask: createCodeTasking({
      ...{ host, load: documents.load, modelTested: capabilities.ready },
      assistant: capabilities.assistant,
      // The grammar is there: the document itself was read with it.
      read: (source) => readText(source, syntax),
      project: (uri, signal) => projectFilesOf(uri, workspace.folderOf(uri), signal),
    }),
    commitMessage: createCommitting({
      ...{ host, modelTested: capabilities.ready, assistant: capabilities.assistant },
    }),
  };
}
