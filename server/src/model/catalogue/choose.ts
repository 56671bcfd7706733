/**
 * Which model for this machine, these rules and this task? Pure: everything a person has to weigh is in the wish, and
 * every answer says why. What does not fit or may not be used is refused, with the reason.
 */
import {
  type ChosenRole,
  type LanguageWish,
  type LicenceWish,
  type OpennessWish,
  type QualityWish,
} from "../../protocol";
import { t } from "../../util/l10n";
import { formatSize } from "../../util/size";
import { bandwidth } from "../fitSpeed";
import { type Footprint, footprint, type Quantization, quantizations } from "./memory";
import {
  type Catalogue,
  japaneseLevels,
  japaneseOf,
  licenceOf,
  type LicenceUse,
  type Listed,
  listedModels,
  type Openness,
  opennessLevels,
  reasoningOf,
} from "./types";
import { japaneseWords, opennessWords, useWords } from "./words";

export interface Wish {
  readonly role: ChosenRole;
  /** Bytes of main memory, and of the GPU's (0: none). */
  readonly memory: number;
  readonly vram: number;
  readonly licence: LicenceWish;
  readonly language: LanguageWish;
  readonly openness: OpennessWish;
  /** Tokens of context; absent: the role's default. */
  readonly context?: number;
  /** Absent: balanced. */
  readonly quality?: QualityWish;
}

export interface Choice extends Listed {
  readonly quantization: Quantization;
  readonly footprint: Footprint;
  /** All on the GPU, divided, or in main memory. */
  readonly place: "gpu" | "both" | "memory";
  /** Tokens written in a second, about: what the memory can deliver. */
  readonly speed: number;
  readonly score: number;
  /** Full of facts and in the user's language, the weightiest first. */
  readonly reasons: readonly string[];
}

export interface Refusal extends Listed {
  readonly reason: string;
}

export interface Chosen {
  /** The best first. */
  readonly choices: readonly Choice[];
  readonly refused: readonly Refusal[];
}

const GiB = 2 ** 30;
/** Tokens a second: below `least` nobody waits for it; from `easy` on it does not matter. */
const speeds: Readonly<Record<ChosenRole, { readonly least: number; readonly easy: number }>> = {
  completion: { least: 12, easy: 25 },
  assistant: { least: 2.5, easy: 6 },
};

/** How many points it brings to be quick enough, and how quick that is, in shares of `easy`. */
const tempo: Readonly<Record<QualityWish, { readonly points: number; readonly share: number }>> = {
  quality: { points: 0, share: 0 },
  balanced: { points: 6, share: 1 },
  speed: { points: 24, share: 3 },
};

/** Tokens a second from which on `wish` asks for no more. */
function enough({ role, quality = "balanced" }: Wish): number {
  const { easy, least } = speeds[role];
  return Math.max(least, easy * tempo[quality].share);
}

/** What a model may take: the editor, its extensions and the system need the rest. */
export const roomIn = (memory: number): number => Math.max(memory * 0.6, memory - 8 * GiB);
export const roomOnGpu = (vram: number): number => vram * 0.9;

export function choose(catalogue: Catalogue, wish: Wish): Chosen {
  const choices: Choice[] = [];
  const refused: Refusal[] = [];
  for (const listed of listedModels(catalogue)) {
    const reason = refusalOf(listed, wish);
    const placed = reason === undefined ? placeOf(listed, wish) : { reason };
    if ("reason" in placed) refused.push({ ...listed, reason: placed.reason });
    else choices.push(weigh({ ...listed, ...placed }, wish));
  }
  // Names decide among equals: the same wish has the same answer.
  choices.sort((a, b) => b.score - a.score || (a.model.id < b.model.id ? -1 : 1));
  return { choices, refused };
}

/** Uses that a wish accepts. */
const accepted: Readonly<Record<LicenceWish, readonly LicenceUse[]>> = {
  permissive: ["free"],
  commercial: ["free", "conditions"],
  any: ["free", "conditions", "limited", "research"],
};

/** Why it is out of the question on any machine. */
function refusalOf(listed: Listed, wish: Wish): string | undefined {
  const { family, model } = listed;
  const { name, use } = licenceOf(listed);
  if (!model.roles.includes(wish.role))
    return wish.role === "completion"
      ? t("It does not fill in code at the cursor.")
      : t("It is not made to follow instructions.");
  if (!accepted[wish.licence].includes(use)) return t("Licence: {0}, {1}.", name, useWords(use));
  if (opennessLevels.indexOf(family.data.openness) > opennessLevels.indexOf(leastOpen[wish.openness]))
    return t("{0}.", capital(opennessWords(family.data.openness)));
  if (wish.context !== undefined && (model.context ?? 0) < wish.context)
    return model.context === undefined
      ? t("Its context length is not published.")
      : t("It reads {0} tokens; {1} are wanted.", model.context, wish.context);
  return undefined;
}

const leastOpen: Readonly<Record<OpennessWish, Openness>> = {
  any: "closed",
  described: "described",
  open: "open",
};
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type Placed = Pick<Choice, "quantization" | "footprint" | "place" | "speed">;

