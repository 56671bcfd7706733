/** The assistant model in the editor's own chat: what it is, one answer of it as a stream, its tokens counted. */

export type ChatPart =
  | { readonly kind: "text"; readonly text: string }
  /** The model asks for a tool; whoever leads the chat runs it. */
  | { readonly kind: "call"; readonly id: string; readonly tool: string; readonly input: object }
  /** What a tool has answered to the call of that id. */
  | { readonly kind: "result"; readonly id: string; readonly text: string };

export interface ChatTurn {
  readonly role: "system" | "user" | "assistant";
  readonly parts: readonly ChatPart[];
}

export interface ChatTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object; absent: it takes none. */
  readonly inputSchema?: unknown;
}

export interface ChatModel {
  /** The entry's name in the settings. */
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  /** Tokens of a conversation, and of an answer, at most. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** It has passed the test of tool calls. */
  readonly tools: boolean;
  /** A few words, and more of them; in the user's language. */
  readonly detail: string;
  readonly tooltip: string;
}

/** Client to server: the model that can be talked to now. The first question starts its test of tool calls. */
export namespace ChatModelRequest {
  export const method = "hanare/chatModel";
  export type Params = Record<string, never>;
  export type Result = { readonly model: ChatModel | null };
}

/** Server to client: another model, or the same one with its test behind it. */
export namespace ChatModelNotification {
  export const method = "hanare/chatModelChanged";
  export type Params = ChatModelRequest.Result;
}

/** Client to server: the next answer of a conversation. Cancelling it ends the model's work within a token. */
export namespace ChatAnswerRequest {
  export const method = "hanare/chat";
  export type Params = {
    /** Named in `ChatAnswerNotification`. */
    readonly id: string;
    /** `ChatModel.id`. */
    readonly model: string;
    readonly turns: readonly ChatTurn[];
    readonly tools?: readonly ChatTool[];
    /** One of the tools must be called. */
    readonly mustCall?: boolean;
    /** 0 (default) to 2. */
    readonly temperature?: number;
    /** Fewer than the model may. */
    readonly outputTokens?: number;
  };
  /** Every part was told before. */
  export type Result = {
    /** `cut`: the answer came to its limit, which its last part says. */
    readonly end: "whole" | "cut" | "call";
    /** Tools that were not offered to the model, because their input cannot be written under a grammar. */
    readonly leftOut: readonly string[];
  };
}

/** Server to client: a part of an answer, in order, as soon as it is there. */
export namespace ChatAnswerNotification {
  export const method = "hanare/chatPart";
  export type Params = { readonly id: string; readonly part: ChatPart };
}

/** Client to server: tokens of a text by the model's own vocabulary. */
export namespace CountTokensRequest {
  export const method = "hanare/countTokens";
  export type Params = { readonly model: string; readonly turn: ChatTurn };
  export type Result = { readonly tokens: number };
}
