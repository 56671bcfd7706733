/** What checking proposed tokens buys where an answer repeats its prompt: the same request with and without. */
import { collect, type ChatRequest, type ModelRuntime } from "../../../server/src/model/runtime";

export interface RepeatCase {
  readonly name: string;
  readonly text: string;
}

/** Milliseconds of generating, with the tokens of the answer. */
export interface Generated {
  readonly milliseconds: number;
  readonly tokens: number;
}

export interface RepeatFigures {
  readonly name: string;
  readonly plain: readonly Generated[];
  readonly repeats: readonly Generated[];
  /** Rounds in which both gave the same text. */
  readonly same: number;
}

const fields = ["name", "ward", "room", "allergies", "medication", "last visit", "next visit", "contact"];
const record = fields
  .map((field, index) => `- ${field}: value ${index + 1} of the patient record`)
  .join("\n");
const code = `function total(items: readonly Item[]): number {
  let sum = 0;
  for (const item of items) {
    if (item.cancelled) continue;
    sum += item.price * item.count;
  }
  return sum;
}`;
const handover =
  "夜勤の看護師は、申し送りの三十分前に患者一覧を印刷する。患者の氏名を廊下の白板に書いてはならない。日勤の看護師は、交代の後十五分以内に申し送り票に署名する。票は十年間保管する。";

export const repeatCases: readonly RepeatCase[] = [
  { name: "a list with one change", text: `Repeat this list, but change the room to 7:\n\n${record}` },
  {
    name: "code with a name changed",
    text: `Rename the variable sum to amount. Answer with the code only.\n\n${code}`,
  },
  {
    name: "Japanese, proofread",
    text: `次の文章に誤字があれば直して、文章全体をそのまま書いてください。\n\n${handover}`,
  },
  { name: "nothing to repeat", text: "Explain in a few sentences why the sky is blue." },
];

const maxTokens = 120;

export async function measureRepeats(
  assistant: ModelRuntime,
  rounds: number,
  say: (line: string) => void,
): Promise<readonly RepeatFigures[]> {
  const figures: RepeatFigures[] = [];
  for (const { name, text } of repeatCases) {
    const plain: Generated[] = [];
    const repeats: Generated[] = [];
    let same = 0;
    for (let round = 0; round < rounds; round++) {
      const without = () => ask(assistant, text, {});
      const along = () => ask(assistant, text, { repeats: true });
      // Whoever is second finds the prompt evaluated; only generating is compared.
      const [first, second] =
        round % 2 === 0 ? [await without(), await along()] : [await along(), await without()];
      plain.push(round % 2 === 0 ? first : second);
      repeats.push(round % 2 === 0 ? second : first);
      if (first.text === second.text) same++;
    }
    figures.push({ name, plain, repeats, same });
    say(`repeats: ${name}`);
  }
  return figures;
}

async function ask(assistant: ModelRuntime, text: string, over: Pick<ChatRequest, "repeats">) {
  const messages = [{ role: "user", text }] as const;
  const request: ChatRequest = { kind: "chat", messages, priority: "interactive", maxTokens, ...over };
  const answer = await collect(assistant.generate(request, AbortSignal.timeout(300_000)));
  const { generateMs, generatedTokens } = answer.usage;
  return { text: answer.text, milliseconds: generateMs, tokens: generatedTokens };
}
