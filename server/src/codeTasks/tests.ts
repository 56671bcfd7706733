/** Tests that a model wrote: a file of their own, with what could not be told of them. */
import { nameOf } from "../documents/title";
import { type CodeTaskResult } from "../protocol";
import { t } from "../util/l10n";
import { codeIn } from "./answerCode";
import { type Asked } from "./edits";
import { type Framework } from "./framework";
import { faultsIn, outsideNames } from "./names";

export function tested({ code, answer, ended, read, model }: Asked, framework: Framework): CodeTaskResult {
  const found = codeIn(answer);
  if (found === undefined)
    return {
      kind: "refused",
      why: t("The model's answer holds no code. Try again, or choose a larger instruct model."),
      answer,
    };
  const { document, span } = code;
  const { languageId, uri } = document;
  const stem = nameOf(uri).replace(/\.[^.]*$/, "");
  const name = framework.fileName(stem);
  const text = `${found.code.replace(/\r\n|\r/g, "\n")}\n`;
  const made = read({ uri: uri.replace(/[^/]*$/, encodeURIComponent(name)), languageId, text });
  const faults = faultsIn(made);
  const names = outsideNames(document, span) ?? [];
  const used = names.length === 0 || names.some((one) => found.code.includes(one.name));
  const notes = [
    t("Written for {0} and not run; read them before you rely on them.", framework.name),
    ...(faults === undefined
      ? [t("Syntax could not be checked: there is no grammar for {0}.", languageId)]
      : faults > 0
        ? [t("The tests have errors of syntax: {0}", faults)]
        : []),
    ...(framework.module === undefined || text.includes(framework.module)
      ? []
      : [t("The tests do not import {0}; they may be written for another framework.", framework.module)]),
    ...(used ? [] : [t("The tests call nothing of the selected code.")]),
    ...(found.whole && (ended === "eos" || ended === "stop")
      ? []
      : [t("The tests are not whole: the model came to its limit. Select less, such as one function.")]),
  ];
  return { kind: "file", text, code: code.text, languageId, framework: framework.name, name, model, notes };
}
