/**
 * Files, unsaved documents and notebook cells. In a remote window the extension runs on the remote,
 * where the editor hands out its files as `file`.
 */
export const documentSchemes = ["file", "untitled", "vscode-notebook-cell"] as const;
