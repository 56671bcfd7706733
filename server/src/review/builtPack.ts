/** Shipped packs as the build has read them: neither a server's start nor a command parses YAML for them. */
import { type PackFile, type PackSource, type PackText } from "./packFile";

/** One file of `media/packs`, which stays what people read and what the hash is of. */
export interface BuiltPack {
  /** The file's name without its extension. */
  readonly id: string;
  /** Of the YAML. */
  readonly sha256: string;
  readonly content: PackText;
  /** By rule. */
  readonly lines: readonly RuleLines[];
}

/** Lines of the YAML, from 1: all that is told about rules without an error in them. */
interface RuleLines {
  readonly id: number;
  readonly violation: readonly number[];
  readonly ok: readonly number[];
}

/** `file`: read from YAML. Pure; the build writes it as JSON. */
export function builtPack({ source, content, hash, lineOf }: PackFile): BuiltPack {
  const lines = content.rules.map(({ tests }, rule): RuleLines => {
    const examples = (kind: "violation" | "ok") =>
      (tests?.[kind] ?? []).map((_, index) => lineOf(["rules", rule, "tests", kind, index]));
    return { id: lineOf(["rules", rule, "id"]), violation: examples("violation"), ok: examples("ok") };
  });
  return { id: source.id, sha256: hash, content, lines };
}

/** The same file as its YAML gives, but for lines of keys that nothing is said about. */
export function fileOf(source: PackSource, { content, sha256: hash, lines }: BuiltPack): PackFile {
  const lineOf = ([key, rule, ...path]: readonly (string | number)[]): number => {
    const known = key === "rules" ? lines[Number(rule)] : undefined;
    if (known === undefined) return 1;
    const [part, kind, index] = path;
    const examples = part === "tests" && (kind === "violation" || kind === "ok") ? known[kind] : [];
    return examples[Number(index)] ?? known.id;
  };
  return { source, content, hash, lineOf };
}
