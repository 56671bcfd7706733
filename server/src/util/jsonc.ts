/** JSON as editors keep their settings: with comments and with commas behind the last of a list. Pure. */

const token =
  /"(?:\\.|[^"\\])*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*[}\]])/gu;

/** Undefined where it is none. */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(/^\uFEFF/u, "").replace(token, (part) => (part.startsWith('"') ? part : " "));
  try {
    return JSON.parse(plain);
  } catch {
    // Said by the caller, who knows the file's name.
    return undefined;
  }
}
