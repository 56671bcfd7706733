/** Why something was not judged, and how a model did in its exam, for people. */
import { type RuntimeInfo } from "../../model/runtime";
import { t } from "../../util/l10n";
import { type Unjudged } from "../ledger";
import { type RulePack } from "../rules";
import { type ExamCard, precisionOf, recallOf, standingOf } from "./gate";

export const noModel = () => t("No model is set up. Choose an instruct model, or check them by hand.");

export const notLoaded = () =>
  t("The model that is set up is not loaded. See why in its status, or check them by hand.");

export const switchedOff = () => t("The model is switched off for reviews. Check them by hand.");

export const stopped = () =>
  t("Not judged: the review was stopped. Run it again to judge the rest; what was judged is remembered.");

export const modelFailed = (reason: string) => t("Not judged: the model failed. {0}", reason);

export function whyUnjudged(why: Unjudged = "garbage"): string {
  switch (why) {
    case "garbage":
      return t(
        "Not judged: the model's answer could not be read. Check it by hand, or choose a larger instruct model.",
      );
    case "refused":
      return t(
        "Not judged: the model refused to answer. Check it by hand, or choose another instruct model.",
      );
    case "contradiction":
      return t("Not judged: the model's reason contradicts its verdict. Check it by hand.");
    case "endless":
      return t(
        "Not judged: the model's answer did not end. Check it by hand, or choose a larger instruct model.",
      );
    case "split":
      return t("Not judged: the model's votes differ. Check it by hand.");
    case "time":
      return t("Not judged: the model took too long. Run the review again, or check it by hand.");
    case "too-long":
      return t(
        "Not judged: the section does not fit into the model's context. Raise contextSize of the model in hanare.models, or check it by hand.",
      );
    case "not-routed":
      return t(
        "Not judged: the section may not be sent to the server, and there is no model on this computer. See hanare.routing, or check it by hand.",
      );
    case "failed":
      return t("Not judged: the engine failed on this section. Run the review again, or check it by hand.");
  }
}

export const noExam = (pack: RulePack) =>
  t(
    "Judge rules not asked: rule pack {0} has no examples to examine a model with. Add tests (violation and ok) to its rules.",
    pack.id,
  );

/** Name of the pack, precision, recall and number of examples. */
const figuresOf = (pack: RulePack, { total }: ExamCard) =>
  [pack.id, percent(precisionOf(total)), percent(recallOf(total)), total.cases] as const;

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function notAsked({ model }: RuntimeInfo, pack: RulePack, card: ExamCard): string {
  if (card.total.cases < card.of)
    return t(
      "Judge rules not asked: {0} failed the exam of rule pack {1}. It ended after {2} of {3} examples ({4} right), for it could not be passed any more. Choose a larger instruct model, or check them by hand.",
      ...[model, pack.id, card.total.cases, card.of, card.total.right],
    );
  return t(
    "Judge rules not asked: {0} failed the exam of rule pack {1} (precision {2}, recall {3}, {4} examples). Choose a larger instruct model, or check them by hand.",
    model,
    ...figuresOf(pack, card),
  );
}

export function examLine(info: RuntimeInfo, pack: RulePack, card: ExamCard): string {
  switch (standingOf(card, pack)) {
    case "confirms":
      return t(
        "{0} passed the exam of rule pack {1} (precision {2}, recall {3}, {4} examples): its findings count.",
        info.model,
        ...figuresOf(pack, card),
      );
    case "advises":
      return t(
        "{0} did not pass the exam of rule pack {1} (precision {2}, recall {3}, {4} examples), but did better than chance: its findings are hints.",
        info.model,
        ...figuresOf(pack, card),
      );
    case "not-asked":
      return notAsked(info, pack, card);
  }
}
