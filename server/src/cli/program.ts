/** The command line: commands, options and their help, in the user's language. */
import { Command } from "commander";
import { t } from "../util/l10n";
import { ask } from "./ask";
import { signAudit, verifyAudit } from "./audit";
import { collect, common, languageOption, localised, type Outcome, sendingOption } from "./commandBase";
import { complete } from "./complete";
import { draft } from "./draft";
import { evaluate } from "./eval";
import { approveFinding, decideFinding, listFindings } from "./findings";
import { journal } from "./journal";
import { locate } from "./locate";
import { mcp, type McpOptions } from "./mcp";
import { addModels } from "./modelCommands";
import { proofreadFiles } from "./proofread";
import { product } from "../util/product";
import { review } from "./review";
import { explainRule, importPack, listRules, testPacks } from "./rules";
import { search } from "./search";
import { summarize } from "./summarize";
import { type Terminal } from "./terminal";

const rulesOption = (command: Command) =>
  command.option(
    "--rules <pack>",
    t("id or file of a rule pack; may be repeated (default: the shipped packs)"),
    collect,
  );

function addReview(program: Command, terminal: Terminal, outcome: Outcome): void {
  rulesOption(common(program.command("review")))
    .description(t("Check files and folders against rule packs"))
    .argument("<path...>", t("files or folders"))
    .option(
      "--format <format>",
      t("text, json, sarif, html, markdown, oscal, csv, xlsx, or docx: copies with comments"),
      "text",
    )
    .option("--output <file>", t("write the report to a file; copies of Word files to a folder"))
    .option("--date <day>", t("day to print on the report"))
    .option("--baseline <file>", t("fail only for findings that are not in this file"))
    .option("--write-baseline", t("write the findings there are now to the baseline"))
    .option("--audit <file>", t("add the review to an audit record"))
    .option("--sarif-suppressed <mark|omit>", t("excused findings in SARIF"), "mark")
    .option("--require-judge", t("exit with 4 if rules that need a model were not judged by one"))
    .option("--untrusted", t("use no rule packs, decisions or exceptions that come with the reviewed files"))
    .option(
      "--fail-on <severity>",
      t("exit with 1 from this severity on: info, low, medium, high, critical"),
      "low",
    )
    .action(async (paths: string[], options: Parameters<typeof review>[2]) => {
      outcome.code = await review(terminal, paths, options);
    });
}

function addRules(program: Command, terminal: Terminal, outcome: Outcome): void {
  const rules = localised(program.command("rules")).description(t("Rule packs and their rules"));
  const packs = t(
    "ids, files or folders of rule packs (default: the shipped ones and those in .hanare/rules)",
  );
  common(rules.command("test"))
    .description(t("Run the examples of rules; exit with 1 if one does not hold"))
    .argument("[pack...]", packs)
    .action(async (names: string[]) => {
      outcome.code = await testPacks(terminal, names);
    });
  common(rules.command("list"))
    .description(t("Rules of packs, with severity and title"))
    .argument("[pack...]", packs)
    .option("--format <format>", t("text or json"), "text")
    .action(async (names: string[], options: Parameters<typeof listRules>[2]) => {
      outcome.code = await listRules(terminal, names, options);
    });
  common(rules.command("import"))
    .description(t("Divide a regulation into its clauses, as a draft rule pack for a person to approve"))
    .argument("<file>", t("document in any supported format"))
    .option("--pack <id>", t("id of the draft pack"))
    .option("--output <file>", t("write the pack to a file"))
    .action(async (file: string, options: Parameters<typeof importPack>[2]) => {
      outcome.code = await importPack(terminal, file, options);
    });
  common(rules.command("explain"))
    .description(t("What a rule finds and why, with examples and clauses, as Markdown"))
    .argument("<rule>", t("id of a rule"))
    .argument("[pack...]", packs)
    .action(async (id: string, names: string[]) => {
      outcome.code = await explainRule(terminal, id, names);
    });
}

