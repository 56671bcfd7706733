/** Lines for the editor's Hanare output. Never text of the user's documents: an output is a file (promise P7). */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}
