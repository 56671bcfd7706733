/** `hanare models …`: the commands, their options and their help. */
import { type Command } from "commander";
import { t } from "../util/l10n";
import { addToAllowList, signAllowList, verifyAllowList } from "./allowList";
import { exportModels } from "./bundle";
import { chooseModels, showPage, showProfiles } from "./catalogue";
import { collect, common, localised, type Outcome } from "./commandBase";
import { importFile } from "./importModel";
import { inspect } from "./inspect";
import { listModels, verify } from "./models";
import { planModel } from "./planModel";
import { type Terminal } from "./terminal";

export function addModels(program: Command, terminal: Terminal, outcome: Outcome): void {
  const models = localised(program.command("models")).description(t("Models on this machine"));
  common(models.command("list"))
    .description(t("GGUF files below a folder"))
    .argument("[folder]", t("folder (default: the current one)"), ".")
    .option("--format <format>", t("text or json"), "text")
    .action(async (folder: string, options: Parameters<typeof listModels>[2]) => {
      outcome.code = await listModels(terminal, folder, options);
    });
  common(models.command("inspect"))
    .description(t("What a GGUF file is and what it may be used for"))
    .argument("<file>", t("GGUF file"))
    .option("--test", t("load the model, test whether it completes code, and measure its speed"))
    .option("--format <format>", t("text or json"), "text")
    .action(async (file: string, options: Parameters<typeof inspect>[2]) => {
      outcome.code = await inspect(terminal, file, options);
    });
  addPlan(models, terminal, outcome);
  addFiles(models, terminal, outcome);
  addExport(models, terminal, outcome);
  addCatalogue(models, terminal, outcome);
  addAllowList(models, terminal, outcome);
}

function addPlan(models: Command, terminal: Terminal, outcome: Outcome): void {
  common(models.command("plan"))
    .description(t("What a model takes on a machine before it is loaded; exit with 1 if it does not fit"))
    .argument("<file>", t("GGUF file"))
    .option(
      "--role <role>",
      t("completion, assistant or embedding; may be repeated (default: what it may be used for)"),
      collect,
    )
    .option("--memory <size>", t("main memory, such as 16GB (default: what is free here now)"))
    .option("--vram <size>", t("memory of the GPU"), "0")
    .option("--context <tokens>", t("tokens of context (default: that of the role)"))
    .option("--kv-cache <type>", t("type of the cache: f16 or q8_0"), "f16")
    .option("--format <format>", t("text or json"), "text")
    .action(async (file: string, options: Parameters<typeof planModel>[2]) => {
      outcome.code = await planModel(terminal, file, options);
    });
}

function addFiles(models: Command, terminal: Terminal, outcome: Outcome): void {
  common(models.command("import"))
    .description(t("Copy a model into the models folder, check it, and print its entry for the settings"))
    .argument(
      "<path>",
      t(
        "GGUF file, a folder with one model, the folder of a bundle, or an address that the settings of HANARE_SETTINGS allow",
      ),
    )
    .option("--to <folder>", t("folder to copy into (default: hanare/models with the user's data)"))
    .option("--in-place", t("check the file where it is; copy nothing"))
    .option("--sha256 <hash>", t("the SHA-256 that the file must have"))
    .option("--allow-list <file>", t("list of allowed models; another model is not copied"))
    .option("--public-key <file>", t("PEM file of the key that signed the list or the bundle"))
    .action(async (source: string, options: Parameters<typeof importFile>[2]) => {
      outcome.code = await importFile(terminal, source, options);
    });
  common(models.command("verify"))
    .description(t("Compare a GGUF file with its SHA-256; exit with 1 if it is another"))
    .argument("<file>", t("GGUF file"))
    .requiredOption("--sha256 <hash>", t("the SHA-256 that the file must have"))
    .action(async (file: string, options: Parameters<typeof verify>[2]) => {
      outcome.code = await verify(terminal, file, options);
    });
}

