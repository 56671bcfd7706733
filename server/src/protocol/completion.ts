/** What client and server say to each other about completion, beside the standard request. */
import { type Position, type Range } from "vscode-languageserver-types";

/** Why a part of another file was read: the user copied, edited or visited it, the code at the cursor uses what it
 * defines, or its words are like those around the cursor. */
export type ContextSource = "copied" | "edited" | "visited" | "definition" | "similar";

/** Client to server: where the user looks. Sent when another editor or a far line gets the cursor. */
export namespace VisitNotification {
  export const method = "hanare/visit";
  export type Params = { readonly uri: string; readonly position: Position };
}

/** Client to server: lines that the user copied out of a document. What else lies in the clipboard is read by nobody. */
export namespace CopyNotification {
  export const method = "hanare/copied";
  export type Params = { readonly uri: string; readonly range: Range };
}

/** Server to client: the words that were suggested at this version go on; the client asks for the rest. */
export namespace SuggestionGrownNotification {
  export const method = "hanare/suggestionGrown";
  export type Params = { readonly uri: string; readonly version: number };
}

/** Server to client: where the symbols at these places are defined, by the editor's own providers. */
export namespace DefinitionsRequest {
  export const method = "hanare/definitions";
  export type Params = { readonly uri: string; readonly positions: readonly Position[] };
  /** Whole declarations where the editor knows their range; unordered, without repetition. */
  export type Result = readonly { readonly uri: string; readonly range: Range }[];
}

/** Client to server: which parts of which files the last suggestion for a document was made from. */
export namespace CompletionContextRequest {
  export const method = "hanare/completionContext";
  export type Params = { readonly uri: string };
  export type Result = {
    readonly pieces: readonly {
      readonly source: ContextSource;
      readonly uri: string;
      readonly range: Range;
      /** Of the model. */
      readonly tokens: number;
    }[];
    /** Lines of the document itself before and after the cursor. */
    readonly linesBefore: number;
    readonly linesAfter: number;
  } | null;
}

/** A command of the server (`workspace/executeCommand`), run by the editor when a suggestion was accepted. */
export const acceptedCommand = "hanare.completionAccepted";
