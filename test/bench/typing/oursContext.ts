/** What our side reads of the session's other files: where the typist was and wrote before. */
import { createContextSources } from "../../../server/src/completion/context/sources";
import { type Gather } from "../../../server/src/completion/frames";
import { delay } from "../../../server/src/node/clock";
import { type View } from "./completer";
import { clock } from "./replay";

export interface OursContext {
  readonly gather: Gather;
  opened(view: View): void;
  changed(view: View): void;
}

/**
 * Visits and edits, as the language server notes them. No editor answers about definitions here, and three
 * files in three languages have nothing alike to be found.
 */
export function createOursContext(): OursContext {
  const texts = new Map<string, string>();
  const paths = new Map<string, string>();
  const context = createContextSources(
    {
      text: (uri) => Promise.resolve(texts.get(uri)),
      similar: () => [],
      definitions: () => Promise.resolve([]),
      pathOf: (uri) => paths.get(uri) ?? uri,
      own: () => true,
      excluded: () => false,
      now: clock,
      delay,
    },
    { sources: new Set(["edited", "visited"]) },
  );
  function note({ file, text }: View): void {
    texts.set(file.uri, text);
    paths.set(file.uri, file.path);
  }
  const lineOf = ({ text, offset }: View) => text.slice(0, offset).split("\n").length - 1;
  return {
    gather({ uri, hole, count }, budget, window, signal) {
      const { languageId, prefix, suffix } = hole;
      const place = { uri, languageId, text: prefix + suffix, offset: prefix.length };
      return context.pieces({ ...place, budget, window, count }, signal);
    },
    opened(view) {
      note(view);
      context.noteVisit(view.file.uri, lineOf(view));
    },
    changed(view) {
      note(view);
      context.noteEdit(view.file.uri, lineOf(view));
    },
  };
}
