export const targets: readonly string[];
export const thisTarget: string;
export function binaryPackages(target: string): readonly string[];
export function nativeOf(target: string): { readonly format: string; readonly machine: number };
/** Megabytes. */
export function mostOf(target: string): { readonly packed: number; readonly unpacked: number };
