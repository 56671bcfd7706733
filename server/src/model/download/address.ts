/** Where a model file may be fetched from: `https`, or `http` on this machine; and the name it gets. Pure. */
import { t } from "../../util/l10n";
import { isLoopback, targetOf } from "../../network/address";
import { shown } from "../ggufErrors";
import { ModelError } from "../runtime";

/** What is no path of a file. */
export const isAddress = (text: string): boolean => /^https?:\/\//iu.test(text.trim());

/** As it is typed. Throws ModelError `download`. */
export function addressOf(text: string): URL {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed))
    throw wrongAddress(t("it is no URL such as https://files.example.jp/model.gguf"));
  const url = new URL(trimmed);
  url.hash = "";
  const problem = problemOf(url);
  if (problem !== undefined) throw wrongAddress(problem);
  return url;
}

function problemOf(url: URL): string | undefined {
  if (url.username !== "" || url.password !== "")
    return t("it holds a user or password, which is never sent");
  if (url.protocol === "https:") return undefined;
  return url.protocol === "http:" && isLoopback(targetOf(url).host)
    ? undefined
    : t("it is another computer, so it must begin with https");
}

/** Where a redirect leads. Throws ModelError `download`. */
export function redirected(from: URL, location: string | undefined): URL {
  if (location === undefined || !URL.canParse(location, from.href))
    throw wrongAddress(t("{0} redirects to nowhere", from.origin));
  const to = new URL(location, from.href);
  const problem = from.protocol === "https:" && to.protocol !== "https:" ? to.origin : problemOf(to);
  if (problem === undefined) return to;
  throw wrongAddress(t("{0} redirects to {1}, which is not encrypted", from.origin, shown(to.origin)));
}

/** Words that Windows takes for devices, whatever stands behind their dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
/** Bytes: that of most file systems, less the ending of what is not finished. */
const longestName = 240;

/** The file's name at the end of the path. Throws ModelError `download`: a name is never made up. */
export function fileNameOf({ pathname }: URL): string {
  const name = decoded(pathname.slice(pathname.lastIndexOf("/") + 1));
  const isSound =
    /\.gguf$/iu.test(name) &&
    !/^[.\s]|[\\/:*?"<>|\p{C}]/u.test(name) &&
    !reserved.test(name) &&
    Buffer.byteLength(name) <= longestName;
  if (isSound) return name;
  throw wrongAddress(t("it does not end in the name of a .gguf file"));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not UTF-8: no name that anybody could read.
    return "";
  }
}

/** The addresses of a model's files, of which any one was named; `count` as its name says. */
export function filesOf(url: URL): readonly URL[] {
  const [, before = "", digits = "0", end = ""] =
    /^(.*-)\d{5}-of-(\d{5})(\.gguf)$/iu.exec(url.pathname) ?? [];
  const count = Math.min(Number(digits), mostFiles);
  if (count < 1) return [url];
  return Array.from({ length: count }, (_, index) => {
    const file = new URL(url.href);
    file.pathname = `${before}${String(index + 1).padStart(5, "0")}-of-${digits}${end}`;
    return file;
  });
}

const mostFiles = 1024;

export const wrongAddress = (why: string): ModelError =>
  new ModelError("download", t("This address cannot be used: {0}. Correct it, then try again.", why));
