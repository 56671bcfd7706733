/** What the commands of the command line have in common: their options and how their help reads. */
import { type Command, Option } from "commander";
import { t } from "../util/l10n";
import { type ExitCode } from "./terminal";

/** Runs a command's action and keeps its exit code. */
export interface Outcome {
  code: ExitCode;
}

/** For options that may be repeated. */
export const collect = (value: string, before: readonly string[] = []) => [...before, value];

const headings = (): Readonly<Record<string, string>> => ({
  "Usage:": t("Usage:"),
  "Arguments:": t("Arguments:"),
  "Options:": t("Options:"),
  "Commands:": t("Commands:"),
});

export const languageOption = () =>
  new Option("--language <ja|en>", t("language of messages and results (default: the system's)"));

export const sendingOption = () =>
  new Option(
    "--allow-sending <server>",
    t(
      "let texts go to this server on another machine, as far as the rules of HANARE_SETTINGS let them; may be repeated",
    ),
  ).argParser(collect);

/** A command or a group of commands: an option belongs to the command it is written after. */
export function localised(command: Command): Command {
  return command
    .enablePositionalOptions()
    .helpOption("-h, --help", t("show this help"))
    .configureHelp({
      styleTitle: (title) => headings()[title] ?? title,
      optionDescription: ({ description, defaultValue }) => withDefault(description, defaultValue),
      argumentDescription: ({ description }) => description,
    });
}

/** Options that every command takes. */
export function common(command: Command): Command {
  return localised(command)
    .option(
      "--model <file>",
      t(
        "GGUF file of the model to use, or URL of an inference server, or its name in the settings of HANARE_SETTINGS",
      ),
    )
    .addOption(sendingOption())
    .option(
      "--offline",
      t("connect to nothing beyond this machine, whatever the settings of HANARE_SETTINGS allow"),
    )
    .addOption(languageOption());
}

const withDefault = (description: string, value: unknown) =>
  typeof value === "string" ? t("{0} (default: {1})", description, value) : description;
