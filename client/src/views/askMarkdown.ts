/** The same answer as Markdown text, for a mail, a ticket or a chat. */
import { type Answer } from "../../../server/src/protocol";
import { type Translate } from "../translate";
import { askNotes, type NameOf, outcomeLine } from "./askHtml";
import { placeLabel } from "./html";
import { escapeMarkdown } from "./markdown";

export function answerMarkdown(answer: Answer, nameOf: NameOf, t: Translate): string {
  const { question, sentences, passages, mark } = answer;
  const place = (uri: string, at: Parameters<typeof placeLabel>[0]) =>
    escapeMarkdown(`${nameOf(uri)} ${placeLabel(at)}`);
  const lines = [
    ...(mark === undefined ? [] : [`**${escapeMarkdown(mark)}**`, ""]),
    `# ${escapeMarkdown(question)}`,
    "",
    `> ${escapeMarkdown(outcomeLine(answer, t))}`,
    ...askNotes(answer, nameOf, t).map((line) => `> ${escapeMarkdown(line)}`),
    "",
  ];
  for (const { text, kind, source, citation } of sentences) {
    const where = place(passages[source - 1]?.uri ?? "", citation);
    const name = kind === "quoted" ? t("quoted") : t("worded by the model");
    lines.push(`- ${escapeMarkdown(text)} \\[${source}\\] (${where}, ${name})`);
  }
  if (sentences.length > 0) lines.push("");
  for (const [at, passage] of passages.entries()) {
    const above =
      passage.headings.length === 0 ? "" : ` › ${passage.headings.map(escapeMarkdown).join(" › ")}`;
    const marked = passage.mark === undefined ? "" : ` **${escapeMarkdown(passage.mark)}**`;
    lines.push(
      `${at + 1}. ${place(passage.uri, passage)}${above}${marked}`,
      `   > ${escapeMarkdown(passage.snippet)}`,
    );
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
