/** A real editor with Hanare installed: in a browser, or in Electron where a VS Code executable is given. */
import { rmSync } from "node:fs";
import path from "node:path";
import { type Page } from "playwright-core";
import { startBrowserHost } from "./browserHost";
import { startElectronHost } from "./electronHost";
import { readEnvironment, type Environment } from "./environment";
import { writeProbe } from "./probe";
import { createProfile, type Locale, type Profile, type UserSettings } from "./profile";
import { copyDocument, writeSample } from "./sample";

export interface HostOptions {
  /** The user's settings; the environment knows where the models are. */
  readonly settings: (environment: Environment) => UserSettings;
  readonly locale?: Locale;
  /** File or folder inside the sample workspace to open; default: the folder itself. */
  readonly open?: string;
  /** Further files of the workspace, by their paths: what only one suite needs. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of test/fixtures/documents: copied into the workspace under these paths. */
  readonly documents?: Readonly<Record<string, string>>;
  /** Script of a second extension (`probe.ts`). */
  readonly probe?: string;
}

/** What both hosts are to the tests. */
export interface Host {
  readonly kind: "browser" | "electron";
  readonly page: Page;
  readonly profile: Profile;
  readonly environment: Environment;
  /** Closes the editor and removes its profile. */
  close(): Promise<void>;
}

const workspaceFile = "sample.code-workspace";

/** One of the two, started on a fresh profile. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { settings, locale = "en", open = "", files = {}, documents = {}, probe } = options;
  const environment = readEnvironment();
  const profile = createProfile(settings(environment), locale);
  // A folder with a workspace file in it makes the editor ask, over what the tests look at.
  if (open !== workspaceFile) rmSync(path.join(profile.workspace, workspaceFile));
  for (const [file, text] of Object.entries(files)) writeSample(profile, file, text);
  for (const [file, from] of Object.entries(documents)) copyDocument(profile, file, from);
  const start = environment.vscode === undefined ? startBrowserHost : startElectronHost;
  try {
    const extensions = [environment.vsix, ...(probe === undefined ? [] : [writeProbe(profile, probe)])];
    const running = await start(environment, { profile, locale, open, extensions });
    const close = async () => {
      await running.close();
      profile.dispose();
    };
    return { ...running, profile, environment, close };
  } catch (error) {
    profile.dispose();
    throw error;
  }
}

export interface StartOptions {
  readonly profile: Profile;
  readonly locale: Locale;
  readonly open: string;
  /** Files to install, the product first. */
  readonly extensions: readonly string[];
}

/** What a host module answers; `startHost` adds the rest. */
export interface RunningEditor {
  readonly kind: Host["kind"];
  readonly page: Page;
  close(): Promise<void>;
}