function addExport(models: Command, terminal: Terminal, outcome: Outcome): void {
  common(models.command("export"))
    .description(
      t("Make one folder of everything that a computer without a network needs; models import takes it over"),
    )
    .argument("<folder>", t("folder to make"))
    .argument("[model...]", t("GGUF files to take along"))
    .option("--vsix <file>", t("the extension for a system, or a folder of them; may be repeated"), collect)
    .option("--rules <file>", t("rule pack, or a folder of them; may be repeated"), collect)
    .option("--allow-list <file>", t("signed list of allowed models to take along"))
    .option("--sbom <file>", t("list of what the product is made of, to take along"))
    .option("--split <MB>", t("cut files that are larger, for gateways with a limit"))
    .option("--key <file>", t("PEM file of the private key (Ed25519) to sign with"))
    .action(async (folder: string, files: string[], options: Parameters<typeof exportModels>[2]) => {
      outcome.code = await exportModels(terminal, { folder, models: files }, options);
    });
}

function addCatalogue(models: Command, terminal: Terminal, outcome: Outcome): void {
  common(models.command("page"))
    .description(t("What is known of a family of models: licence, sizes, memory, abilities, as Markdown"))
    .argument("[name]", t("family or model (default: a list of the families)"))
    .action(async (name: string | undefined) => {
      outcome.code = await showPage(terminal, name);
    });
  common(models.command("choose"))
    .description(t("Rank models for a machine, with reasons; exit with 1 if none may be used"))
    .option("--role <role>", t("completion or assistant"), "assistant")
    .option("--memory <size>", t("main memory, such as 16GB (default: that of this machine)"))
    .option("--vram <size>", t("memory of the GPU"), "0")
    .option("--licence <licence>", t("commercial, permissive or any"), "commercial")
    .option("--text <ja|en>", t("language of the texts to work on (default: that of the messages)"))
    .option("--openness <openness>", t("training data: open, described or any"), "any")
    .option("--context <tokens>", t("tokens of context that are needed"))
    .option("--prefer <what>", t("what matters more: quality, speed or balanced"), "balanced")
    .option("--limit <number>", t("most models to show"), "5")
    .option("--refused", t("say of every other model why not"))
    .option("--format <format>", t("text or json"), "text")
    .option("--json", t("the same as --format json"))
    .action(async (options: Parameters<typeof chooseModels>[1]) => {
      outcome.code = await chooseModels(terminal, options);
    });
  common(models.command("profiles"))
    .description(t("Pairs of models that suit usual machines"))
    .option("--format <format>", t("text or json"), "text")
    .action(async (options: Parameters<typeof showProfiles>[1]) => {
      outcome.code = await showProfiles(terminal, options);
    });
}

function addAllowList(models: Command, terminal: Terminal, outcome: Outcome): void {
  const lists = localised(models.command("allow-list")).description(
    t("The models that an organisation allows, by their SHA-256"),
  );
  common(lists.command("add"))
    .description(t("Add a model to a list, which must then be signed again"))
    .argument("<list>", t("list of allowed models; made when it is not there"))
    .argument("<file>", t("GGUF file"))
    .option("--name <name>", t("name of the model (default: that of its file)"))
    .option("--role <role>", t("completion, assistant or embedding; may be repeated (default: all)"), collect)
    .option("--note <text>", t("a note for the reader of the list"))
    .option("--contact <text>", t("whom users ask for other models"))
    .action(async (list: string, file: string, options: Parameters<typeof addToAllowList>[2]) => {
      outcome.code = await addToAllowList(terminal, { list, file }, options);
    });
  common(lists.command("sign"))
    .description(t("Sign a list (Ed25519)"))
    .argument("<list>", t("list of allowed models"))
    .requiredOption("--key <file>", t("PEM file of the private key"))
    .option("--output <file>", t("the signed list (default: in place of the list)"))
    .action(async (list: string, options: Parameters<typeof signAllowList>[2]) => {
      outcome.code = await signAllowList(terminal, list, options);
    });
  common(lists.command("verify"))
    .description(t("Check the signature of a list, and whether files are on it; exit with 1 if not"))
    .argument("<list>", t("list of allowed models"))
    .argument("[file...]", t("GGUF files"))
    .requiredOption("--public-key <file>", t("PEM file of the key that signed the list"))
    .action(async (list: string, files: string[], options: Parameters<typeof verifyAllowList>[2]) => {
      outcome.code = await verifyAllowList(terminal, { list, files }, options);
    });
}
