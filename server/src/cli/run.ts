/** From arguments to an exit code: errors become one clear line on standard error. */
import { type Command, CommanderError } from "commander";
import { faultOf } from "../lsp/handle";
import { RequestError } from "../util/requestError";
import { isModelError } from "../model/runtime";
import { t } from "../util/l10n";
import { type Outcome } from "./commandBase";
import { createProgram } from "./program";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

const quoted = (message: string) => /'([^']*)'/.exec(message)?.[1] ?? "";

/** Commander's messages in the user's language. */
function usageMessage({ code, message }: CommanderError): string {
  const name = quoted(message);
  const messages: Readonly<Record<string, string>> = {
    "commander.unknownOption": t("There is no option {0}.", name),
    "commander.unknownCommand": t("There is no command {0}.", name),
    "commander.missingArgument": t("{0} is missing.", name),
    "commander.missingMandatoryOptionValue": t("{0} is missing.", name),
    "commander.optionMissingArgument": t("{0} needs a value.", name),
    "commander.excessArguments": t("There are too many arguments."),
  };
  return messages[code] ?? message.replace(/^error: /, "");
}

function reach(program: Command, each: (command: Command) => void): void {
  each(program);
  program.commands.forEach((command) => reach(command, each));
}

function fail(terminal: Terminal, error: unknown): ExitCode {
  if (terminal.signal.aborted) {
    terminal.note(t("Stopped."));
    return exitCodes.stopped;
  }
  if (error instanceof CommanderError) {
    // Help and version were shown, which is what was asked for.
    if (error.exitCode === 0) return exitCodes.clean;
    if (error.code !== "commander.help") terminal.note(usageMessage(error));
    terminal.note(t("hanare --help shows what there is."));
    return exitCodes.usage;
  }
  if (error instanceof UsageError) {
    terminal.note(error.message);
    return exitCodes.usage;
  }
  if (error instanceof RequestError) {
    terminal.note(error.message);
    return error.code === "not-readable" ? exitCodes.incomplete : exitCodes.usage;
  }
  terminal.note(isModelError(error) ? error.message : unexpected(error));
  return exitCodes.engine;
}

const unexpected = (error: unknown) =>
  t("Hanare met a fault of its own; please report these lines. {0}", faultOf(error));

/** Never rejects. `args` are those after the program's name. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const outcome: Outcome = { code: exitCodes.clean };
  const program = createProgram(terminal, outcome);
  reach(program, (command) =>
    command
      .exitOverride()
      .configureOutput({ writeOut: terminal.out, writeErr: terminal.note, outputError: () => undefined }),
  );
  try {
    await program.parseAsync(args, { from: "user" });
    return outcome.code;
  } catch (error) {
    return fail(terminal, error);
  }
}
