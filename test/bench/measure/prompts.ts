/** Long prompts of real code, of an exact length in the model's own tokens, none like another. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const sources = path.join(import.meta.dirname, "../../../server/src/model");

export interface Prompts {
  /** Text of `tokens` tokens; a new `salt` makes it differ from its first line on, so that nothing is reused. */
  sized(tokens: number, salt: string): Promise<string>;
}

/** `count`: tokens of a text. */
export async function createPrompts(count: (text: string) => Promise<number>): Promise<Prompts> {
  const names = (await readdir(sources)).filter((name) => name.endsWith(".ts")).sort();
  const code = await Promise.all(names.map((name) => readFile(path.join(sources, name), "utf8")));
  const body = code.join("\n");
  return {
    async sized(tokens, salt) {
      const beginning = `${salt}\n`;
      let shortest = 0;
      let longest = Math.min(body.length, tokens * 12);
      while (shortest < longest) {
        const middle = Math.ceil((shortest + longest) / 2);
        const size = await count(beginning + body.slice(0, middle));
        if (size <= tokens) shortest = middle;
        else longest = middle - 1;
      }
      return beginning + body.slice(0, shortest);
    },
  };
}

/** What is typed between two requests: four tokens of every vocabulary the benches use. */
export const typed = " alpha beta gamma delta";
