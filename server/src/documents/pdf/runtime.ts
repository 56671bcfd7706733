/** What pdf.js takes for granted and the oldest runtime it runs on here (Node 20) does not have yet. */

function parseUrl(url: string, base?: string): URL | null {
  return URL.canParse(url, base) ? new URL(url, base) : null;
}

function transferToFixedLength(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
  return this.slice(0, length);
}

function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

export function completeRuntime(): void {
  add(URL, "parse", parseUrl);
  add(ArrayBuffer.prototype, "transferToFixedLength", transferToFixedLength);
}
