/**
 * Which characters and pairs of neighbours stand in texts, as bits: says in no time that a literal does not. Latin case
 * is folded, so that one index serves patterns with and without the flag `i`. Pairs share bits, so what it does not
 * exclude may still be absent: that costs time and changes no result.
 */

const pairs = 1 << 16;

/** Bits that a text with the literal has; made once for a pattern. */
export type LiteralBits = Uint32Array;

export interface TextIndex {
  /** Each text stands alone: no pair reaches over the end of one. */
  add(text: string): void;
  /** False: none of the texts holds any of the literals. */
  mayHold(literals: readonly LiteralBits[]): boolean;
}

/** As `/iu` compares the letters a to z: the long s and the sign of kelvin are letters, too. */
function folded(code: number): number {
  if (code < 0x41) return code;
  if (code <= 0x5a) return code + 32;
  if (code === 0x17f) return 0x73;
  return code === 0x212a ? 0x6b : code;
}

const pairOf = (first: number, second: number) => (Math.imul(first, 31) + second) & (pairs - 1);

export function literalBits(literal: string): LiteralBits {
  const codes = Array.from({ length: literal.length }, (_, at) => folded(literal.charCodeAt(at)));
  const [first = 0] = codes;
  if (codes.length === 1) return Uint32Array.of(pairs + first);
  return Uint32Array.from(codes.slice(1), (code, at) => pairOf(codes[at] ?? 0, code));
}

export function createTextIndex(): TextIndex {
  // Pairs first, then single characters.
  const bits = new Uint32Array((pairs * 2) >> 5);
  const hasAll = (literal: LiteralBits) => {
    for (const bit of literal) if (((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    return true;
  };
  return {
    add(text) {
      let before = -1;
      // Written out: every text of a review goes through here several times.
      for (let at = 0; at < text.length; at += 1) {
        const code = folded(text.charCodeAt(at));
        const alone = (pairs + code) >> 5;
        bits[alone] = (bits[alone] ?? 0) | (1 << (code & 31));
        if (before >= 0) {
          const pair = pairOf(before, code);
          bits[pair >> 5] = (bits[pair >> 5] ?? 0) | (1 << (pair & 31));
        }
        before = code;
      }
    },
    mayHold(literals) {
      for (const literal of literals) if (hasAll(literal)) return true;
      return false;
    },
  };
}
