// The one error of the scripts that a person can mend, and the one place that prints it.

/** What happened and what to do next; printed without a stack. */
export class Failure extends Error {
  name = "Failure";
}

/**
 * Runs a script's body. A `Failure` prints its message, anything else is a bug and prints its stack; both
 * end with exit code 1.
 */
export async function script(body) {
  try {
    await body();
  } catch (error) {
    console.error(`\n${error instanceof Failure ? error.message : (error.stack ?? error)}`);
    process.exitCode = 1;
  }
}
