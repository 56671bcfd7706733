/** A throw-away editor profile and a throw-away copy of the sample workspace. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeJapaneseLanguagePack } from "../../../scripts/lib/languagePack.mjs";

export type Locale = "en" | "ja";
export type UserSettings = Readonly<Record<string, unknown>>;

export interface Profile {
  /** `--user-data-dir` of the editor. */
  readonly data: string;
  /** `--extensions-dir` of the editor. */
  readonly extensions: string;
  /** A copy of test/fixtures/sample-workspace that tests may write to. */
  readonly workspace: string;
  /** Replaces the user's settings; the running editor sees the change. */
  writeSettings(settings: UserSettings): void;
  dispose(): void;
}

const sample = path.resolve(__dirname, "../../fixtures/sample-workspace");

/** Nothing of the editor's own may cover, reorder or change what the tests look at. */
const quiet: UserSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.editor.enablePreview": false,
  "window.commandCenter": false,
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.fontFamily": "'Noto Sans Mono CJK JP', monospace",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.inlayHints.enabled": "off",
  "editor.autoClosingBrackets": "never",
  "editor.acceptSuggestionOnEnter": "off",
  "typescript.validate.enable": false,
  "javascript.validate.enable": false,
  "git.enabled": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.enabled": false,
};

/** Makes the folders; nothing in them outlives `dispose`. */
export function createProfile(settings: UserSettings, locale: Locale): Profile {
  const folder = mkdtempSync(path.join(tmpdir(), "hanare-e2e-"));
  const data = path.join(folder, "data");
  const workspace = path.join(folder, "sample-workspace");
  cpSync(sample, workspace, { recursive: true });
  const writeSettings = (changed: UserSettings) => {
    const text = JSON.stringify({ ...quiet, ...changed }, null, 2);
    // A browser window is a remote one: it reads machine-scoped settings from the machine's file, a desktop
    // window from the user's.
    for (const place of ["User", "Machine"]) {
      mkdirSync(path.join(data, place), { recursive: true });
      writeFileSync(path.join(data, place, "settings.json"), text);
    }
  };
  writeSettings(settings);
  if (locale === "ja") writeJapaneseLanguagePack(data);
  return {
    data,
    extensions: path.join(folder, "extensions"),
    workspace,
    writeSettings,
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 300 }),
  };
}
