/** The keys of one group of a suite, each fault reported where it stands. What is wrong is read as empty. */
import { t } from "../util/l10n";

export type Path = readonly (string | number)[];
/** A fault and the key it is about. */
export type Report = (path: Path, reason: string) => void;
export type Group = Readonly<Record<string, unknown>>;

export const isGroup = (value: unknown): value is Group =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Entries of a list of words. */
const mostEntries = 50;
/** Characters of one of them. */
const longestEntry = 2_000;

export interface Fields {
  /** A text that must be there, of at most so many characters. */
  text(key: string, most: number): string;
  /** Undefined where the key is not there. */
  optional(key: string, most: number): string | undefined;
  /** A text, or a list of texts; empty where the key is not there. */
  words(key: string): readonly string[];
  /** As `words`; an entry may be a list, of which one is enough. */
  alternatives(key: string): readonly (readonly string[])[];
  flag(key: string): boolean;
  choice<T extends string>(key: string, choices: readonly T[], absent?: T): T;
  /** Any list; empty where the key is not there. */
  list(key: string): readonly unknown[];
  /** Says what is wrong with a key. */
  fault(key: string, reason: string): void;
}

/** `known`: the keys there are; any other is a fault, for a misspelled one would change nothing without a word. */
export function fieldsOf(group: Group, known: readonly string[], path: Path, report: Report): Fields {
  for (const key of Object.keys(group))
    if (!known.includes(key))
      report([...path, key], t("{0} is not known here. There are: {1}.", key, known.join(", ")));
  const fault = (key: string, reason: string) => report([...path, key], reason);

  function optional(key: string, most: number): string | undefined {
    const value = group[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string" || value.trim() === "") fault(key, t("{0} must be a text.", key));
    else if (value.length > most) fault(key, t("{0} is longer than {1} characters.", key, most));
    else return value;
    return "";
  }

  function list(key: string): readonly unknown[] {
    const value = group[key];
    if (value === undefined || value === null) return [];
    const all = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (all.length > mostEntries) fault(key, t("{0} has more than {1} entries.", key, mostEntries));
    return all.slice(0, mostEntries);
  }

  /** A number in YAML is a text here: a fact may be 30. */
  function word(key: string, value: unknown, at: Path): readonly string[] {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && text.trim() !== "" && text.length <= longestEntry) return [text];
    report([...path, key, ...at], t("Only texts of 1 to {0} characters are allowed here.", longestEntry));
    return [];
  }

  return {
    optional,
    list,
    fault,
    text(key, most) {
      const value = optional(key, most);
      if (value === undefined) report(path, t("{0} is missing.", key));
      return value ?? "";
    },
    words: (key) => list(key).flatMap((value, at) => word(key, value, [at])),
    alternatives: (key) =>
      list(key).map((value, at) =>
        Array.isArray(value)
          ? (value as readonly unknown[]).flatMap((one, index) => word(key, one, [at, index]))
          : word(key, value, [at]),
      ),
    flag(key) {
      const value = group[key];
      if (value !== undefined && typeof value !== "boolean") fault(key, t("{0} must be true or false.", key));
      return value === true;
    },
    choice(key, choices, absent) {
      const value = group[key] ?? absent;
      const chosen = choices.find((one) => one === value);
      if (chosen === undefined) fault(key, t("{0} must be one of: {1}.", key, choices.join(", ")));
      return chosen ?? (choices[0] as (typeof choices)[number]);
    },
  };
}

/** A suite reaches nothing outside its folder; links are looked at by whoever reads the file. */
export function checkFile(file: string, fault: (reason: string) => void): void {
  if (/^[\\/~]|^[a-z]+:|\\/iu.test(file))
    fault(t("{0} must be a path below the suite's folder, with /.", file));
  else if (file.split("/").some((part) => part === ".." || part === ""))
    fault(t("{0} leads out of the suite's folder.", file));
}
