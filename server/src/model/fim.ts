/**
 * Can this model fill a hole in code, with which tokens, and how sure are we? The settings decide first;
 * otherwise the file's own metadata: the token ids it names, then the texts in its vocabulary. Tokens alone
 * prove nothing, so a family must be known to be trained with them, or pass its test (`completionTest.ts`).
 */
import { type FimSetting } from "../protocol";
import { t } from "../util/l10n";
import {
  diffusionArchitectures,
  nonTextArchitectures,
  recurrentArchitectures,
  trainedFamilies,
} from "./fimFamilies";
import {
  templateOfFamily,
  templateOfFile,
  templateOfTokens,
  type FimInput,
  type FimTemplate,
} from "./fimTemplate";
import { type GgufHeader, numberOf, textOf } from "./gguf";
import { shown } from "./ggufErrors";

export type { FimInput, FimTemplate } from "./fimTemplate";

export interface FimDecision {
  /**
   * `yes`: fills in, its family was trained for it or the settings say so. `unsure`: has the tokens, and
   * fills in once it passed its test. `continuation`: goes on from the text before the cursor, once it
   * passed its test. `no`: never.
   */
  readonly able: "yes" | "unsure" | "continuation" | "no";
  /** Present for `yes` and `unsure`. */
  readonly template?: FimTemplate;
  /** In the user's language, a full sentence. */
  readonly reason: string;
}

/** `setting`: the entry's `fim`. A recurrent or diffusion architecture stays refused whatever it says. */
export function chooseFim(input: FimInput, setting: FimSetting = "auto"): FimDecision {
  const title = titleOf(input);
  const refusal = refusedArchitecture(input, title);
  if (refusal !== undefined) return no(refusal);
  if (setting === "off")
    return {
      able: "continuation",
      reason: t(
        "fim is “off” for {0}: it goes on from the text before the cursor and does not see what follows.",
        title,
      ),
    };
  if (setting !== "auto") return chosenBySetting(input, setting, title);
  const template = templateOfFile(input);
  if (template) return judge(input, template, title);
  return {
    able: "continuation",
    reason: t(
      "{0} has no fill-in-the-middle tokens: it goes on from the text before the cursor and does not see what follows. A coder model such as Qwen2.5-Coder sees both.",
      title,
    ),
  };
}

/** Needs a header that was read with `tokens: true`; `fileName` helps when the metadata has no name. */
export function fimInputOf(header: GgufHeader): FimInput {
  const { metadata, tokens } = header;
  const keys = ["general.name", "general.basename", "general.finetune", "general.size_label"];
  const names = keys.map((key) => textOf(metadata, key) ?? "");
  return {
    architecture: header.architecture,
    name: [...names, header.file].filter((name) => name !== "").join(" "),
    metadata,
    tokenText: (id) => tokens?.text(id),
    tokenId: (text) => tokens?.id(text),
  };
}

function refusedArchitecture(input: FimInput, title: string): string | undefined {
  const { architecture } = input;
  if (nonTextArchitectures.has(architecture))
    return t("{0} ({1}) does not write text, so it cannot complete code.", title, architecture);
  if (recurrentArchitectures.has(architecture) || hasRecurrentState(input))
    return t(
      "{0} has a recurrent architecture ({1}) whose memory cannot be rewound while you type, so it would be too slow for completion. Use it for summaries and reviews, and a coder model such as Qwen2.5-Coder for completion.",
      title,
      architecture,
    );
  if (diffusionArchitectures.has(architecture))
    return t(
      "{0} is a diffusion model ({1}), which Hanare does not run for completion.",
      title,
      architecture,
    );
  return undefined;
}

/** The user knows the model, so no list is asked; but a token that is not there would be sent as nothing. */
function chosenBySetting(
  input: FimInput,
  setting: Exclude<FimSetting, "auto" | "off">,
  title: string,
): FimDecision {
  const name =
    typeof setting === "string" ? setting : [setting.prefix, setting.suffix].map(shown).join(" … ");
  if (typeof setting === "string") {
    const template = templateOfFamily(input, setting);
    if (template) return chosen(withTrainedOrder(input, template), title, name);
    return no(
      t(
        "fim is “{0}”, but the vocabulary of {1} does not have the tokens of this family. Choose another family in hanare.models, or remove fim to use what the file says itself.",
        name,
        title,
      ),
    );
  }
  const template = templateOfTokens(input, setting);
  if (!("missing" in template)) return chosen(template, title, name);
  return no(
    t(
      "fim names {0}, but the vocabulary of {1} has no such token. Write the token as it stands in the vocabulary, or remove fim from hanare.models to use what the file says itself.",
      template.missing.map(shown).join(", "),
      title,
    ),
  );
}

const chosen = (template: FimTemplate, title: string, name: string): FimDecision => ({
  able: "yes",
  template,
  reason: t("{0} fills in code with the tokens that fim names ({1}).", title, name),
});

function judge(input: FimInput, found: FimTemplate, title: string): FimDecision {
  const family = trainedFamilyOf(input);
  const template = withTrainedOrder(input, found);
  const layers = numberOf(input.metadata, `${input.architecture}.block_count`) ?? 0;
  if (!family)
    return {
      able: "unsure",
      template,
      reason: t(
        "{0} has fill-in-the-middle tokens, but is not known to be trained with them: it completes when it passes its test. A coder model such as Qwen2.5-Coder is the safe choice.",
        title,
      ),
    };
  if (family.except?.test(wordsOf(input)) === true || layers > (family.maxLayers ?? Infinity))
    return {
      able: "unsure",
      template,
      reason: t(
        "{0} belongs to the {1} family, but this variant was not trained to fill in code: it completes when it passes its test.",
        title,
        family.title,
      ),
    };
  return {
    able: "yes",
    template,
    reason: t("{0} belongs to the {1} family, which is trained to fill in code.", title, family.title),
  };
}

const wordsOf = ({ name }: FimInput) => name.toLowerCase().replace(/[\s_/]+/g, "-");

const trainedFamilyOf = (input: FimInput) =>
  trainedFamilies.find(
    ({ name, architectures }) =>
      name?.test(wordsOf(input)) === true || architectures?.includes(input.architecture) === true,
  );

function withTrainedOrder(input: FimInput, template: FimTemplate): FimTemplate {
  const order = trainedFamilyOf(input)?.order;
  return order ? { ...template, order } : template;
}

/** Architectures newer than our list still give themselves away by their state-space metadata. */
const hasRecurrentState = ({ architecture, metadata }: FimInput) =>
  metadata.has(`${architecture}.ssm.state_size`) || metadata.has(`${architecture}.wkv.head_size`);

const titleOf = ({ metadata, name, architecture }: FimInput) =>
  shown(textOf(metadata, "general.name") ?? (name === "" ? architecture : name));

const no = (reason: string): FimDecision => ({ able: "no", reason });
