/** What scripts/e2e.mjs prepared, handed over as one JSON value in `HANARE_E2E`. */

export interface Environment {
  /** The VSIX under test. */
  readonly vsix: string;
  /** The npm-packaged editor; absent when a VS Code executable is given. */
  readonly codeServer?: { readonly node: string; readonly entry: string };
  /** A VS Code executable (`VSCODE_EXECUTABLE_PATH`); then the suite runs in Electron. */
  readonly vscode?: string;
  readonly chromium?: string;
  /** Folder of screenshots. */
  readonly screenshots: string;
  /** The real models, by key. */
  readonly models: { readonly small: Model; readonly coder: Model };
  /** Whether the suite runs in a network namespace with only loopback, and why not. */
  readonly offline: { readonly proved: true } | { readonly proved: false; readonly reason: string };
}

export interface Model {
  readonly name: string;
  readonly path: string;
}

export function readEnvironment(): Environment {
  const text = process.env["HANARE_E2E"];
  if (text === undefined) throw new Error("Run this suite with `npm run test:e2e`: it prepares the editor.");
  return JSON.parse(text) as Environment;
}
