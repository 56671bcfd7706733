/** `hanare models page|choose|profiles`: what is known of models before one has a file of them. */
import { totalmem } from "node:os";
import path from "node:path";
import { choose, type Chosen, roomIn, roomOnGpu, type Wish } from "../model/catalogue/choose";
import { footprint, isQuantization } from "../model/catalogue/memory";
import { familyPage, findFamily } from "../model/catalogue/page";
import { type Catalogue, listedModels, type ProfileModel } from "../model/catalogue/types";
import { memoryWords, roleWords, said } from "../model/catalogue/words";
import { readCatalogue } from "../node/catalogueFiles";
import { type ChosenRole, languageWishes, licenceWishes, opennessWishes, qualityWishes } from "../protocol";
import { language, t } from "../util/l10n";
import { formats, json } from "./models";
import { choice, type CommonOptions } from "./options";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

const catalogueOf = ({ bundles }: Terminal) => readCatalogue(path.join(bundles, "../media"));

/** Without a name: what there is. */
export async function showPage(terminal: Terminal, name: string | undefined): Promise<ExitCode> {
  const catalogue = await catalogueOf(terminal);
  if (name === undefined) {
    for (const { id, title, maker } of catalogue.families) terminal.out(`${id}\t${title}\t${said(maker)}\n`);
    return exitCodes.clean;
  }
  const family = findFamily(catalogue, name);
  if (family === undefined)
    throw new UsageError(
      t("The catalogue has no {0}. It has: {1}.", name, catalogue.families.map(({ id }) => id).join(", ")),
    );
  terminal.out(familyPage(family));
  return exitCodes.clean;
}

export interface ChooseOptions extends CommonOptions {
  readonly memory?: string;
  readonly vram: string;
  readonly licence: string;
  readonly text?: string;
  readonly openness: string;
  readonly role: string;
  readonly context?: string;
  readonly prefer: string;
  readonly limit: string;
  readonly refused?: boolean;
  readonly format: string;
  readonly json?: boolean;
}

/** `16GB`, `16 GiB`, `16`: memory is sold in powers of two, whatever the letters say. */
export function bytesOf(option: string, value: string): number {
  const number = Number(/^\s*(\d+(?:\.\d+)?)\s*(?:gi?b?)?\s*$/i.exec(value)?.[1] ?? NaN);
  if (Number.isFinite(number)) return number * 2 ** 30;
  throw new UsageError(t("{0} must be a size such as 16GB; it was {1}.", option, value));
}

export function countOf(option: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(t("{0} must be a whole number from 1; it was {1}.", option, value));
}

function wishOf(options: ChooseOptions): Wish {
  const roles: readonly ChosenRole[] = ["completion", "assistant"];
  return {
    role: choice("--role", options.role, roles),
    memory: options.memory === undefined ? totalmem() : bytesOf("--memory", options.memory),
    vram: bytesOf("--vram", options.vram),
    licence: choice("--licence", options.licence, licenceWishes),
    language: choice("--text", options.text ?? language(), languageWishes),
    openness: choice("--openness", options.openness, opennessWishes),
    quality: choice("--prefer", options.prefer, qualityWishes),
    ...(options.context === undefined ? {} : { context: countOf("--context", options.context) }),
  };
}

/** 1 when nothing may be used here. */
export async function chooseModels(terminal: Terminal, options: ChooseOptions): Promise<ExitCode> {
  const format = options.json === true ? "json" : choice("--format", options.format, formats);
  const wish = wishOf(options);
  const chosen = choose(await catalogueOf(terminal), wish);
  const limit = countOf("--limit", options.limit);
  if (format === "json") terminal.out(json(plain(chosen, wish)));
  else terminal.out(render(chosen, { limit, refused: options.refused === true }));
  if (chosen.choices.length === 0)
    terminal.note(t("No model of the catalogue may be used here. --refused says why of each."));
  return chosen.choices.length === 0 ? exitCodes.findings : exitCodes.clean;
}

const plain = ({ choices, refused }: Chosen, wish: Wish) => ({
  wish,
  room: { memory: roomIn(wish.memory), gpu: roomOnGpu(wish.vram) },
  choices: choices.map(({ family, model, quantization, footprint: bytes, place, speed, score, reasons }) => ({
    model: model.id,
    name: model.name,
    family: family.id,
    quantization,
    bytes,
    place,
    tokensPerSecond: Math.round(speed * 10) / 10,
    score: Math.round(score * 10) / 10,
    reasons,
  })),
  refused: refused.map(({ model, reason }) => ({ model: model.id, reason })),
});

function render(
  { choices, refused }: Chosen,
  { limit, refused: all }: { readonly limit: number; readonly refused: boolean },
): string {
  const rows = choices
    .slice(0, limit)
    .flatMap(({ family, model, reasons, footprint: bytes }, index) => [
      `${index + 1}. ${model.name} (${family.id})`,
      `   ${memoryWords(bytes)}`,
      ...reasons.map((reason) => `   - ${reason}`),
    ]);
  const out = all
    ? refused.map(({ model, reason }) => `${model.name}: ${reason}`)
    : [t("Not to be used here: {0} models. --refused says why.", refused.length)];
  return [...rows, "", ...out].map((row) => `${row}\n`).join("");
}

export async function showProfiles(
  terminal: Terminal,
  options: CommonOptions & { readonly format: string },
): Promise<ExitCode> {
  const catalogue = await catalogueOf(terminal);
  const format = choice("--format", options.format, formats);
  if (format === "json") terminal.out(json(catalogue.profiles));
  else
    for (const { title, completion, assistant } of catalogue.profiles)
      terminal.out(
        [
          said(title),
          ...profileRows(catalogue, "completion", completion),
          ...profileRows(catalogue, "assistant", assistant),
          "",
        ]
          .map((row) => `${row}\n`)
          .join(""),
      );
  return exitCodes.clean;
}

function profileRows(catalogue: Catalogue, role: ChosenRole, { model: id, quantization, may }: ProfileModel) {
  const model = listedModels(catalogue).find((listed) => listed.model.id === id)?.model;
  const bytes = model && isQuantization(quantization) ? footprint(model, quantization, role) : undefined;
  return [
    `  ${roleWords(role)}: ${model?.name ?? id} ${quantization}${bytes ? `, ${memoryWords(bytes)}` : ""}`,
    `    ${said(may)}`,
  ];
}
