/** The tools that chats and agents may use: read-only, on files of the workspace, without a model. */

export const toolNames = [
  "hanare_documents",
  "hanare_search",
  "hanare_summarize",
  "hanare_review",
  "hanare_locate",
] as const;
export type ToolName = (typeof toolNames)[number];

/** Client to server: run a tool. What a tool cannot do is told in its text, for the model that asked. */
export namespace ToolRequest {
  export const method = "hanare/tool";
  export type Params = { readonly name: ToolName; readonly input: unknown };
  export type Result = {
    /** English, bounded, what stands in documents fenced as data. */
    readonly text: string;
    /** False: nothing was done, and the text says why. */
    readonly ok: boolean;
  };
}
