// Prints {activate, laterTurn} in milliseconds for the extension at argv[2], and ends before it starts anything.
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";

const require = createRequire(import.meta.url);
const context = {
  subscriptions: [],
  asAbsolutePath: () => "/nowhere/server.js",
  extension: { packageJSON: { version: "0.0.0" } },
  globalStorageUri: { fsPath: "/nowhere" },
  globalState: { get: () => true, update: () => Promise.resolve() },
};

const begun = performance.now();
await require(process.argv[2]).activate(context);
const activate = performance.now() - begun;

// A stub cannot play the editor to the end; what fails after activation is not what is measured.
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (error) => process.stderr.write(`after activation: ${error}\n`));
}

let laterTurn = 0;
let last = performance.now();
function turn(left) {
  const now = performance.now();
  laterTurn = Math.max(laterTurn, now - last);
  last = now;
  if (left > 0) return setImmediate(() => turn(left - 1));
  process.stdout.write(JSON.stringify({ activate, laterTurn }), () => process.exit(0));
}
turn(20);
