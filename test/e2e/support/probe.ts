/** What only an extension can see: a second extension that runs a script in the editor's host and keeps what it answers. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { type Profile } from "./profile";

/** Title of its command in the palette. */
export const probeCommand = "Hanare Test: Run the Probe";

const manifest = {
  ...{ name: "probe", publisher: "hanare-test", version: "1.0.0", engines: { vscode: "^1.100.0" } },
  ...{ main: "./extension.js", activationEvents: ["onStartupFinished"] },
  contributes: { commands: [{ command: "hanareTest.probe", title: probeCommand }] },
};

const packageManifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata><Identity Language="en-US" Id="probe" Version="1.0.0" Publisher="hanare-test"/>
<DisplayName>probe</DisplayName><Description xml:space="preserve">probe</Description>
<Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value="^1.100.0"/></Properties></Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation><Dependencies/>
<Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/></Assets>
</PackageManifest>`;

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".js" ContentType="application/javascript"/><Default Extension=".vsixmanifest" ContentType="text/xml"/></Types>`;

/** Every answer is added to those before; an error is one, too. */
const extension = (script: string, output: string) => `
const vscode = require("vscode");
const fs = require("node:fs");
const output = ${JSON.stringify(output)};
const tell = (key, value) => {
  const before = fs.existsSync(output) ? JSON.parse(fs.readFileSync(output, "utf8")) : {};
  fs.writeFileSync(output + ".part", JSON.stringify({ ...before, [key]: value }));
  fs.renameSync(output + ".part", output);
};
async function run() {${script}}
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand("hanareTest.probe", () =>
    run().then(() => tell("done", true), (error) => tell("error", String((error && error.stack) || error)))));
};`;

const resultOf = (profile: Profile) => path.join(profile.data, "probe.json");

/**
 * A VSIX whose command runs `script`: the body of an async function with `vscode` and `tell(key, value)`. Answers its
 * path.
 */
export function writeProbe(profile: Profile, script: string): string {
  const file = path.join(profile.data, "probe.vsix");
  mkdirSync(profile.data, { recursive: true });
  const entries = {
    "extension.vsixmanifest": packageManifest,
    "[Content_Types].xml": contentTypes,
    "extension/package.json": JSON.stringify(manifest),
    "extension/extension.js": extension(script, resultOf(profile)),
  };
  const bytes = Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]));
  writeFileSync(file, zipSync(bytes));
  return file;
}

/** What was told so far; empty before anything was. */
export function probed(profile: Profile): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(resultOf(profile), "utf8")) as Readonly<Record<string, unknown>>;
  } catch {
    // The command has not told anything yet.
    return {};
  }
}
