/** What a text says of itself outside what its readers see: the head of a web page, the front matter of Markdown. */
import { type DocumentFormat } from "./document";

/** Characters in which a head ends. */
const longestHead = 20_000;
const longestProperty = 500;
const mostProperties = 50;

/** Each as `name: value` where it has a name. Linear in the head. */
export function propertiesOf(text: string, format: DocumentFormat): readonly string[] {
  const head = text.slice(0, longestHead);
  const found = format === "html" ? htmlProperties(head) : format === "markdown" ? frontMatter(head) : [];
  return found
    .slice(0, mostProperties)
    .map((property) => property.trim().slice(0, longestProperty))
    .filter((property) => property !== "");
}

function htmlProperties(head: string): readonly string[] {
  const title = /<title\b[^>]{0,200}>([^<]{0,500})/iu.exec(head)?.[1] ?? "";
  const metas = [...head.matchAll(/<meta\b([^>]{0,1000})>/giu)].flatMap(([, inside = ""]) => {
    const attribute = (name: string) =>
      new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "iu").exec(inside)?.slice(1).join("") ?? "";
    const content = attribute("content");
    return [content, `${attribute("name")}: ${content}`];
  });
  return [title, ...metas];
}

function frontMatter(head: string): readonly string[] {
  const [, inside = ""] =
    /^\ufeff?---[ \t]*\r?\n([^]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u.exec(head) ?? [];
  return inside.split(/\r\n|\n|\r/).map((line) => line.replace(/^[\s-]+|["'[\]]/gu, ""));
}
