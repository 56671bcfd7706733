/** Documents whose names differ in a date or a version only: an answer may stand on the one that is no longer in force. */
import { nameOf, type Source } from "./sources";

const versionMarks = new RegExp(
  [
    "(?:令和|平成|昭和)(?:\\d{1,2}|元)年度?(?:\\d{1,2}月)?(?:\\d{1,2}日)?",
    "(?<![\\p{L}\\p{N}])[rhs]\\d{1,2}(?:[.年]\\d{1,2})*年?度?",
    "\\d{4}(?:[-.年/]?\\d{1,2}){0,2}(?:年度?|月|日)?",
    "第?\\d+(?:\\.\\d+)*版",
    "(?<!\\p{L})(?:version|ver|rev|v)[.\\s_-]*\\d+(?:\\.\\d+)*",
    "最新版?|旧版?|新版|改訂版?|改正[前後版]?|最終版?|コピー|写し|案(?!\\p{Script=Han})",
    "(?<!\\p{L})(?:copy|final|draft|old|new|latest)(?!\\p{L})",
  ].join("|"),
  "giu",
);

/** URIs of documents that may be versions of one another, in the order of the sources; none of code. */
export function versionsAmong(sources: readonly Source[]): readonly string[] {
  const uris = [
    ...new Set(sources.filter(({ document }) => document.format !== "source").map(({ shown }) => shown.uri)),
  ];
  const keyed = uris.map((uri) => ({ uri, name: nameOf(uri), key: keyOf(nameOf(uri)) }));
  return keyed
    .filter(({ name, key }) => key !== "" && keyed.some((other) => other.key === key && other.name !== name))
    .map(({ uri }) => uri);
}

/** The name without its ending and without what tells versions apart. */
const keyOf = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/\.[\p{L}\p{N}]{1,5}$/u, "")
    .replaceAll("_", " ")
    .replace(versionMarks, "")
    .replace(/[\s\p{P}\p{S}]+/gu, "")
    .toLowerCase();
