/** A message without a model: what happened to which files and names, and no more than that. Deterministic. */
import { type Language } from "../util/l10n";
import { type ChangedFile, isLockFile, touchedIn } from "./diff";
import { type CommitType, type Style } from "./style";

type Verb = "add" | "remove" | "change" | "rename";

interface Words {
  readonly file: (verb: Verb, path: string) => string;
  readonly renamed: (from: string, to: string) => string;
  readonly names: (verb: Verb, names: string, path: string) => string;
  readonly several: (verb: Verb, count: number, folder: string) => string;
  readonly line: (verb: Verb, names: string) => string;
  readonly between: string;
  readonly more: (count: number) => string;
}

const japaneseVerb: Readonly<Record<Verb, string>> = {
  add: "追加",
  remove: "削除",
  change: "変更",
  rename: "改名",
};
const englishVerb: Readonly<Record<Verb, string>> = {
  add: "Add",
  remove: "Remove",
  change: "Change",
  rename: "Rename",
};
const preposition: Readonly<Record<Verb, string>> = { add: "to", remove: "from", change: "in", rename: "in" };

const words: Readonly<Record<Language, Words>> = {
  en: {
    file: (verb, path) => `${englishVerb[verb]} ${path}`,
    renamed: (from, to) => `Rename ${from} to ${to}`,
    names: (verb, names, path) => `${englishVerb[verb]} ${names} ${preposition[verb]} ${path}`,
    several: (verb, count, folder) =>
      folder === ""
        ? `${englishVerb[verb]} ${count} files`
        : `${englishVerb[verb]} ${count} files in ${folder}`,
    line: (verb, names) => `${englishVerb[verb].toLowerCase()} ${names}`,
    between: ", ",
    more: (count) => `${count} more`,
  },
  ja: {
    file: (verb, path) => `${path} を${japaneseVerb[verb]}`,
    renamed: (from, to) => `${from} を ${to} に改名`,
    names: (verb, names, path) =>
      verb === "add" ? `${path} に ${names} を追加` : `${path} の ${names} を${japaneseVerb[verb]}`,
    several: (verb, count, folder) =>
      folder === ""
        ? `${count}ファイルを${japaneseVerb[verb]}`
        : `${folder} の${count}ファイルを${japaneseVerb[verb]}`,
    line: (verb, names) => `${names} を${japaneseVerb[verb]}`,
    between: "、",
    more: (count) => `ほか${count}件`,
  },
};

const longestSubject = 72;
const mostLines = 12;
const mostNames = 3;

export function derive(files: readonly ChangedFile[], { conventional, language }: Style): string {
  const say = words[language];
  // What a tool writes along with the rest is not what was done, unless it is all there is.
  const written = files.filter((file) => !isLockFile(file));
  const told = written.length === 0 ? files : written;
  const subject = subjectOf(told, say);
  const type = conventional ? `${typeOf(told)}: ` : "";
  const head =
    conventional && language === "en" ? subject.charAt(0).toLowerCase() + subject.slice(1) : subject;
  const body = told.length > 1 ? told.slice(0, mostLines).map((file) => `- ${lineOf(file, say)}`) : [];
  const more = told.length > mostLines ? [`- ${say.more(told.length - mostLines)}`] : [];
  return [`${type}${head}`, ...(body.length === 0 ? [] : ["", ...body, ...more])].join("\n");
}

const verbOf = ({ status }: ChangedFile): Verb =>
  ({ added: "add", deleted: "remove", renamed: "rename", changed: "change" })[status] as Verb;

function subjectOf(files: readonly ChangedFile[], say: Words): string {
  const [only] = files;
  if (only !== undefined && files.length === 1)
    return short(oneSubject(only, say), () => oneSubject(named(only), say));
  const verbs = new Set(files.map(verbOf));
  const [verb] = verbs;
  return say.several(verbs.size === 1 && verb !== undefined ? verb : "change", files.length, folderOf(files));
}

const short = (subject: string, shorter: () => string) =>
  subject.length <= longestSubject ? subject : shorter().slice(0, longestSubject);

/** By its name alone. */
const named = (file: ChangedFile): ChangedFile => ({
  ...file,
  path: file.path.split("/").at(-1) ?? file.path,
});

function oneSubject(file: ChangedFile, say: Words): string {
  const { path, from, status } = file;
  if (status === "renamed" && from !== undefined && file.text === "") return say.renamed(from, path);
  const [verb, names] = status === "changed" ? mainNames(file) : ["change" as const, []];
  return names.length > 0 ? say.names(verb, listed(names, say), path) : say.file(verbOf(file), path);
}

/** New names first: they say most of what was done. */
function mainNames(file: ChangedFile): readonly [Verb, readonly string[]] {
  const { added, removed, changed } = touchedIn(file);
  if (added.length > 0) return ["add", added];
  return changed.length > 0 ? ["change", changed] : ["remove", removed];
}

function lineOf(file: ChangedFile, say: Words): string {
  if (file.status === "renamed") return say.renamed(file.from ?? "", file.path);
  if (file.status !== "changed") return say.file(verbOf(file), file.path);
  const { added, removed, changed } = touchedIn(file);
  const parts = (
    [
      ["add", added],
      ["change", changed],
      ["remove", removed],
    ] as const
  )
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => say.line(verb, listed(names, say)));
  return parts.length === 0 ? say.file("change", file.path) : `${file.path}: ${parts.join(say.between)}`;
}

const listed = (names: readonly string[], say: Words): string =>
  [
    ...names.slice(0, mostNames),
    ...(names.length > mostNames ? [say.more(names.length - mostNames)] : []),
  ].join(say.between);

/** The deepest folder that holds all of them. */
function folderOf(files: readonly ChangedFile[]): string {
  const [first = [], ...others] = files.map(({ path }) => path.split("/").slice(0, -1));
  const same = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return (same < 0 ? first : first.slice(0, same)).join("/");
}

const kinds: readonly (readonly [CommitType, RegExp])[] = [
  ["test", /(?:^|\/)(?:tests?|__tests__|spec)\/|\.(?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$|_test\.\w+$/],
  ["ci", /^\.github\/workflows\/|^\.gitlab-ci|^\.circleci\/|(?:^|\/)Jenkinsfile$/],
  ["docs", /\.(?:md|mdx|rst|adoc|txt)$|^docs?\//i],
  [
    "build",
    /(?:^|\/)(?:package(?:-lock)?\.json|pom\.xml|build\.gradle(?:\.kts)?|CMakeLists\.txt|Makefile|Dockerfile|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|pyproject\.toml|requirements[^/]*\.txt|tsconfig[^/]*\.json)$|\.lock$/,
  ],
];

/** What files can tell; a change of code may be anything. */
export function typeOf(files: readonly ChangedFile[]): CommitType {
  for (const [type, pattern] of kinds) if (files.every(({ path }) => pattern.test(path))) return type;
  const code = files.filter(({ path }) => kinds.every(([, pattern]) => !pattern.test(path)));
  const isNew = code.some((file) => file.status === "added" || touchedIn(file).added.length > 0);
  return isNew ? "feat" : "chore";
}
