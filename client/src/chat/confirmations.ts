/** What the user is asked before a tool of a chat reads anything: which files, and that the result may leave. */
import { type ToolName } from "../../../server/src/protocol";
import { type Translate } from "../translate";

export interface Confirmation {
  /** What is being done, once it was allowed. */
  readonly doing: string;
  readonly title: string;
  readonly message: string;
}

const longest = 300;

/** A model has written it: one line of it, and no more than fits. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  const line = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

type Fields = Readonly<Record<string, unknown>>;
type Words = Omit<Confirmation, "message"> & { readonly reads: string };

const words: Readonly<Record<ToolName, (input: Fields, t: Translate) => Words>> = {
  hanare_documents: ({ question }, t) => searching(shown(question), undefined, t),
  hanare_search: ({ query, paths }, t) => searching(shown(query), paths, t),
  hanare_summarize: ({ path }, t) => ({
    doing: t("Choosing key sentences of {0}", shown(path)),
    title: t("Give key sentences of a document to the chat?"),
    reads: t("This is read: {0}", shown(path)),
  }),
  hanare_review: ({ path }, t) => ({
    doing: t("Reviewing {0}", shown(path)),
    title: t("Review files and give the findings to the chat?"),
    reads: t("This is read, and everything below it if it is a folder: {0}", shown(path)),
  }),
  hanare_locate: ({ path, quote }, t) => ({
    doing: t("Looking for a quote in {0}", shown(path)),
    title: t("Look for a quote in a document for the chat?"),
    reads: t("This is read: {0}. The quote: “{1}”", shown(path), shown(quote)),
  }),
};

function searching(query: string, paths: unknown, t: Translate): Words {
  const named = Array.isArray(paths) && paths.length > 0 ? paths.map(shown).join(", ") : undefined;
  return {
    doing: t("Searching the documents for “{0}”", query),
    title: t("Give passages of your documents to the chat?"),
    reads:
      named === undefined
        ? t("All documents and code of this window are searched for “{0}”.", query)
        : t("These are searched for “{0}”: {1}", query, named),
  };
}

export function confirmationFor(name: ToolName, input: unknown, t: Translate): Confirmation {
  const fields = typeof input === "object" && input !== null ? (input as Fields) : {};
  const { doing, title, reads } = words[name](fields, t);
  const leaves = t(
    "What is found goes to the chat's model. If that does not run on this computer, it leaves the computer. Documents with a confidentiality mark are left out.",
  );
  return { doing, title, message: `${reads}\n\n${leaves}` };
}
