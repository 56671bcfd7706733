/** A desktop VS Code given by `VSCODE_EXECUTABLE_PATH`, driven through Electron's own debugging port. */
import { resolveCliArgsFromVSCodeExecutablePath } from "@vscode/test-electron";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { _electron } from "playwright-core";
import { type Environment } from "./environment";
import { type RunningEditor, type StartOptions } from "./host";

export async function startElectronHost(
  environment: Environment,
  { profile, locale, open, extensions }: StartOptions,
): Promise<RunningEditor> {
  const executablePath = environment.vscode;
  if (executablePath === undefined) throw new Error("The environment names no VS Code executable.");
  mkdirSync(profile.data, { recursive: true });
  writeFileSync(path.join(profile.data, "argv.json"), JSON.stringify({ locale }));
  const folders = [`--user-data-dir=${profile.data}`, `--extensions-dir=${profile.extensions}`];
  const [cli = "", ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executablePath, {
    reuseMachineInstall: true,
  });
  const install = [...extensions.flatMap((vsix) => ["--install-extension", vsix]), "--force"];
  execFileSync(cli, [...cliArgs, ...folders, ...install], { shell: process.platform === "win32" });
  const silence = ["--disable-telemetry", "--disable-updates", "--disable-workspace-trust", "--skip-welcome"];
  const application = await _electron.launch({
    executablePath,
    args: [...folders, `--locale=${locale}`, ...silence, "--no-sandbox", path.join(profile.workspace, open)],
  });
  const page = await application.firstWindow();
  return { kind: "electron", page, close: () => application.close() };
}
