/** The tool that VS Code's chat may use: passages of the user's documents, found on this computer, shown after a question. */
import * as vscode from "vscode";
import { AskRequest } from "../../../server/src/protocol";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { nameOf } from "../views/ask";
import { toolText } from "./toolText";

/** As the manifest names it. */
const name = "hanare_documents";

interface Input {
  readonly question: string;
}

/** Does nothing in an editor without a chat. The editor asks the user first: where the chat's model runs, nobody knows here. */
export function offerChatTool(link: Promise<Pick<ServerLink, "request">>): vscode.Disposable {
  const chat: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (chat?.registerTool === undefined) return new vscode.Disposable(() => undefined);
  return chat.registerTool<Input>(name, {
    prepareInvocation: ({ input }) => ({
      invocationMessage: t("Searching the documents for “{0}”", String(input.question)),
      confirmationMessages: {
        title: t("Give passages of your documents to the chat?"),
        message: t(
          "The chat's model will read them. If it does not run on this computer, they leave it. Documents with a confidentiality mark are left out.",
        ),
      },
    }),
    async invoke({ input }, token) {
      const params: AskRequest.Params = { question: String(input.question), model: false };
      const answer = await (await link).request<AskRequest.Result>(AskRequest.method, params, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(toolText(answer, nameOf))]);
    },
  });
}
