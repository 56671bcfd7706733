/** A family of models on a page, as Markdown in the user's language. Pure. */
import { recurrentArchitectures } from "../fimFamilies";
import { t } from "../../util/l10n";
import { formatSize } from "../../util/size";
import { cachePerThousand, footprint, quantizations } from "./memory";
import {
  type Catalogue,
  type CatalogueFamily,
  type CatalogueModel,
  chatOf,
  japaneseOf,
  licenceOf,
  type Listed,
  listedModels,
  reasoningOf,
} from "./types";
import { japaneseWords, roleWords, said, useWords } from "./words";

/** A family by its id or title, or by a model of it; case does not matter. */
export function findFamily(catalogue: Catalogue, name: string): CatalogueFamily | undefined {
  const wanted = name.trim().toLowerCase();
  const isNamed = ({ id, title }: { readonly id: string; readonly title: string }) =>
    [id, title.toLowerCase()].includes(wanted);
  return (
    catalogue.families.find(isNamed) ??
    listedModels(catalogue).find(({ model }) => isNamed({ id: model.id, title: model.name }))?.family
  );
}

const joined = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** The model that a file of this name most likely is: the longest id that the name holds as a whole word. */
export function modelOfFile(catalogue: Catalogue, fileName: string): Listed | undefined {
  const file = `-${joined(fileName)}-`;
  return listedModels(catalogue)
    .filter(({ model }) => file.includes(`-${joined(model.id)}-`))
    .sort((a, b) => b.model.id.length - a.model.id.length)[0];
}

/** The family that a file of this name most likely belongs to. */
export function familyOfFile(catalogue: Catalogue, fileName: string): CatalogueFamily | undefined {
  const families = [...catalogue.families].sort((a, b) => b.id.length - a.id.length);
  return (
    modelOfFile(catalogue, fileName)?.family ??
    families.find(({ id }) => joined(fileName).includes(joined(id)))
  );
}

export function familyPage(family: CatalogueFamily): string {
  return [
    `# ${family.title}`,
    `${said(family.maker)} · ${t("known as of {0}", family.known)}`,
    said(family.about),
    ...licencePart(family),
    ...abilityPart(family),
    ...modelPart(family),
    ...memoryPart(family),
  ]
    .join("\n\n")
    .concat("\n");
}

function licencePart({ licences, known }: CatalogueFamily): readonly string[] {
  return [
    `## ${t("Licence")}`,
    ...Object.values(licences).map(({ name, use, conditions }) =>
      [`**${name}**: ${useWords(use)}`, "", ...conditions.map((one) => `- ${said(one)}`)].join("\n"),
    ),
    `> ${t("Check the licence that comes with the file: this page says in our own words what was known in {0}, and is no legal advice.", known)}`,
  ];
}

function abilityPart(family: CatalogueFamily): readonly string[] {
  const { languages, data, fim, reasoning } = family;
  const rows = [
    `- ${t("Languages")}: ${japaneseWords(languages.japanese)}. ${said(languages.note)}`,
    `- ${t("Training data")}: ${said(data.note)}`,
    fim === undefined
      ? `- ${t("Filling in at the cursor: no")}`
      : `- ${t("Filling in at the cursor: yes, with the tokens of {0}", fim)}`,
    ...(reasoning
      ? [
          `- ${t("Thinks aloud between {0} and {1}; Hanare keeps that out of its answers.", `\`${reasoning.open}\``, `\`${reasoning.close}\``)}`,
        ]
      : []),
    ...chatRows(family),
  ];
  return [`## ${t("What it is")}`, rows.join("\n")];
}

/** Each template of the family once; the one in the file is what is used. */
function chatRows(family: CatalogueFamily): readonly string[] {
  const styles = new Map(
    family.models
      .map((model) => chatOf({ family, model }))
      .filter((chat) => chat !== undefined)
      .map((chat) => [chat.style, chat]),
  );
  return [...styles.values()].map(({ style, example }) => {
    const title = `- ${t("Chat template: {0}", style)}`;
    return example === undefined ? title : [title, "", "  ```text", ...indented(example), "  ```"].join("\n");
  });
}

const indented = (text: string) =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `  ${line}`);

function modelPart(family: CatalogueFamily): readonly string[] {
  const head = [
    t("Model"),
    t("Parameters"),
    t("Context length"),
    t("Licence"),
    t("Suited for"),
    t("Architecture"),
  ];
  const rows = family.models.map((model) => {
    const listed = { family, model };
    const different = model.japanese === undefined ? "" : ` (${japaneseWords(japaneseOf(listed))})`;
    const thinks = family.reasoning && !reasoningOf(listed) ? ` (${t("does not think aloud")})` : "";
    return [
      `${model.name}${different}${thinks}`,
      sizeWords(model),
      model.context === undefined ? t("see the file") : t("{0} tokens", model.context.toLocaleString("en")),
      licenceOf(listed).name,
      model.roles.map(roleWords).join(", ") || "–",
      architectureWords(model),
    ];
  });
  const notes = family.models.flatMap(({ name, note }) => (note ? [`- ${name}: ${said(note)}`] : []));
  return [`## ${t("Sizes")}`, table(head, rows), ...(notes.length > 0 ? [notes.join("\n")] : [])];
}

function sizeWords({ parameters, active }: CatalogueModel): string {
  if (parameters === undefined) return t("not published");
  return active === undefined ? `${parameters} B` : t("{0} B, {1} B at work", parameters, active);
}

function architectureWords({ architecture, runs }: CatalogueModel): string {
  if (architecture === undefined) return t("depends on what is delivered");
  if (runs === false) return t("`{0}`, does not run in this version", architecture);
  if (recurrentArchitectures.has(architecture))
    return t("`{0}`, runs here, not for completion", architecture);
  return t("`{0}`, runs here", architecture);
}

/** With the context that its role has here by default. */
function memoryPart(family: CatalogueFamily): readonly string[] {
  const rows = family.models.flatMap((model) => {
    const role = model.roles[0] ?? "assistant";
    const sizes = quantizations.map((each) => footprint(model, each, role));
    if (sizes.some((size) => size === undefined)) return [];
    const cache = model.shape ? formatSize(cachePerThousand(model.shape)) : t("not published");
    return [[model.name, ...sizes.map((size) => formatSize(size?.total ?? 0)), cache]];
  });
  if (rows.length === 0) return [];
  return [
    `## ${t("Memory")}`,
    t(
      "About, with the context of its role here (4,096 tokens for completion, 8,192 for the assistant): weights, cache and working memory.",
    ),
    table([t("Model"), ...quantizations, t("Cache for 1,000 tokens")], rows),
  ];
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
