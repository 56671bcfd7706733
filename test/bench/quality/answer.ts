/** One hole, completed in one way. */
import { setTimeout as delay } from "node:timers/promises";
import { type CompletionPorts, createCompletion } from "../../../server/src/completion/handler";
import { type CompletionSettings, defaultSettings } from "../../../server/src/protocol";
import { pathOf, uriOf } from "./context";
import { type CorpusHole } from "./projects";
import { type Recorder, rawText } from "./recorder";

export interface Suggestion {
  readonly text: string;
  /** Characters after the cursor that the text replaces. */
  readonly replace: number;
}

export interface Answer {
  /** Absent: nothing was suggested. */
  readonly filtered?: Suggestion;
  /** The same generation without any filter; absent where the model was not asked or said nothing. */
  readonly raw?: Suggestion;
  /** Filters that left nothing, or `not-asked`, or `silent` where the model said nothing. */
  readonly dropped: readonly string[];
  /** From the request to the suggestion; absent when the generation was known from another variant. */
  readonly milliseconds?: number;
  readonly promptTokens?: number;
  readonly reusedTokens?: number;
}

/** The user's defaults, at once, once, and without anything for later. */
const settings: CompletionSettings = {
  ...defaultSettings.completion,
  debounce: 0,
  candidates: 1,
  ahead: false,
};

export interface Asked {
  readonly hole: CorpusHole;
  readonly recorder: Recorder;
  readonly ports: Pick<CompletionPorts, "gather" | "anchored">;
}

/** A completion of its own, so that nothing is left of the hole before. Rejects as the model does. */
export async function answerHole({ hole, recorder, ports }: Asked, signal: AbortSignal): Promise<Answer> {
  const dropped: string[] = [];
  const { project, file, document: text, start: offset } = hole;
  const uri = uriOf(project, file);
  const completion = createCompletion({
    ...ports,
    runtime: () => recorder.runtime,
    // The clock stands still: what is measured is the model, not how fast this machine lets it finish a line.
    now: () => 0,
    delay: (milliseconds, stop) => delay(milliseconds, undefined, { signal: stop }),
    names: () => ({ repository: "workspace", path: pathOf(uri) }),
    onDropped: (name) => void dropped.push(name),
  });
  recorder.take();
  const begun = performance.now();
  const [item] = await completion.complete(
    {
      ...{ uri, languageId: project.language, text, offset, version: 1, settings },
      explicit: hole.kind === "comment",
    },
    signal,
  );
  const milliseconds = performance.now() - begun;
  const [recording] = recorder.take();
  const words = recording === undefined ? "" : rawText(recording, text.slice(0, offset));
  const silent = words === "";
  if (item === undefined && silent) dropped.push(recording === undefined ? "not-asked" : "silent");
  return {
    ...(item && { filtered: { text: item.text, replace: item.range.end - offset } }),
    ...(!silent && { raw: { text: words, replace: 0 } }),
    dropped,
    ...(recording?.repeated === false && { milliseconds: Math.round(milliseconds) }),
    ...(recording?.promptTokens !== undefined && { promptTokens: recording.promptTokens }),
    ...(recording?.reusedTokens !== undefined && { reusedTokens: recording.reusedTokens }),
  };
}
