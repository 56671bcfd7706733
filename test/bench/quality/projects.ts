/** The corpus of the quality bench: small invented projects with holes (`marks.ts`), read from disk. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Mark, parseMarks } from "./marks";

export const languages = ["typescript", "python", "java", "sql", "c"] as const;
export type Language = (typeof languages)[number];

export interface CorpusFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Project {
  readonly language: Language;
  readonly name: string;
  /** By path. */
  readonly files: readonly CorpusFile[];
}

export interface CorpusHole extends Mark {
  /** `language/project/path#number`, the number from 1. */
  readonly id: string;
  readonly project: Project;
  readonly file: CorpusFile;
  /** The file without the hole's text; the cursor stands at `start`. */
  readonly document: string;
}

export const corpusFolder = join(import.meta.dirname, "corpus");

/** Every project of the corpus, by language and name. A file with a broken mark rejects, named. */
export async function readCorpus(folder = corpusFolder): Promise<readonly Project[]> {
  const projects: Project[] = [];
  for (const language of languages) {
    for (const name of await names(join(folder, language))) {
      const files: CorpusFile[] = [];
      for (const path of await names(join(folder, language, name))) {
        files.push(fileOf(path, await readFile(join(folder, language, name, path), "utf8")));
      }
      projects.push({ language, name, files });
    }
  }
  return projects;
}

function fileOf(path: string, marked: string): CorpusFile {
  try {
    return { path, ...parseMarks(marked) };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function names(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith(".") && !name.startsWith("__")).sort();
}

/** The holes of a project's file from top to bottom. */
export function holesOf(project: Project, file: CorpusFile): readonly CorpusHole[] {
  return file.marks.map((mark, index) => ({
    ...mark,
    id: `${project.language}/${project.name}/${file.path}#${index + 1}`,
    project,
    file,
    document: file.text.slice(0, mark.start) + file.text.slice(mark.start + mark.text.length),
  }));
}

/** All holes; with `sample`, every n-th of them. */
export function chooseHoles(projects: readonly Project[], sample = 1): readonly CorpusHole[] {
  const all = projects.flatMap((project) => project.files.flatMap((file) => holesOf(project, file)));
  return all.filter((_, index) => index % sample === 0);
}
