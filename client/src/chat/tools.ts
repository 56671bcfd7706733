/** The tools that VS Code's chat may use: on the user's files, on this computer, each after a question. */
import * as vscode from "vscode";
import { toolNames, ToolRequest } from "../../../server/src/protocol";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { confirmationFor } from "./confirmations";
import { languageModels } from "./editorApi";

/** Does nothing in an editor without a chat. The editor asks the user first: where the chat's model runs, nobody knows here. */
export function offerChatTools(link: Promise<Pick<ServerLink, "request">>): vscode.Disposable {
  if (languageModels?.registerTool === undefined) return new vscode.Disposable(() => undefined);
  const { registerTool } = languageModels;
  return vscode.Disposable.from(
    ...toolNames.map((name) =>
      registerTool<object>(name, {
        prepareInvocation: ({ input }) => {
          const { doing, title, message } = confirmationFor(name, input, t);
          return {
            invocationMessage: textOf(doing),
            confirmationMessages: { title, message: textOf(message) },
          };
        },
        async invoke({ input }, token) {
          const params: ToolRequest.Params = { name, input };
          const { text } = await (await link).request<ToolRequest.Result>(ToolRequest.method, params, token);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}

/** As it stands: what a model has put into a tool is no Markdown. */
const textOf = (text: string) => new vscode.MarkdownString().appendText(text);
