/**
 * The editor's answers to where names are defined, kept so that it is asked once for a name and not with every
 * key: a language server may take a second over it. Answers that come late serve the next request.
 */
import { type Position } from "../../util/lines";
import { type Delay } from "../waiting";
import { type NameToDefine } from "./definitions";

export interface DefinitionPlace {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface DefinitionPorts {
  /** Whole declarations where the editor knows their range. */
  definitions(
    uri: string,
    positions: readonly Position[],
    signal: AbortSignal,
  ): Promise<readonly DefinitionPlace[]>;
  now(): number;
  readonly delay: Delay;
  onError?(error: unknown): void;
}

export interface DefinitionPlaces {
  /** What is known of the names, once the editor has answered about those it was not asked for yet. Never rejects. */
  of(uri: string, names: readonly NameToDefine[]): Promise<readonly DefinitionPlace[]>;
  /** Answers to do with this file are forgotten: it changed, or is gone. */
  forget(uri: string): void;
}

/** The editor's answers hold this long, in milliseconds: another file may have changed outside the editor. */
const holds = 60_000;
/** An answer that takes longer is not waited for by anybody, in milliseconds. */
const longestWait = 5000;

interface Batch {
  /** The document in which was asked. */
  readonly uri: string;
  readonly names: ReadonlySet<string>;
  readonly time: number;
  readonly answer: Promise<readonly DefinitionPlace[]>;
  /** Undefined until the editor has answered. */
  places?: readonly DefinitionPlace[];
}

export function createDefinitionPlaces(ports: DefinitionPorts): DefinitionPlaces {
  let batches: readonly Batch[] = [];

  async function ask(uri: string, names: readonly NameToDefine[]): Promise<readonly DefinitionPlace[]> {
    const end = new AbortController();
    const late = ports.delay(longestWait, end.signal).then(
      () => end.abort(),
      // The answer came first, and ended the wait.
      () => undefined,
    );
    try {
      const positions = names.map(({ position }) => position);
      const asked = ports.definitions(uri, positions, end.signal);
      return (await Promise.race([asked, late])) ?? [];
    } catch (error) {
      if (!end.signal.aborted) ports.onError?.(error);
      return [];
    } finally {
      end.abort();
    }
  }

  function start(uri: string, names: readonly NameToDefine[]): Batch {
    const batch: Batch = {
      uri,
      names: new Set(names.map(({ name }) => name)),
      time: ports.now(),
      answer: ask(uri, names),
    };
    void batch.answer.then((places) => (batch.places = places));
    return batch;
  }

  async function of(uri: string, names: readonly NameToDefine[]): Promise<readonly DefinitionPlace[]> {
    batches = batches.filter(({ time }) => ports.now() - time < holds);
    const here = batches.filter((batch) => batch.uri === uri);
    const unknown = names.filter(({ name }) => !here.some((batch) => batch.names.has(name)));
    if (unknown.length > 0) batches = [...batches, start(uri, unknown)];
    const wanted = batches.filter(
      (batch) => batch.uri === uri && names.some(({ name }) => batch.names.has(name)),
    );
    return (await Promise.all(wanted.map(({ answer }) => answer))).flat();
  }

  function forget(uri: string): void {
    batches = batches.filter((batch) => !batch.places?.some((place) => place.uri === uri));
  }

  return { of, forget };
}
