/** What is put around a conversation when there are tools: which there are, whether one is needed, what its input is. */
import { languageOfText } from "../documents/wording";
import { type ChatTool } from "../protocol";
import { type Language } from "../util/l10n";
import { type Conversation } from "./turns";

/** Characters of descriptions: small models lose the thread in pages of them. */
const longestDescription = 200;

const short = (text: string) => {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= longestDescription ? line : `${line.slice(0, longestDescription - 1)}…`;
};

/**
 * Stands with the instructions, the same for all questions, so that it stays evaluated. That no tool is needed is one of
 * the choices: small models choose from a list better than they hold back.
 */
export const toolList = (tools: readonly ChatTool[], none: string | undefined): string =>
  [
    "There are tools that look things up for you. You see their answers in the next turn:",
    ...tools.map(({ name, description }) => `- ${name}: ${short(description)}`),
    ...(none === undefined
      ? []
      : [
          `- ${none}: Answers the user in words: for greetings, thanks and talk, and when a tool has brought what is needed.`,
        ]),
  ].join("\n");

interface Words {
  readonly decide: string;
  fill(tool: string): string;
  readonly answer: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    decide: 'Which one of the list comes next? Answer with JSON: {"tool": "its name"}.',
    fill: (tool) =>
      `Call ${tool}. Answer with its input alone, as JSON. Copy names, paths and words exactly; null for what nobody said. Its input:`,
    answer: "Answer now in words, without a tool.",
  },
  ja: {
    decide: '次に使うのは一覧のどれですか。JSONで答えてください：{"tool": "名前"}',
    fill: (tool) =>
      `${tool} を呼び出します。その入力だけをJSONで答えてください。名前・パス・語句はそのまま写し、述べられていないものは null とします。入力：`,
    answer: "ツールを使わずに、文章で答えてください。",
  },
};

/** In the language of the user's last words. */
export const wordsFor = ({ messages }: Conversation): Words =>
  words[languageOfText(messages.at(-1)?.text ?? "")];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The tool's input in lines: name, whether it must be there, what it means. */
export function inputLines({ inputSchema }: ChatTool, names: readonly string[]): string {
  const schema = isFields(inputSchema) ? inputSchema : {};
  const properties = isFields(schema["properties"]) ? schema["properties"] : {};
  const required: unknown = schema["required"];
  const lines = names.map((name) => {
    const property = properties[name];
    const about = isFields(property) ? property["description"] : undefined;
    const values = isFields(property) ? property["enum"] : undefined;
    const must = Array.isArray(required) && required.includes(name) ? "required" : "or null";
    const choices = Array.isArray(values) ? ` (${values.slice(0, 20).map(String).join(", ")})` : "";
    return `- ${name}, ${must}${choices}${typeof about === "string" ? `: ${short(about)}` : ""}`;
  });
  return lines.join("\n");
}
