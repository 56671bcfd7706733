/** llama.vscode's memory of answers (v0.0.63): the last 250, found again by walking back along the line. */
import { createHash } from "node:crypto";

const capacity = 250;

/** All that its key knows of a place: the lines above, the rest below, and the line up to the cursor. */
export interface PeerPlace {
  readonly inputPrefix: string;
  readonly inputSuffix: string;
  readonly prompt: string;
}

export interface PeerCache {
  has(place: PeerPlace): boolean;
  /** What was answered here, or what is left of an answer from further left on this line. */
  find(place: PeerPlace): string | undefined;
  put(place: PeerPlace, text: string): void;
}

export function createPeerCache(): PeerCache {
  const entries = new Map<string, string>();

  function get(place: PeerPlace): string | undefined {
    const key = keyOf(place);
    const text = entries.get(key);
    if (text === undefined) return undefined;
    entries.delete(key);
    entries.set(key, text);
    return text;
  }

  return {
    has: (place) => get(place) !== undefined,
    find(place) {
      const { prompt } = place;
      for (let at = prompt.length; at >= 0; at--) {
        const text = get({ ...place, prompt: prompt.slice(0, at) });
        if (text?.startsWith(prompt.slice(at)) === true) return text.slice(prompt.length - at);
      }
      return undefined;
    },
    put(place, text) {
      const key = keyOf(place);
      entries.delete(key);
      entries.set(key, text);
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}

const keyOf = ({ inputPrefix, inputSuffix, prompt }: PeerPlace) =>
  createHash("sha256").update(`${inputPrefix}|${inputSuffix}|${prompt}`).digest("hex");
