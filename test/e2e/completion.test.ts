/** Completion as its user meets it: one editor on the real coder model, every test in a file of its own. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { completionFiles, secret } from "./support/completionFiles";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { inputMethod } from "./support/ime";
import { logEverything, logLines } from "./support/log";
import { readSample } from "./support/sample";
import { eventually } from "./support/wait";

/** Milliseconds in which a suggestion would come if one were asked for, on 2 busy cores. */
const silence = 2500;

describe("Completion in a real editor", function () {
  let host: Host;
  let editor: Editor;

  const rows = () => editor.page.locator(".quick-input-widget .monaco-list-row");

  /** What a list shows, closed again. */
  async function rowsOf(title: string, first: string | RegExp): Promise<string> {
    await editor.command(title);
    // The list of commands, which was there before, has rows too.
    await rows().filter({ hasText: first }).first().waitFor({ timeout: patience });
    const text = (await rows().allInnerTexts()).join("\n");
    await editor.press("Escape");
    return text;
  }

  const statusRows = () => rowsOf("Hanare: Show Status", "Code completion:");

  async function counted(): Promise<{ readonly shown: number; readonly accepted: number }> {
    const [, shown = "0", accepted = "0"] =
      /Suggestions: (\d+) shown, (\d+) accepted/.exec(await statusRows()) ?? [];
    return { shown: Number(shown), accepted: Number(accepted) };
  }

  /** Requests for a suggestion that the server has answered or ended. */
  const asked = () =>
    logLines(host.profile).filter((line) => line.includes("textDocument/inlineCompletion #")).length;

  /**
   * Types, and waits for ghost text. The editor drops a request while extensions start, and on a busy machine
   * what takes too long is not shown while typing: then it is asked for by hand, as a user would.
   */
  async function ghostAfterTyping(keys: string): Promise<string> {
    await editor.type(keys);
    try {
      return await editor.waitForGhostText(patience / 3);
    } catch {
      await editor.press("Alt+\\");
      return editor.waitForGhostText();
    }
  }

  /** Saves, and waits until the line (1-based) is on disk as wanted: the editor saves behind the key's back. */
  async function savedAs(file: keyof typeof completionFiles, line: number, wanted: RegExp): Promise<void> {
    await editor.save();
    await eventually(`line ${line} of ${file} like ${String(wanted)}`, () =>
      Promise.resolve(wanted.test(readSample(host.profile, file).split("\n")[line - 1] ?? "")),
    );
  }

  before(async function () {
    this.timeout(4 * patience);
    host = await startHost({
      files: completionFiles,
      settings: ({ models: { coder } }) => ({
        "hanare.models": [{ name: coder.name, path: coder.path }],
        "hanare.model.completion": coder.name,
      }),
    });
    editor = new Editor(host);
    await editor.ready();
    await editor.statusItem("Hanare").waitFor({ timeout: patience });
    await eventually("the model", async () => (await statusRows()).includes("Code completion: ready"));
    await logEverything(editor);
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-completion-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
    await editor.press("Escape");
  });

  after(() => host?.close());

  it("reads lines that were copied out of another file", async () => {
    await editor.open("locker/greeting.ts");
    await editor.press("Mod+a");
    await editor.press("Mod+c");
    await editor.open("locker/desk.ts");
    await editor.goTo(3, 3);
    await editor.press("Alt+\\");
    const list = await eventually("the copied lines", async () => {
      const text = await rowsOf("Show What the Last Suggestion Was Made From", "This document");
      return text.includes("greeting.ts") && text;
    });
    assert.match(list, /greeting\.ts:1-\d\s*copied lately, \d+ tokens/);
  });

  it("counts a suggestion that Tab accepted, and takes one word at a time", async () => {
    await editor.open("locker/bill.ts");
    await editor.goTo(11, 3);
    const before = await counted();
    const ghost = await ghostAfterTyping("return ");
    await editor.press("Control+ArrowRight");
    const rest = await eventually("the rest of the suggestion", async () => {
      const now = await editor.ghostText();
      return now !== "" && now.length < ghost.length && now;
    });
    assert.ok(ghost.endsWith(rest), `${rest} is no end of ${ghost}`);
    assert.equal((await counted()).accepted, before.accepted, "a word is no whole suggestion");
    // The menu took the focus, and with it the suggestion.
    await editor.press("Alt+\\");
    await editor.waitForGhostText();
    await editor.press("Tab");
    await eventually("the count", async () => (await counted()).accepted === before.accepted + 1);
    await savedAs("locker/bill.ts", 11, /return yearlyLockerFee\(/);
    await editor.screenshot("completion-accepted");
  });

  it("lets a suggestion grow without another key", async () => {
    await editor.open("locker/basement.ts");
    await editor.goTo(4, 3);
    await editor.type("return ");
    const seen = new Set<string>();
    await eventually("the whole suggestion", async () => {
      const now = await editor.ghostText();
      if (now !== "" && !seen.has(now)) await editor.screenshot(`completion-growing-${seen.size}`);
      if (now !== "") seen.add(now);
      return now.endsWith(";");
    });
    const steps = [...seen];
    const whole = steps.at(-1) ?? "";
    assert.deepEqual(
      steps.filter((step) => !whole.startsWith(step)),
      [],
    );
  });

  it("lists the files that a suggestion was made from, and never an excluded one", async () => {
    await editor.open("locker/.env");
    await editor.goTo(1, 1);
    await editor.type("A=1");
    await delay(silence);
    assert.equal(await editor.ghostText(), "");
    await editor.open("locker/rates.ts");
    await editor.goTo(3, 36);
    await editor.press("End");
    await editor.type(" // 円");
    await editor.open("locker/bill.ts");
    await editor.goTo(11);
    await editor.press("End");
    await editor.press("Enter");
    await editor.press("Alt+\\");
    await eventually("a request", async () => asked() > 0);
    const list = await eventually("the other file", async () => {
      const text = await rowsOf("Show What the Last Suggestion Was Made From", "This document");
      return text.includes("rates.ts") && text;
    });
    // Its lines are a definition, too, where the editor's language server is quick enough to say so.
    assert.match(list, /rates\.ts:\d+(-\d+)?\s*(?:edited lately|defined here), \d+ tokens/);
    assert.doesNotMatch(list, /\.env/);
    await editor.command("Show What the Last Suggestion Was Made From");
    await rows().filter({ hasText: "This document" }).first().waitFor();
    await editor.screenshot("completion-context");
    await rows().filter({ hasText: "rates.ts" }).first().click();
    await editor.activeTab("rates.ts").waitFor();
    assert.deepEqual(
      logLines(host.profile).filter((line) => line.includes(secret)),
      [],
    );
  });

  it("writes what a Japanese comment asks for", async () => {
    await editor.open("locker/overdue.ts");
    await editor.goTo(7, 1);
    await editor.type("  // 期限が今日より前の予約だけを、期限の古い順に並べて返す");
    await ghostAfterTyping("\n");
    // What a comment asks for may take longer than a line.
    await eventually("all that the comment says", async () => {
      const ghost = await editor.ghostText();
      return ghost.includes("filter") && ghost.includes("sort");
    });
    await editor.screenshot("completion-japanese-comment");
  });

  it("offers several suggestions when asked by hand", async () => {
    await editor.open("locker/greeting.ts");
    await editor.goTo(3, 3);
    await editor.press("Alt+\\");
    const first = await editor.waitForGhostText();
    const others = new Set([first]);
    // The others come when they are asked for.
    await eventually("another suggestion", async () => {
      await editor.press("Alt+]");
      await delay(500);
      const now = await editor.ghostText();
      if (now !== "") others.add(now);
      return others.size > 1;
    });
    await editor.screenshot("completion-candidates");
  });

  it("sees in a notebook's cell what the cell before defined", async () => {
    await editor.openCell("locker/ward.ipynb", 1);
    const ghost = await ghostAfterTyping("total = len(");
    await editor.screenshot("completion-notebook");
    assert.match(ghost, /ward_beds/);
  });

  it("is silent while suggestions are paused, and says so", async () => {
    await editor.command("Pause Suggestions…");
    await rows().filter({ hasText: "5 minutes" }).first().click();
    await editor.statusItem(/Hanare: until/).waitFor();
    await editor.open("locker/greeting.ts");
    await editor.goTo(3, 3);
    const before = asked();
    await editor.type("return ");
    await delay(silence);
    assert.equal(await editor.ghostText(), "");
    await editor.press("Alt+\\");
    await delay(silence);
    assert.equal(await editor.ghostText(), "");
    assert.equal(asked(), before, "the server was asked");
    assert.match(await statusRows(), /Suggestions are paused until/);
    await editor.screenshot("completion-paused");
    await editor.command("Pause Suggestions…");
    await rows().filter({ hasText: "Suggest again now" }).first().click();
    await editor.statusItem(/Hanare: until/).waitFor({ state: "hidden" });
    await editor.type("name");
    await eventually("a question to the server", () => Promise.resolve(asked() > before));
  });

  /**
   * VS Code (1.139) asks its providers for every composed text too,
   * and hides what they answer until the composition ends: extensions are not told of compositions. The commit
   * is one more change of the document, so that it asks once more.
   */
  it("shows nothing while text is composed in an input method, and suggests after the commit", async () => {
    await editor.open("locker/note.py");
    await editor.goTo(2, 7);
    const ime = await inputMethod(editor.page);
    for (const text of ["b", "べ", "べっ", "べっど", "ベッド", "ベッドの", "ベッドの数"]) {
      await ime.compose(text);
      for (let look = 0; look < 5; look++) {
        await delay(200);
        assert.equal(await editor.ghostText(), "", `ghost text while ${text} is composed`);
      }
    }
    await delay(silence);
    assert.equal(await editor.ghostText(), "");
    await editor.screenshot("completion-composing");
    const before = asked();
    await ime.commit("ベッドの数");
    await eventually("a request after the commit", async () => asked() > before);
    await savedAs("locker/note.py", 2, /^ {4}# ベッドの数$/);
  });
});
