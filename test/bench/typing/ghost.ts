/** Ghost text as an editor keeps it: visible as long as what is typed is what it says. */
import { type Suggestion } from "./completer";
import { type Page } from "./keyboard";

export interface Ghost {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** Undefined when nothing would be seen of it. */
export function ghostOf(page: Page, { text, start, end }: Suggestion): Ghost | undefined {
  const ghost: Ghost = {
    before: page.text.slice(0, start),
    text,
    after: page.text.slice(Math.max(end, page.offset)),
  };
  return isVisible(ghost, page) ? ghost : undefined;
}

/**
 * Between `before` and the cursor stands a beginning of the text. What stands between the cursor and `after`
 * (the editor's own closers, or what is to be replaced) must come in the rest in the same order.
 */
export function isVisible({ before, text, after }: Ghost, { text: now, offset }: Page): boolean {
  if (!now.startsWith(before) || !now.endsWith(after)) return false;
  const end = now.length - after.length;
  if (offset < before.length || offset > end) return false;
  const typed = now.slice(before.length, offset);
  const rest = text.slice(typed.length);
  return text.startsWith(typed) && rest !== "" && comesWithin(now.slice(offset, end), rest);
}

function comesWithin(closers: string, rest: string): boolean {
  let at = 0;
  for (const char of closers) {
    const found = rest.indexOf(char, at);
    if (found < 0) return false;
    at = found + char.length;
  }
  return rest !== closers;
}