/** The best quantisation that fits and is quick; otherwise the smallest that is quick enough. */
function placeOf({ model }: Listed, wish: Wish): Placed | { readonly reason: string } {
  const least = footprint(model, "Q4_K_M", wish.role, wish.context);
  if (least === undefined) return { reason: t("Its size is not published.") };
  const room = roomIn(wish.memory) + roomOnGpu(wish.vram);
  const placed = quantizations
    .map((quantization) => placedAs(model, quantization, wish))
    .filter((each) => each !== undefined);
  if (placed.length === 0)
    return {
      reason: t("It needs {0} at least; {1} may be used here.", formatSize(least.total), formatSize(room)),
    };
  const { least: slowest } = speeds[wish.role];
  const best = placed.find(({ speed }) => speed >= enough(wish)) ?? placed.at(-1);
  if (best === undefined || best.speed < slowest)
    return {
      reason: t("It would write about {0} tokens a second here: too slow.", (best?.speed ?? 0).toFixed(1)),
    };
  return best;
}

function placedAs(model: Listed["model"], quantization: Quantization, wish: Wish): Placed | undefined {
  const needed = footprint(model, quantization, wish.role, wish.context);
  if (needed === undefined) return undefined;
  const onGpu = Math.min(1, roomOnGpu(wish.vram) / needed.total);
  if (needed.total * (1 - onGpu) > roomIn(wish.memory)) return undefined;
  const read = needed.file * ((model.active ?? model.parameters ?? 1) / (model.parameters ?? 1));
  const seconds = (read * onGpu) / bandwidth.gpu + (read * (1 - onGpu)) / bandwidth.memory;
  const place = onGpu === 1 ? "gpu" : onGpu > 0 ? "both" : "memory";
  return { quantization, footprint: needed, place, speed: 1 / seconds };
}

const bitsLost: Readonly<Record<Quantization, number>> = { Q8_0: 0, Q6_K: 0.5, Q5_K_M: 1, Q4_K_M: 2 };
const useScores: Readonly<Record<LicenceUse, number>> = {
  ...{ free: 6, conditions: 0, limited: -6, research: -10, contract: -10 },
};
const opennessScores: Readonly<Record<Openness, number>> = { open: 3, described: 1, closed: 0 };
/** Tokens below which longer documents are read in many pieces. */
const shortContext = 8192;
/** Share of the room from which on a second model has no place beside it. */
const mostOfTheRoom = 0.75;

/** One part of the score with what it stands for; parts without words are told elsewhere. */
type Part = readonly [points: number, reason?: string];

function weigh(placed: Listed & Placed, wish: Wish): Choice {
  const { family, model, quantization } = placed;
  const { name, use } = licenceOf(placed);
  const parameters = model.parameters ?? 1;
  // Experts that rest know something too, but less than as many that work.
  const size = Math.sqrt(parameters * (model.active ?? parameters));
  const reasoning = wish.role === "assistant" ? reasoningOf(placed) : undefined;
  const parts: readonly Part[] = [
    [
      10 * Math.log2(size) - bitsLost[quantization],
      model.active === undefined
        ? t("{0} B parameters as {1}", parameters, quantization)
        : t("{0} B parameters, {1} B at work, as {2}", parameters, model.active, quantization),
    ],
    languagePart(placed, wish),
    [useScores[use], t("{0}: {1}", name, useWords(use))],
    [placed.speed >= enough(wish) ? tempo[wish.quality ?? "balanced"].points : 0, speedWords(placed)],
    [opennessScores[family.data.openness], opennessWords(family.data.openness)],
    ...limitParts(placed, wish),
    ...(reasoning
      ? [[placed.place === "gpu" ? 0 : -4, t("thinks aloud first, so answers come later")] as const]
      : []),
  ];
  const score = parts.reduce((sum, [points]) => sum + points, 0);
  return {
    ...placed,
    score,
    reasons: parts.map(([, reason]) => reason).filter((reason) => reason !== undefined),
  };
}

/** What a person should know before choosing it. */
function limitParts({ model, footprint: { total } }: Listed & Placed, wish: Wish): readonly Part[] {
  const room = roomIn(wish.memory) + roomOnGpu(wish.vram);
  const context = model.context ?? shortContext;
  return [
    ...(wish.role === "assistant" && context < shortContext
      ? [[-8, t("reads only {0} tokens at once", context)] as const]
      : []),
    ...(total > room * mostOfTheRoom ? [[-6, t("leaves little memory for a second model")] as const] : []),
  ];
}

/** Code is code; texts are written in the language that was asked for. */
function languagePart(listed: Listed, { role, language }: Wish): Part {
  if (language !== "ja") return [0];
  const level = japaneseOf(listed);
  const points = role === "completion" ? [2, 2, 0] : [15, 8, -25];
  return [points[japaneseLevels.indexOf(level)] ?? 0, japaneseWords(level)];
}

function speedWords({ place, speed }: Placed): string {
  const tokens = speed < 10 ? speed.toFixed(1) : Math.round(speed);
  if (place === "gpu") return t("about {0} tokens a second on the GPU", tokens);
  if (place === "both") return t("about {0} tokens a second, partly on the GPU", tokens);
  return t("about {0} tokens a second without a GPU", tokens);
}
