interface Words {
  readonly heading: string;
  readonly many: string;
}
export function settingsTable(
  manifest: object,
  strings: Readonly<Record<string, string>>,
  words: Words,
): string;
export const settingsPages: readonly {
  readonly file: string;
  readonly strings: string;
  readonly words: Words;
}[];