function addFindings(program: Command, terminal: Terminal, outcome: Outcome): void {
  const findings = localised(program.command("findings")).description(
    t("Decisions about findings, kept in .hanare/triage.json"),
  );
  rulesOption(common(findings.command("list")))
    .description(t("Findings with their ids and states"))
    .argument("<path...>", t("files or folders"))
    .action(async (paths: string[], options: Parameters<typeof listFindings>[2]) => {
      outcome.code = await listFindings(terminal, paths, options);
    });
  rulesOption(common(findings.command("decide")))
    .description(t("Record what was decided about a finding"))
    .argument("<id>", t("id of the finding"))
    .argument("<path...>", t("files or folders"))
    .requiredOption("--verdict <verdict>", t("falsePositive, acceptedRisk, toFix or fixed"))
    .requiredOption("--by <name>", t("who decides"))
    .requiredOption("--reason <text>", t("why"))
    .option("--due <day>", t("until when it is to be fixed, or the last day of the exception"))
    .option("--owner <name>", t("who is to fix it"))
    .action(async (id: string, paths: string[], options: Parameters<typeof decideFinding>[2]) => {
      outcome.code = await decideFinding(terminal, [id, ...paths], options);
    });
  rulesOption(common(findings.command("approve")))
    .description(t("Agree to a decision that somebody else has made"))
    .argument("<id>", t("id of the finding"))
    .argument("<path...>", t("files or folders"))
    .requiredOption("--by <name>", t("who agrees"))
    .action(async (id: string, paths: string[], options: Parameters<typeof approveFinding>[2]) => {
      outcome.code = await approveFinding(terminal, [id, ...paths], options);
    });
}

function addAudit(program: Command, terminal: Terminal, outcome: Outcome): void {
  const audit = localised(program.command("audit")).description(t("Audit records of reviews"));
  common(audit.command("verify"))
    .description(t("Check that nothing in a record was changed; exit with 1 if it was"))
    .argument("<file>", t("audit record"))
    .option("--head <hash>", t("the head that the report prints"))
    .option("--public-key <file>", t("PEM file of the key that signed the head"))
    .option("--signature <file>", t("signature (default: the record's name with .sig)"))
    .action(async (file: string, options: Parameters<typeof verifyAudit>[2]) => {
      outcome.code = await verifyAudit(terminal, file, options);
    });
  common(audit.command("sign"))
    .description(t("Sign the head of a record (Ed25519)"))
    .argument("<file>", t("audit record"))
    .requiredOption("--key <file>", t("PEM file of the private key"))
    .option("--output <file>", t("signature (default: the record's name with .sig)"))
    .action(async (file: string, options: Parameters<typeof signAudit>[2]) => {
      outcome.code = await signAudit(terminal, file, options);
    });
}

function addSummarize(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("summarize"))
    .description(t("Summarise a document; every sentence names its lines"))
    .argument("<path...>", t("a document; several, or a folder, for an overview of them"))
    .option(
      "--length <length>",
      t(
        "short (three lines), medium (a paragraph or two) or long (a page); default medium, of each of several short",
      ),
    )
    .option(
      "--template <id>",
      t(
        "auto, general, minutes, incident, regulation, manual, course, design, source, or a YAML or JSON file",
      ),
      "auto",
    )
    .option(
      "--reading <what>",
      t("with --model, what it reads: sentences (the key sentences) or whole (the whole text)"),
      "sentences",
    )
    .option("--against <old>", t("an older version: what changed since, as a table of new and old clauses"))
    .option("--changes", t("the document is a table of new and old clauses: the changes that it tells"))
    .option(
      "--affects <path>",
      t(
        "with --against or --changes: files and folders of rules; their clauses that the changes touch are named",
      ),
      collect,
    )
    .option(
      "--format <format>",
      t("markdown, json, docx or html; with --against or --changes also xlsx or csv, not html"),
      "markdown",
    )
    .option("--output <file>", t("write the summary to a file"))
    .action(async (paths: string[], options: Parameters<typeof summarize>[2]) => {
      outcome.code = await summarize(terminal, paths, options);
    });
}

