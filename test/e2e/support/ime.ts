/** Text typed through an input method, as an editor in Japan gets most of its text. */
import { type CDPSession, type Page } from "playwright-core";

export interface InputMethod {
  /** Shows text that is not committed yet, underlined; each call replaces the one before. */
  compose(text: string): Promise<void>;
  /** Ends the composition with this text. */
  commit(text: string): Promise<void>;
}

/** The browser's own composition, by its debugging protocol: key events would arrive composed already. */
export async function inputMethod(page: Page): Promise<InputMethod> {
  const session: CDPSession = await page.context().newCDPSession(page);
  return {
    async compose(text) {
      const end = { selectionStart: text.length, selectionEnd: text.length };
      await session.send("Input.imeSetComposition", { text, ...end });
    },
    async commit(text) {
      await session.send("Input.insertText", { text });
    },
  };
}
