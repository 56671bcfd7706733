/** The editor as a user sees it: every method presses keys or reads the screen, none reaches inside. */
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type FrameLocator, type Locator, type Page } from "playwright-core";
import { type Host } from "./host";

export interface Problem {
  readonly message: string;
  /** Who says so, `Hanare`. */
  readonly source: string;
  /** The diagnostic's code, `PD-MYNUMBER` and the like. */
  readonly rule: string;
  /** 1-based, as the editor counts. */
  readonly line: number;
  readonly column: number;
}

export interface Cursor {
  readonly line: number;
  readonly column: number;
  /** Number of selected characters. */
  readonly selected: number;
}

const modifier = process.platform === "darwin" ? "Meta" : "Control";

/** Milliseconds; more than the rest of a line may take after its first words. */
const standing = 3500;

/** Long enough for a first model load on 2 busy cores. */
export const patience = 60_000;

export class Editor {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get page(): Page {
    return this.#host.page;
  }

  /** Waits until the workbench is drawn and restored. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: patience });
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: patience });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key.replace("Mod", modifier));
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 15 });
  }

  /**
   * Opens a quick input by its key, types, and picks the row that holds `row`. A list that opened before its
   * content existed (a command of an extension that is just starting) stays empty, and one that opened before a
   * document took the focus is closed by it, so it is opened again.
   */
  async #pick(key: string, query: string, row: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget:visible input.input");
    const found = this.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: row }).first();
    for (let left = 8; ; left--) {
      await this.press(key);
      try {
        await input.fill(query, { timeout: 5000 });
        await found.click({ timeout: 5000 });
        break;
      } catch (error) {
        if (left === 0) throw error;
        await this.press("Escape");
      }
    }
    // A resting mouse would open hovers over what the tests look at.
    await this.page.mouse.move(0, 0);
  }

  /** Opens a file of the workspace by its path, as Go to File does, and waits for its tab. */
  async open(file: string): Promise<void> {
    await this.#openTab(file);
    await this.page.locator(".editor-instance .view-lines").first().waitFor();
  }

  async #openTab(file: string): Promise<void> {
    const name = path.posix.basename(file);
    await this.#pick("Mod+p", file, name);
    await this.activeTab(name).waitFor();
  }

  /** Opens a notebook and puts the cursor at the end of a cell, counted from 0. */
  async openCell(file: string, cell: number): Promise<void> {
    await this.#openTab(file);
    const lines = this.page.locator(".notebookOverlay .cell-list-container .monaco-editor .view-lines");
    await lines.nth(cell).click({ timeout: patience });
    await this.press("Mod+End");
  }

  activeTab(name: string): Locator {
    return this.page.locator(".tab.active").filter({ hasText: name }).first();
  }

  /** Runs a command of the palette by its title in the display language. */
  async command(title: string): Promise<void> {
    await this.#pick("F1", `>${title}`, title);
  }

  /** Puts the cursor at a 1-based position. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.press("Control+g");
    const input = this.page.locator(".quick-input-widget:visible input.input");
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  async save(): Promise<void> {
    await this.press("Mod+s");
    await this.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  }

  /** Position and selection as the status bar shows them. */
  async cursor(): Promise<Cursor> {
    const text = await this.page.locator('[id="status.editor.selection"]').innerText();
    const [, line = "", column = "", selected = "0"] =
      /Ln (\d+), Col (\d+)(?: \((\d+) selected\))?/.exec(text) ?? [];
    return { line: Number(line), column: Number(column), selected: Number(selected) };
  }

  /** The suggestion in grey, its lines joined by line feeds; empty if there is none. */
  async ghostText(): Promise<string> {
    const rest = await this.page.locator(".view-lines .ghost-text-decoration").allInnerTexts();
    const below = await this.page.locator(".view-zones .ghost-text .view-line").allInnerTexts();
    return [rest.join(""), ...below].join("\n").replaceAll("\u00a0", " ");
  }

  /**
   * The suggestion once it stands still: a slow machine shows its first words before the rest. Milliseconds; a first
   * answer on 2 busy cores takes its time.
   */
  async waitForGhostText(timeout = patience): Promise<string> {
    const first = this.page.locator(".view-lines .ghost-text-decoration, .view-zones .ghost-text").first();
    await first.waitFor({ timeout });
    for (let text = await this.ghostText(); ;) {
      await delay(standing);
      const now = await this.ghostText();
      if (now === text) return now;
      text = now;
    }
  }

  /** Rows of the Problems panel, in the panel's order; only those with a code that the panel's height shows. */
  async problems(): Promise<Problem[]> {
    const rows = await this.#problemRows().allInnerTexts();
    const shape = /^(?<message>.*)\n(?<source>.*)\n(?<rule>.*)\n\[Ln (?<line>\d+), Col (?<column>\d+)\]$/s;
    return rows.flatMap((row) => {
      const found = shape.exec(row.trim())?.groups;
      if (found === undefined) return [];
      const { message = "", source = "", rule = "", line, column } = found;
      return [{ message, source, rule, line: Number(line), column: Number(column) }];
    });
  }

  #problemRows(): Locator {
    return this.page.locator(".markers-panel .monaco-list-row:has(.marker-icon)");
  }

  /** Clicks the first problem that holds the text; the editor then selects its range. */
  async openProblem(text: string | RegExp): Promise<void> {
    const row = this.#problemRows().filter({ hasText: text }).first();
    await row.waitFor({ timeout: patience });
    await row.click();
  }

  async showProblems(): Promise<void> {
    const panel = this.page.locator(".markers-panel");
    if (!(await panel.isVisible())) await this.press("Mod+Shift+m");
    await panel.waitFor();
  }

  /** Messages of the notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator(".notification-list-item-message:visible").allInnerTexts();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text }).first();
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator(".statusbar-item").filter({ hasText: text }).first();
  }

  /** The inside of the webview on the screen. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** Saves what is on the screen; answers the file. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(this.#host.environment.screenshots, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}
