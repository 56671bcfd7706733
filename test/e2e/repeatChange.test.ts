/** A change made by hand and its other places, in code in English and in a manual in Japanese; no model is there. */
import assert from "node:assert/strict";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { readSample } from "./support/sample";
import { eventually } from "./support/wait";

const code = [
  "export function yearlyFee(boxRent: number): number {",
  "  const base = boxRent * 12;",
  "  return base + boxRent;",
  "}",
  "export const boxRents = [1_180];",
  "",
].join("\n");

const manual = [
  "# 受付手順書",
  "",
  "利用者の氏名を確かめる。",
  "",
  "- 利用者に番号札を渡す。",
  "- 利用者証を返す。",
  "- 利用者を呼ぶ。",
  "",
].join("\n");

const cases = [
  {
    ...({ locale: "en", theme: "Default Light Modern", file: "locker/fees.ts", text: code } as const),
    ...{ line: 1, start: 27, end: 34, word: "roomRent", offered: "boxRent → roomRent: 2 more (Alt+N)" },
    ...{ done: "The change is made everywhere", everywhere: "Repeat the Last Change Everywhere" },
    changed: code.replace(/boxRent\b/g, "roomRent"),
  },
  {
    ...({ locale: "ja", theme: "Default Dark Modern", file: "docs/受付手順書.md", text: manual } as const),
    ...{ line: 3, start: 1, end: 4, word: "患者", offered: "利用者 → 患者: あと 2 か所（Alt+N）" },
    ...{
      done: "この文書のすべての箇所を変更しました",
      everywhere: "直前の変更をこの文書のすべての箇所で行う",
    },
    changed: manual.replace(/利用者(?!証)/g, "患者"),
  },
] as const;

for (const { locale, theme, file, text, line, start, end, word, offered, done, everywhere, changed } of cases)
  describe(`A change and its other places (${locale})`, function () {
    let host: Host;
    let editor: Editor;
    const first = text.split("\n")[line - 1] ?? "";
    const typed = changed.split("\n")[line - 1] ?? "";
    const onceChanged = text.replace(first, typed);

    before(async function () {
      this.timeout(4 * patience);
      host = await startHost({
        settings: () => ({ "workbench.colorTheme": theme }),
        locale,
        files: { [file]: text },
      });
      editor = new Editor(host);
      await editor.ready();
      await editor.statusItem("Hanare").waitFor({ timeout: patience });
    });

    afterEach(async function () {
      if (this.currentTest?.state === "failed")
        await editor.screenshot(`failed-repeat-${locale}-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    });

    after(() => host?.close());

    const offer = () => editor.statusItem(offered);
    const saved = async (wanted: string) => {
      await editor.save();
      await eventually("the text on disk", () => Promise.resolve(readSample(host.profile, file) === wanted));
    };

    /** Writes another word over the first one. */
    async function change(): Promise<void> {
      await editor.open(file);
      // The editor's own columns count a wide character twice.
      await editor.goTo(line);
      for (let at = 1; at < end; at++) await editor.press(at < start ? "ArrowRight" : "Shift+ArrowRight");
      await editor.page.keyboard.insertText(word);
      await offer().waitFor({ timeout: patience });
    }

    it("is made one by one with Alt+N, and what reads differently is left", async () => {
      await change();
      await (locale === "ja" ? editor.screenshot("repeat-change-ja") : editor.screenshot("repeat-change"));
      // To the first place, which is changed by the next press.
      for (let press = 0; press < 3; press++) {
        await editor.press("Alt+n");
        await editor.page.waitForTimeout(300);
      }
      await editor.statusItem(done).waitFor({ timeout: patience });
      assert.equal((await editor.cursor()).selected, 0, "the next key would overwrite the word");
      await saved(changed);
      await editor.press("Mod+z");
      await editor.press("Mod+z");
      await editor.press("Mod+z");
      await saved(text);
    });

    it("ends with Escape", async () => {
      await change();
      await editor.press("Escape");
      await offer().waitFor({ state: "detached" });
      await editor.press("Alt+n");
      await saved(onceChanged);
      await editor.press("Mod+z");
      await saved(text);
    });

    it("is made everywhere in one step that Undo takes back", async () => {
      await change();
      await editor.command(everywhere);
      await saved(changed);
      await editor.press("Mod+z");
      await saved(onceChanged);
    });
  });
