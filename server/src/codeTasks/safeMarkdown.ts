/** A model's Markdown without anything that a preview would load or run: no images, no links, no HTML. */

const fence = /^ {0,3}(`{3,}|~{3,})/;

/** Code stays as it is. An image in a preview is a connection, and its address may carry what the model has read. */
export function safeMarkdown(text: string): string {
  let open: string | undefined;
  return text
    .split("\n")
    .map((line) => {
      const mark = fence.exec(line)?.[1];
      if (open !== undefined) {
        if (mark?.startsWith(open) === true && line.trim() === mark) open = undefined;
        return line;
      }
      if (mark !== undefined) {
        open = mark;
        return line;
      }
      return line
        .split(/(`+[^`]+`+)/)
        .map((part, at) => (at % 2 === 1 ? part : plain(part)))
        .join("");
    })
    .join("\n");
}

const plain = (text: string) =>
  text
    .replace(/!(?=\[)/g, "\\!")
    .replace(/\](?=\s?[([:])/g, "\\]")
    .replace(/</g, "&lt;");