function addProofread(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("proofread"))
    .description(t("Proofread documents by rules; nothing is changed in them"))
    .argument("<path...>", t("files or folders"))
    .option("--style <style>", t("general, public, technical or technicalShort"), "general")
    .option("--terms <file>", t("list of terms, YAML or JSON (default: .hanare/terms.yaml)"))
    .option("--format <format>", t("text or json"), "text")
    .option("--output <file>", t("write the findings to a file"))
    .option("--write-copy", t("write a copy of each Word file with the corrections as tracked changes"))
    .action(async (paths: string[], options: Parameters<typeof proofreadFiles>[2]) => {
      outcome.code = await proofreadFiles(terminal, paths, options);
    });
}

function addComplete(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("complete"))
    .description(t("Complete code at a position"))
    .argument("<file>", t("source file"))
    .requiredOption("--line <number>", t("line, from 1"))
    .requiredOption("--character <number>", t("column, from 1"))
    .action(async (file: string, options: Parameters<typeof complete>[2]) => {
      outcome.code = await complete(terminal, file, options);
    });
}

function addLocate(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("locate"))
    .description(t("Find a quote in a document; exit with 0 only if it is evidence, 1 otherwise"))
    .argument("<file>", t("document in any supported format"))
    .requiredOption("--quote <text>", t("the words to look for"))
    .action(async (file: string, options: Parameters<typeof locate>[2]) => {
      outcome.code = await locate(terminal, file, options);
    });
}

function addSearch(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("search"))
    .description(t("Find passages of documents and code; with an embedding model also by their meaning"))
    .argument("<query>", t("words or a sentence"))
    .requiredOption("--in <path>", t("folder or file to search in"))
    .option("--limit <number>", t("most passages to show"), "10")
    .option("--format <format>", t("text or json"), "text")
    .option("--output <file>", t("write the passages to a file"))
    .action(async (query: string, options: Parameters<typeof search>[2]) => {
      outcome.code = await search(terminal, query, options);
    });
}

function addAsk(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("ask"))
    .description(
      t(
        "Answer a question from documents and code, every sentence with its place; exit with 1 if they hold no answer",
      ),
    )
    .argument("<question>", t("a question in your own words"))
    .argument("<path...>", t("files or folders"))
    .option("--embedding <file>", t("GGUF file of a model that finds passages by their meaning"))
    .option("--format <format>", t("text or json"), "text")
    .option("--output <file>", t("write the answer to a file"))
    .action(async (question: string, paths: string[], options: Parameters<typeof ask>[2]) => {
      outcome.code = await ask(terminal, [question, ...paths], options);
    });
}

function addMcp(program: Command, terminal: Terminal, outcome: Outcome): void {
  rulesOption(localised(program.command("mcp")))
    .description(
      t(
        "Offer search, passages, summaries, review and quotations as MCP tools, over standard input and output",
      ),
    )
    .option("--in <path>", t("folder or file that may be read; may be repeated"), collect)
    .option(
      "--exclude <glob>",
      t("files that are not read, beside those with keys; may be repeated"),
      collect,
    )
    .option("--untrusted", t("use no rule packs, decisions or exceptions that come with the reviewed files"))
    .addOption(languageOption())
    .action(async (options: McpOptions) => {
      outcome.code = await mcp(terminal, options);
    });
}

