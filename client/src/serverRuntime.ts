/**
 * What the runtime of the language server is started with. V8 would let each half of the young generation grow to
 * 16 MB, which a server of short-lived text fills with garbage: 147 MB instead of 116 MB at the same speed.
 */
export const serverExecArgv: readonly string[] = ["--max-semi-space-size=2"];
