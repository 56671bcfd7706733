// `npm start`: from a fresh clone to a real editor with Hanare in it.
// Options: --model coder|small, --locale en|ja, --port 8390, --browser (even if `code` is on PATH).
import path from "node:path";
import { parseArgs } from "node:util";
import { run } from "./lib/command.mjs";
import { findCode } from "./lib/editor.mjs";
import { Failure, script } from "./lib/failure.mjs";
import { ensureModel } from "./lib/models.mjs";
import { ensureNodeModules } from "./lib/nodeModules.mjs";
import { openDesktop, serveBrowser } from "./lib/openEditor.mjs";
import { root, sampleWorkspace } from "./lib/paths.mjs";
import { profile, writeProfile } from "./lib/profile.mjs";
import { ensureSystem } from "./lib/system.mjs";
import { thisTarget } from "./lib/targets.mjs";
import { packVsix } from "./lib/vsix.mjs";

const localeOfShell = /^ja/.test(process.env.LC_ALL || process.env.LANG || "") ? "ja" : "en";

const options = {
  model: { type: "string", default: "coder" },
  locale: { type: "string", default: localeOfShell },
  port: { type: "string", default: "8390" },
  browser: { type: "boolean", default: false },
};

/** What to try, in both languages: whoever reads it may not be who typed the command. */
const guide = `
Try / 試してみる
  1. docs/個人情報取扱手順書.md を開く → 「問題」に点検の結果が出ます。
     Open tools/export.py → findings appear in Problems.
  2. docs/議事録.md を開き、右クリック → 「Hanareで要約」。行番号をクリックすると元の文に移ります。
     Open docs/shift-handover-manual.md, right-click → Summarize with Hanare; a line number leads to its source.
  3. src/transfer/limit.ts の remainingToday の中で「return 」と入力 → 薄い文字が出たら Tab。
     Type "return " inside remainingToday in src/transfer/limit.ts → grey text appears, Tab accepts it.
`;

async function prepare(key) {
  await ensureNodeModules();
  await ensureSystem("models");
  const model = await ensureModel(key);
  if (key === "small") console.log("The small model cannot complete code; summary and review work.");
  writeProfile(model, key !== "small");
  await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root });
  return packVsix(thisTarget);
}

await script(async () => {
  const { values } = parseArgs({ options });
  if (!["en", "ja"].includes(values.locale)) throw new Failure("--locale is en or ja.");
  const vsix = await prepare(values.model);
  const code = values.browser ? undefined : findCode();
  if (code) {
    await openDesktop(code, vsix, values.locale);
    console.log(`\n${path.basename(code)} opens ${path.relative(root, sampleWorkspace)}.${guide}`);
    console.log(`Its profile is ${path.dirname(profile.data)}; your own VS Code is not touched.`);
    return;
  }
  const show = (url) =>
    console.log(`\nOpen / 開く:  ${url}\n${guide}\nCtrl+C stops the editor. / Ctrl+C で終了します。`);
  await serveBrowser(vsix, { locale: values.locale, port: values.port }, show);
});
