/** Settings by document: asked of the editor once, kept as promises, forgotten on every change. */
import { type PathVariables } from "../model/modelPath";
import {
  type EngineSettings,
  type JournalSettings,
  type ResourceSettings,
  type RoutingRule,
  type SettingProblem,
  type Settings,
} from "../protocol";
import { engineOf, folderProblems, journalOf, resourceOf, validate, type Validated } from "./validate";

export interface SettingsDeps {
  /** The editor's value of a section for a document or folder, or for the window; rejects when it is gone. */
  ask(section: string, scopeUri: string | undefined): Promise<unknown>;
  places(): PathVariables;
  /** Told when the editor could not answer; the defaults stand in. */
  log(message: string): void;
}

export interface SettingsStore {
  /** Settings of a document or folder. Never rejects. */
  resource(uri: string): Promise<ResourceSettings>;
  /** Settings of the window's one engine. Never rejects. */
  engine(): Promise<EngineSettings>;
  /** What may be sent to which server, as the machine has it. Never rejects. */
  routing(): Promise<readonly RoutingRule[]>;
  /** What may be measured on this machine. Never rejects. */
  journal(): Promise<JournalSettings>;
  /** The editor's `files.encoding` for a document, e.g. `utf8` or `shiftjis`. */
  encoding(uri: string): Promise<string | undefined>;
  /** Everything wrong in the window's and the folders' settings now, each said once. */
  problems(folders: readonly string[]): Promise<readonly SettingProblem[]>;
  clear(): void;
}

const windowScope = "";

interface Entry extends Validated<Settings> {
  readonly raw: unknown;
}

export function createSettingsStore(deps: SettingsDeps): SettingsStore {
  const sections = new Map<string, Promise<Entry>>();
  const encodings = new Map<string, Promise<string | undefined>>();

  async function ask(section: string, scope: string): Promise<unknown> {
    try {
      return await deps.ask(section, scope === windowScope ? undefined : scope);
    } catch (error) {
      deps.log(`settings ${section} of "${scope}": ${String(error)}`);
      return undefined;
    }
  }

  async function load(scope: string): Promise<Entry> {
    const raw = await ask("hanare", scope);
    return { raw, ...validate(raw, deps.places()) };
  }

  function section(scope: string): Promise<Entry> {
    const known = sections.get(scope);
    if (known) return known;
    const entry = load(scope);
    sections.set(scope, entry);
    return entry;
  }

  async function loadEncoding(uri: string): Promise<string | undefined> {
    const value = await ask("files.encoding", uri);
    return typeof value === "string" ? value : undefined;
  }

  async function problems(folders: readonly string[]): Promise<readonly SettingProblem[]> {
    const window = await section(windowScope);
    const seen = new Set(window.problems.map((problem) => `${problem.key}\n${problem.message}`));
    const all = [...window.problems];
    for (const folder of folders) {
      const own = await section(folder);
      for (const problem of own.problems)
        if (!seen.has(`${problem.key}\n${problem.message}`)) all.push({ ...problem, scopeUri: folder });
      all.push(...folderProblems(window.raw, own.raw, folder));
    }
    return all;
  }

  return {
    resource: async (uri) => resourceOf((await section(uri)).settings),
    engine: async () => engineOf((await section(windowScope)).settings),
    routing: async () => (await section(windowScope)).settings.routing,
    journal: async () => journalOf((await section(windowScope)).settings),
    encoding: (uri) => {
      const known = encodings.get(uri) ?? loadEncoding(uri);
      encodings.set(uri, known);
      return known;
    },
    problems,
    clear: () => {
      sections.clear();
      encodings.clear();
    },
  };
}
