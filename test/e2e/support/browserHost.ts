/** VS Code's server from npm (code-server) on loopback, seen through headless Chromium. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chromium } from "playwright-core";
import { type Environment } from "./environment";
import { type RunningEditor, type StartOptions } from "./host";
import { type Profile } from "./profile";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function startCodeServer(environment: Environment, profile: Profile, args: readonly string[]): ChildProcess {
  if (environment.codeServer === undefined) throw new Error("The environment names no code-server.");
  const { node, entry } = environment.codeServer;
  const folders = ["--user-data-dir", profile.data, "--extensions-dir", profile.extensions];
  const config = ["--config", path.join(profile.data, "code-server.yaml")];
  return spawn(node, [entry, ...config, ...folders, ...args], {
    env: { ...process.env, CS_DISABLE_GETTING_STARTED_OVERRIDE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function installVsix(environment: Environment, profile: Profile, vsix: string): Promise<void> {
  const child = startCodeServer(environment, profile, ["--install-extension", vsix, "--force"]);
  let said = "";
  child.stdout?.on("data", (chunk) => (said += String(chunk)));
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0 || !/successfully installed/.test(said))
    throw new Error(`The VSIX did not install:\n${said}`);
}

let product: Promise<string> | undefined;

/** The extensions' folder with the product alone: installed once, for the editors of a run have it one after another. */
function productFolder(environment: Environment, profile: Profile): Promise<string> {
  const install = async () => {
    const extensions = mkdtempSync(path.join(tmpdir(), "hanare-e2e-extensions-"));
    process.once("exit", () => rmSync(extensions, { recursive: true, force: true }));
    await installVsix(environment, { ...profile, extensions }, environment.vsix);
    return extensions;
  };
  return (product ??= install());
}

/** The profile with everything installed; what only one suite has goes with its profile. */
async function equipped(environment: Environment, { profile, extensions }: StartOptions): Promise<Profile> {
  if (extensions.length === 1) return { ...profile, extensions: await productFolder(environment, profile) };
  for (const vsix of extensions) await installVsix(environment, profile, vsix);
  return profile;
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  let said = "";
  child.stdout?.on("data", (chunk) => (said += String(chunk)));
  child.stderr?.on("data", (chunk) => (said += String(chunk)));
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await delay(100);
  }
  throw new Error(`code-server did not start:\n${said}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5000);
  await once(child, "close");
  clearTimeout(force);
}

/** Chromium with nothing of its own that would look for a network. */
const chromiumFlags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

export async function startBrowserHost(
  environment: Environment,
  options: StartOptions,
): Promise<RunningEditor> {
  const { locale, open } = options;
  const profile = await equipped(environment, options);
  const address = `127.0.0.1:${await freePort()}`;
  const silence = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  const args = ["--auth", "none", "--bind-addr", address, "--locale", locale, ...silence];
  const child = startCodeServer(environment, profile, args);
  const url = `http://${address}`;
  await untilHealthy(url, child);
  const browser = await chromium.launch({
    ...(environment.chromium !== undefined && { executablePath: environment.chromium }),
    args: chromiumFlags,
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  const page = await context.newPage();
  const target = path.join(profile.workspace, open);
  const kind = target.endsWith(".code-workspace") ? "workspace" : "folder";
  await page.goto(`${url}/?${kind}=${encodeURIComponent(target)}`);
  const close = async () => {
    await browser.close();
    await stop(child);
  };
  return { kind: "browser", page, close };
}
