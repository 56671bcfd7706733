// Opens the packaged extension in a real editor: the VS Code that is installed, else the npm-packaged one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { run } from "./command.mjs";
import { ensureCodeServer } from "./editor.mjs";
import { Failure } from "./failure.mjs";
import { writeJapaneseLanguagePack } from "./languagePack.mjs";
import { cacheFolder, sampleWorkspace } from "./paths.mjs";
import { profile } from "./profile.mjs";

const folders = ["--user-data-dir", profile.data, "--extensions-dir", profile.extensions];

/** `code` on a profile of its own; it goes on after this script ends. */
export async function openDesktop(code, vsix, locale) {
  await run(code, [...folders, "--install-extension", vsix, "--force"], { quiet: true });
  const language = locale === "en" ? [] : ["--locale", locale];
  await run(code, [...folders, ...language, "--new-window", sampleWorkspace]);
}

async function untilHealthy(url, child) {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await delay(100);
  }
  throw new Failure(`The editor did not start on ${url}. Another program may use the port: try --port.`);
}

/**
 * code-server on loopback, until Ctrl+C. `ready(url)` is called once the page can be opened.
 */
export async function serveBrowser(vsix, { locale, port }, ready) {
  const { node, entry } = await ensureCodeServer();
  const config = ["--config", path.join(cacheFolder, "profile/code-server.yaml")];
  const base = [entry, ...config, ...folders];
  await run(node, [...base, "--install-extension", vsix, "--force"], { quiet: true });
  if (locale === "ja") writeJapaneseLanguagePack(profile.data);
  const silence = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  const address = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--locale", locale];
  const args = [...base, ...address, ...silence, "--ignore-last-opened"];
  const child = spawn(node, args, { stdio: ["ignore", "ignore", "inherit"] });
  const stop = () => child.kill("SIGTERM");
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child);
  ready(`${url}/?folder=${encodeURIComponent(sampleWorkspace)}`);
  if (child.exitCode === null) await once(child, "close");
}
