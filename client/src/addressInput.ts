/** What is said of an address or a hash while it is typed; the server has the last word. */
import { type Translate } from "./translate";

export function addressProblem(value: string, t: Translate): string | undefined {
  return /^https?:\/\/[^\s/]+\/\S*\.gguf(?:[?#]\S*)?$/iu.test(value.trim())
    ? undefined
    : t("Write the whole address, beginning with https:// and ending in the name of a .gguf file.");
}

/** `optional`: a list of allowed models knows the hash, too. */
export function hashProblem(value: string, optional: boolean, t: Translate): string | undefined {
  const digits = value.replace(/^\s*sha-?256[:=]/iu, "").replace(/[\s:]/gu, "");
  if (/^[0-9a-f]{64}$/iu.test(digits) || (optional && digits === "")) return undefined;
  return t("Write 64 hexadecimal digits.");
}

export const isAddress = (text: string): boolean => /^https?:\/\//iu.test(text);

/** Without what stands behind the name, which may be a secret. */
export const nameIn = (address: string): string =>
  address
    .trim()
    .replace(/[?#].*$/su, "")
    .replace(/^.*\//su, "");
