/** A test that cannot run here says why: `npm test` lists the reasons, and counts a silent skip as a failure. */

interface Skippable {
  skipReason?: string;
}

/** Skips the running test, or from a `before` hook every test of its suite. */
export function skip(context: Mocha.Context, reason: string): never {
  const runnable = context.currentTest ?? context.runnable();
  const isHook = "type" in runnable && runnable.type === "hook";
  const target = isHook ? runnable.parent : runnable;
  if (target !== undefined) (target as Skippable).skipReason = reason;
  context.skip();
}