function addEval(program: Command, terminal: Terminal, outcome: Outcome): void {
  const model = t("GGUF file or server of a model to measure; several are compared with the first");
  localised(program.command("eval"))
    .description(t("Measure models on suites of cases of your own or those that come with Hanare"))
    .argument(
      "[suite...]",
      t("YAML files, or ids of the suites that come with Hanare (default: all of these)"),
    )
    .option("--model <file>", model, collect)
    .option(
      "--lora <file>",
      t("LoRA adapter (GGUF): the last model is measured without it and with it; may be repeated"),
      collect,
    )
    .option("--embedding <file>", t("GGUF file of a model that finds passages by their meaning"))
    .option("--only <kind>", t("complete, review, ask, summarize or refuse; may be repeated"), collect)
    .option("--format <format>", t("text, markdown, json or html"), "text")
    .option("--output <file>", t("write the result to a file"))
    .option("--history <file>", t("add a line for each model: hashes, outcomes and times, no text"))
    .option("--against <file>", t("compare with a result that was kept with --format json --output"))
    .option(
      "--keep <file>",
      t("compare with the result in this file, if there is one, and keep the new one there"),
    )
    .option("--at-least <share>", t("exit with 1 if a smaller share of the cases passes, e.g. 0.8"))
    .option("--no-worse", t("exit with 1 if fewer cases pass than before, or than with the first model"))
    .option(
      "--offline",
      t("connect to nothing beyond this machine, whatever the settings of HANARE_SETTINGS allow"),
    )
    .addOption(sendingOption())
    .addOption(languageOption())
    .addHelpText(
      "after",
      () =>
        `\n${t("Exit codes: 0 passed, 1 a gate is not met, 2 wrong usage, 3 a model could not be loaded, 4 not everything was measured, 130 stopped.")}`,
    )
    .action(async (names: string[], options: Parameters<typeof evaluate>[2]) => {
      outcome.code = await evaluate(terminal, names, options);
    });
}

function addJournal(program: Command, terminal: Terminal, outcome: Outcome): void {
  localised(program.command("journal"))
    .description(t("Show what the editors on this machine have measured: waiting, suggestions, reviews"))
    .option("--days <number>", t("days up to today, at most 92"), "7")
    .option("--model <name>", t("figures of this model only, by its name in the settings"))
    .option(
      "--storage <folder>",
      t("folder of Hanare's storage in an editor (default: those that are known)"),
    )
    .option("--format <format>", t("text, csv, json, jsonl, events-csv or otlp"), "text")
    .option("--output <file>", t("write the figures to a file"))
    .option(
      "--send <url>",
      t("send the figures to an OpenTelemetry collector that the settings of HANARE_SETTINGS allow"),
    )
    .addOption(languageOption())
    .action(async (options: Parameters<typeof journal>[1]) => {
      outcome.code = await journal(terminal, options);
    });
}

function addDraft(program: Command, terminal: Terminal, outcome: Outcome): void {
  common(program.command("draft"))
    .description(
      t("Draft a manual or procedure from files; every sentence names its place, every gap has a mark"),
    )
    .argument("<file...>", t("notes, code, older manuals in any supported format"))
    .option("--template <id>", t("manual, procedure, or a document whose headings are the draft's"), "manual")
    .option("--format <format>", t("markdown or json"), "markdown")
    .option("--output <file>", t("write the draft to a file"))
    .action(async (files: string[], options: Parameters<typeof draft>[2]) => {
      outcome.code = await draft(terminal, files, options);
    });
}

export function createProgram(terminal: Terminal, outcome: Outcome): Command {
  const program = localised(new Command("hanare"))
    .addOption(languageOption())
    .description(t("Hanare completes code, summarises documents and reviews them, on this machine only."))
    .version(product.version, "-V, --version", t("show the version"))
    .helpCommand("help [command]", t("help for a command"))
    .addHelpText(
      "after",
      () =>
        `\n${t("Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 model or engine failed, 4 something could not be read or judged, 130 stopped.")}`,
    );
  addReview(program, terminal, outcome);
  addRules(program, terminal, outcome);
  addFindings(program, terminal, outcome);
  addAudit(program, terminal, outcome);
  addSummarize(program, terminal, outcome);
  addProofread(program, terminal, outcome);
  addComplete(program, terminal, outcome);
  addLocate(program, terminal, outcome);
  addSearch(program, terminal, outcome);
  addAsk(program, terminal, outcome);
  addDraft(program, terminal, outcome);
  addMcp(program, terminal, outcome);
  addEval(program, terminal, outcome);
  addJournal(program, terminal, outcome);
  addModels(program, terminal, outcome);
  return program;
}
