/** Models that the engine of this version loads and then never answers with: refused before they are loaded. */
import { t } from "../util/l10n";
import { type GgufHeader, textOf } from "./gguf";
import { shown } from "./ggufErrors";

/**
 * Why the engine cannot run the model; undefined when nothing is known against it. PLaMo 2: llama.cpp takes the number
 * of rotated values from the first layer, which has no attention heads there, and then rotates none of them for ever
 * (`ggml_compute_forward_rope_flt` with `n_dims` 0).
 */
export function engineFault(header: GgufHeader): string | undefined {
  const { architecture, metadata, file } = header;
  const heads = metadata.get(`${architecture}.attention.head_count`);
  if (architecture !== "plamo2" || !Array.isArray(heads) || heads[0] !== 0) return undefined;
  return t(
    "{0} (PLaMo 2) does not run in the engine of this version: it would wait for ever. Choose another model for Japanese, such as Sarashina2.2 or Qwen3.",
    shown(textOf(metadata, "general.name") ?? file),
  );
}
