/** Silences completion for a while. Kept over a restart of the editor, so that "until tomorrow" means it. */
import * as vscode from "vscode";
import { t } from "./l10n";
import { remembered, snoozeChoices, untilText } from "./snoozeTimes";

const storageKey = "snoozedUntil";

export interface Snooze extends vscode.Disposable {
  /** Whether completion is silent now. */
  active(): boolean;
  /** Asks for how long; closing the list changes nothing. */
  choose(): Promise<void>;
}

/** `onChange` hears until when completion is silent, in words; undefined when it is not. */
export function createSnooze(memento: vscode.Memento, onChange: (until: string | undefined) => void): Snooze {
  let until = remembered(memento.get(storageKey), new Date());
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Asked of the clock each time: a timer of a computer that slept comes late.
  const active = () => until !== undefined && until.getTime() > Date.now();

  function show(): void {
    clearTimeout(timer);
    const now = new Date();
    onChange(until && active() ? untilText(until, now, vscode.env.language, t) : undefined);
    if (until && active()) timer = setTimeout(show, until.getTime() - now.getTime() + 1);
  }

  show();
  return {
    active,
    async choose() {
      const items = snoozeChoices(new Date(), active(), t).map((choice) => ({ ...choice }));
      const picked = await vscode.window.showQuickPick(items, {
        title: t("Hanare: pause suggestions"),
        placeHolder: t("For how long shall Hanare suggest nothing?"),
      });
      if (!picked) return;
      until = picked.until;
      await memento.update(storageKey, until?.getTime());
      show();
      if (active()) await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
    },
    dispose: () => clearTimeout(timer),
  };
}
