/** Text of the document's inside Markdown: on one line, and nothing of it becomes a link or an image. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_[\]<>#|!~]/g, "\\$&").replace(/[\r\n]+/g, " ");
