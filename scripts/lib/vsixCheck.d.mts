export interface CheckedVsix {
  readonly target: string | undefined;
  /** Bytes. */
  readonly packed: number;
  readonly unpacked: number;
  readonly files: number;
  readonly problems: readonly string[];
}
export function checkVsix(
  vsix: string,
  expected?: string,
  most?: { readonly packed: number; readonly unpacked: number },
): CheckedVsix;
export function sizeTable(checked: readonly CheckedVsix[]): string;
