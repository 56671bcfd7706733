/** The tools as a model is told of them; the manifest of the extension says the same (test). */
import { type ToolName } from "../protocol";

export interface ToolDefinition {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: {
    readonly type: "object";
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** Bounds of what comes in: characters, paths, passages. */
export const longestQuery = 1000;
export const longestQuote = 4000;
export const longestPath = 1000;
export const mostScopes = 20;
export const mostPassages = 20;
export const lengths = ["short", "medium", "long"] as const;

const path = (description: string) => ({ type: "string", description });

export const toolDefinitions: readonly ToolDefinition[] = [
  {
    name: "hanare_documents",
    title: "Passages of Your Documents",
    description:
      "Finds the passages of the workspace's documents (manuals, regulations, Word, Excel, PowerPoint, PDF, Markdown) and code that come closest to a question, with file, place and headings. Use it for questions about what the user's own documents say. It works on the user's computer, in Japanese and English.",
    inputSchema: {
      type: "object",
      required: ["question"],
      properties: {
        question: { type: "string", description: "The question in the user's own words and language." },
      },
    },
  },
  {
    name: "hanare_search",
    title: "Search Documents",
    description:
      "Searches the workspace's documents and code for words and answers a list of places: file, lines, headings and the best line of each. Use it to find where something is written. Japanese and English.",
    inputSchema: {
      type: "object",
      required: ["query"],
      properties: {
        query: { type: "string", description: "Words or a sentence, in the language of the documents." },
        paths: {
          type: "array",
          items: { type: "string" },
          description: "Files and folders of the workspace to search in. Without it, everything is searched.",
        },
        limit: { type: "integer", description: `Most places to answer, 1 to ${mostPassages}. Default 10.` },
      },
    },
  },
  {
    name: "hanare_summarize",
    title: "Summarise a Document",
    description:
      "Answers the key sentences of one document of the workspace in its own words, each with its lines, page or cell. It reads Word, Excel, PowerPoint, PDF, Markdown, text and source code.",
    inputSchema: {
      type: "object",
      required: ["path"],
      properties: {
        path: path("Path of the document, relative to the workspace."),
        length: {
          type: "string",
          enum: lengths,
          description: "short: three lines; medium (default): a paragraph or two; long: a page.",
        },
      },
    },
  },
  {
    name: "hanare_review",
    title: "Review Files",
    description:
      "Checks a file or folder of the workspace against the rule packs in force (personal data, secure coding, what a manual must contain, the organisation's own rules). Answers each finding with rule, severity, file, line and evidence, and what was not checked.",
    inputSchema: {
      type: "object",
      required: ["path"],
      properties: { path: path("Path of a file or folder, relative to the workspace.") },
    },
  },
  {
    name: "hanare_locate",
    title: "Locate a Quote",
    description:
      "Finds where a quote stands in a document of the workspace, and whether the document really says so: file, lines and the whole sentence, or why it is no evidence. Use it to check every quotation before you give it.",
    inputSchema: {
      type: "object",
      required: ["path", "quote"],
      properties: {
        path: path("Path of the document, relative to the workspace."),
        quote: { type: "string", description: "The words to look for, exactly as they are to be quoted." },
      },
    },
  },
];
