/** The server as a process: transport, environment, last resort for faults. Nothing else happens here. */
import { homedir } from "node:os";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { faultOf } from "./lsp/handle";
import { createGate, guardProcess } from "./network/gate";
import { serve } from "./server";

const transports = ["--stdio", "--node-ipc"];

function main(): void {
  if (!transports.some((transport) => process.argv.includes(transport))) {
    process.stderr.write(
      `Hanare's language server is started by an editor, with one of ${transports.join(", ")}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const connection = createConnection(ProposedFeatures.all);
  const gate = createGate("offline", (target) => connection.console.warn(`connection refused: ${target}`));
  guardProcess(gate);
  process.on("unhandledRejection", (reason) => connection.console.error(faultOf(reason)));
  process.on("uncaughtException", (error) => {
    // What is left of the process cannot be trusted; the editor starts a new one.
    connection.console.error(faultOf(error));
    setTimeout(() => process.exit(1), 100);
  });
  serve(connection, {
    bundles: __dirname,
    home: homedir(),
    execPath: process.execPath,
    env: process.env,
    gate,
  });
  connection.listen();
}

main();
