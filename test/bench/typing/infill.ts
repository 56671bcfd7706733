/** llama-server's `/infill`, asked as llama.vscode (v0.0.63) asks it. */
import { type PeerPlace } from "./peerCache";
import { type Chunk } from "./peerRing";

export interface InfillQuestion extends PeerPlace {
  readonly chunks: readonly Chunk[];
  /** Columns of indentation: generation may not go further left. */
  readonly indent: number;
  /** 0: only evaluate. */
  readonly maxTokens: number;
}

export interface InfillAnswer {
  readonly content: string;
  readonly timings: { readonly cache_n: number; readonly prompt_n: number; readonly predicted_n: number };
}

/** Cannot be called off: the extension does not either. */
export async function askInfill(url: string, question: InfillQuestion): Promise<InfillAnswer> {
  const { inputPrefix, inputSuffix, prompt, chunks, indent, maxTokens } = question;
  const generating = {
    top_k: 40,
    top_p: 0.99,
    samplers: ["top_k", "top_p", "infill"],
    ...(indent > 0 && { n_indent: indent }),
    t_max_predict_ms: 500,
  };
  const preparing = { samplers: [], t_max_predict_ms: 1 };
  const response = await fetch(`${url}/infill`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      // Its three candidates at once are left out: they would only slow it down, and one is what is shown.
      id_slot: 0,
      input_prefix: inputPrefix,
      input_suffix: inputSuffix,
      input_extra: chunks,
      prompt,
      n_predict: maxTokens,
      stream: false,
      cache_prompt: true,
      t_max_prompt_ms: 500,
      ...(maxTokens > 0 ? generating : preparing),
    }),
  });
  if (!response.ok) throw new Error(`/infill: ${await response.text()}`);
  return (await response.json()) as InfillAnswer;
}
