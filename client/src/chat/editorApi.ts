/**
 * The parts of VS Code's API that are newer than the oldest editor Hanare runs in (1.100): chat models of extensions
 * (1.104) and definitions of MCP servers (1.101). Declared here as far as they are used; asked for at run time.
 */
import * as vscode from "vscode";

export interface ChatInformation {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly detail?: string;
  readonly tooltip?: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly capabilities: { readonly toolCalling?: boolean; readonly imageInput?: boolean };
}

/** `content`: parts of the kinds that the editor has, which may be more than are known here. */
export interface ChatRequestMessage {
  readonly role: vscode.LanguageModelChatMessageRole;
  readonly content: readonly unknown[];
}

export interface ChatResponseOptions {
  readonly modelOptions?: Readonly<Record<string, unknown>>;
  readonly tools?: readonly vscode.LanguageModelChatTool[];
  readonly toolMode?: vscode.LanguageModelChatToolMode;
}

type ResponsePart = vscode.LanguageModelTextPart | vscode.LanguageModelToolCallPart;

/** What the editor calls for an answer. */
export type ResponseCall = readonly [
  model: ChatInformation,
  messages: readonly ChatRequestMessage[],
  options: ChatResponseOptions,
  progress: vscode.Progress<ResponsePart>,
  token: vscode.CancellationToken,
];

export interface ChatProvider {
  readonly onDidChangeLanguageModelChatInformation: vscode.Event<void>;
  provideLanguageModelChatInformation(): Promise<ChatInformation[]>;
  provideLanguageModelChatResponse(...call: ResponseCall): Promise<void>;
  provideTokenCount(
    model: ChatInformation,
    text: string | ChatRequestMessage,
    token: vscode.CancellationToken,
  ): Promise<number>;
}

/** Made by the editor's own class. */
export interface ServerDefinition {
  readonly label: string;
}

export interface ServerDefinitionProvider {
  readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): ServerDefinition[];
}

interface NewerModels {
  registerLanguageModelChatProvider(vendor: string, provider: ChatProvider): vscode.Disposable;
  registerMcpServerDefinitionProvider(id: string, provider: ServerDefinitionProvider): vscode.Disposable;
}

interface NewerEditor {
  readonly McpStdioServerDefinition: new (
    ...process: [label: string, command: string, args: string[], env: Record<string, string>, version: string]
  ) => ServerDefinition;
}

/** What of it the running editor has. */
export const languageModels = vscode.lm as (Partial<typeof vscode.lm> & Partial<NewerModels>) | undefined;
export const newerEditor = vscode as typeof vscode & Partial<NewerEditor>;
