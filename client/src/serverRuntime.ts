/**
 * What the runtime of the language server is started with. V8 would let each half of the young generation grow to
 * 16 MB, which a server of short-lived text fills with garbage (147 MB instead of 116 MB at the same speed), and would
 * compile and collect on four threads, each with memory of its own.
 */
export const serverExecArgv: readonly string[] = ["--max-semi-space-size=2", "--v8-pool-size=1"];

/**
 * glibc would give each thread an arena of its own and keep what was freed in it; other systems do not look at this. With
 * V8's one thread beside it: 112 MB instead of 125 MB.
 */
export const serverEnvironment = { ELECTRON_RUN_AS_NODE: "1", MALLOC_ARENA_MAX: "1" } as const;
