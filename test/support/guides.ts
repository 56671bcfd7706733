/** The guides in docs/ as a reader goes through them: headings, links, examples, and commands in their order. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { root } from "./harness";

export interface Fence {
  /** `console`, `yaml`, `json` or nothing. */
  readonly kind: string;
  readonly text: string;
}

export interface GuideCommand {
  /** As it is typed, without its remark. */
  readonly line: string;
  /** The exit code that the guide states; 0 where it states none. */
  readonly code: number;
}

export interface Guide {
  readonly file: string;
  readonly text: string;
  /** Without fences. */
  readonly prose: string;
  readonly headings: readonly string[];
  readonly fences: readonly Fence[];
}

const fence = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;

export async function readGuide(file: string): Promise<Guide> {
  const text = await readFile(path.join(root, file), "utf8");
  const prose = text.replaceAll(fence, "");
  return {
    ...{ file, text, prose },
    headings: [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading),
    fences: [...text.matchAll(fence)].map(([, , kind = "", content = ""]) => ({ kind, text: content })),
  };
}

export const commandsIn = ({ kind, text }: Fence): readonly GuideCommand[] =>
  kind !== "console"
    ? []
    : text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
          const [command = "", remark = ""] = line.split(/ +# /);
          return { line: command, code: Number(/(?:exit code|終了コード) (\d)/.exec(remark)?.[1] ?? 0) };
        });

/** What the two languages of a guide share: the language and what is quoted may differ. */
export const common = (line: string): string =>
  line.replace(" --language ja", "").replaceAll(/"[^"]*"/g, '"…"');

export const argumentsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** As code hosts and the editor make them of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");

/** Targets of links and pictures, in their order. */
export const linksIn = ({ prose }: Guide): readonly string[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

/** What stands in bold: names on the screen. */
export const labelsIn = ({ prose }: Guide): readonly string[] =>
  [...prose.matchAll(/\*\*(.+?)\*\*/gs)].map(([, label = ""]) => label.replaceAll(/\s+/g, " "));
