/** LoRA adapters (Hu et al. 2021): looked at before the engine sees them, and compared with the model they are put on. */
import { t } from "../util/l10n";
import { type GgufHeader, textOf } from "./gguf";
import { notAnAdapter, otherModelsAdapter, shown } from "./ggufErrors";

/**
 * Throws ModelError `model-file` when the file is no adapter, or one of another model: other architecture, other layers
 * or other sizes. The engine would end or, worse, answer with nonsense.
 */
export function requireAdapter(adapter: GgufHeader, model: GgufHeader): void {
  const kind = textOf(adapter.metadata, "adapter.type");
  if (textOf(adapter.metadata, "general.type") !== "adapter" || (kind !== undefined && kind !== "lora"))
    throw notAnAdapter(adapter.file);
  const refuse = (why: string) => otherModelsAdapter(adapter.file, model.file, why);
  if (adapter.architecture !== model.architecture)
    throw refuse(
      t("it is for the architecture {0}, the model is {1}", adapter.architecture, model.architecture),
    );
  const weights = new Map(model.tensors.map(({ name, shape }) => [name, shape]));
  const parts = new Map(adapter.tensors.map(({ name, shape }) => [name, shape]));
  let pairs = 0;
  for (const [name, shape] of parts) {
    const [, base, side] = /^(.+)\.lora_([ab])$/.exec(name) ?? [];
    // llama.cpp takes whole norms over as they are.
    if (base === undefined) continue;
    const target = weights.get(base);
    if (target === undefined) throw refuse(t("the model has no weights {0}", base));
    const other = parts.get(`${base}.lora_${side === "a" ? "b" : "a"}`);
    if (other === undefined) throw refuse(t("a half of {0} is missing", base));
    if (side === "b") continue;
    pairs += 1;
    // Embeddings are stored the other way round; either way both of the model's sizes are there, and one rank.
    const outer = [shape, other].flatMap((each) => each.filter((size) => target.includes(size)));
    if (!target.every((size) => outer.includes(size))) throw refuse(t("{0} has other sizes", base));
  }
  if (pairs === 0) throw notAnAdapter(adapter.file);
}

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Models of one size have the same layers: an adapter of the base model loads on the coder model, and makes it worse. Its
 * file names what it was made from; undefined where that is this model, or nobody says.
 */
export function baseNote(adapter: GgufHeader, model: GgufHeader): string | undefined {
  const base = textOf(adapter.metadata, "general.base_model.0.name");
  const name = textOf(model.metadata, "general.name");
  if (base === undefined || name === undefined || plain(base) === "" || plain(name) === "") return undefined;
  const isSame = [name, model.file].some(
    (own) => plain(own).includes(plain(base)) || plain(base).includes(plain(own)),
  );
  if (isSame) return undefined;
  return t(
    "the adapter {0} was made from {1}, and this model is {2}: compare them with “hanare eval”",
    adapter.file,
    shown(base),
    shown(name),
  );
}
