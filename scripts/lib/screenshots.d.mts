export function screenshotNames(text: string): readonly string[];
export function withScreenshots(text: string, isThere: (name: string) => boolean): string;
