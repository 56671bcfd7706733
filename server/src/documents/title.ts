/** What a document is called: its first heading, or its file's name. */
import { type SourceDocument } from "./document";

export function titleOf({ blocks, uri, format }: SourceDocument): string {
  const heading =
    format === "source" ? undefined : blocks.find(({ kind, level }) => kind === "heading" && level === 1);
  return heading?.text ?? nameOf(uri);
}

export function nameOf(uri: string): string {
  const name = uri.split(/[\\/]/).pop() ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}
