/** What may stand in the place of selected code: the same code with comments, or other code that fits in its place. */
import { type SourceDocument, type Span } from "../documents/document";
import { type TextSource } from "../documents/read";
import { type StopReason } from "../model/runtime";
import { type CodeTaskResult } from "../protocol";
import { t } from "../util/l10n";
import { codeIn, indentedAs, withBreaksOf } from "./answerCode";
import { codeAlone, commented } from "./comments";
import { changedLiterals, faultsIn, outsideNames, unknownNames } from "./names";
import { type SelectedCode } from "./selectedCode";
import { takeComments, type TakenEdit } from "./takeComments";

export interface Asked {
  readonly code: SelectedCode;
  readonly answer: string;
  readonly ended: StopReason;
  read(source: TextSource): SourceDocument;
  readonly model: string;
}

/** The document with other text at the selection, and where that stands. */
function replaced(
  { code, read }: Asked,
  text: string,
): { readonly document: SourceDocument; readonly span: Span } {
  const { document, span } = code;
  const { uri, languageId } = document;
  const whole = document.text.slice(0, span.start) + text + document.text.slice(span.end);
  return {
    document: read({ uri, languageId, text: whole }),
    span: { start: span.start, end: span.start + text.length },
  };
}

const noCode = (answer: string): CodeTaskResult => ({
  kind: "refused",
  why: t("The model's answer holds no code. Try again, or choose a larger instruct model."),
  answer,
});

/** The original lines with the model's comments: whatever else it changed is not taken. */
export function documented(asked: Asked): CodeTaskResult {
  const { code, answer, model } = asked;
  const found = codeIn(answer);
  if (found === undefined) return noCode(answer);
  const { document, span, text } = code;
  const said = replaced(asked, withBreaksOf(found.code, document.text));
  const lineBreak = /\r\n|\n|\r/.exec(document.text)?.[0] ?? "\n";
  const taken = takeComments(commented(document, span), commented(said.document, said.span), {
    ...{ end: span.end, lineBreak },
  });
  if (taken.comments.length === 0)
    return {
      kind: "refused",
      why: taken.changed
        ? t("The model changed the code instead of adding comments, so nothing was taken.")
        : t("The model added no comment. The code may be documented already; else choose a larger model."),
      answer,
    };
  const edits = taken.edits.map((edit) => ({ ...edit, text: withBreaksOf(edit.text, document.text) }));
  const after = withEdits(text, span.start, edits);
  // By construction only comments differ; a line that is read otherwise now (a string, a template) would break that.
  if (codeAlone(replaced(asked, after).document).join("\n") !== codeAlone(document).join("\n"))
    return {
      kind: "refused",
      why: t("The comments would have changed the code, so nothing was taken. Try again on a smaller part."),
      answer,
    };
  const unknown = unknownNames(taken.comments.join("\n"), document.text);
  const notes = [
    ...(found.whole ? [] : [t("The answer is not whole; there may be comments for the first part only.")]),
    ...(taken.changed ? [t("The model changed the code as well; only its comments were taken.")] : []),
    ...(unknown.length === 0
      ? []
      : [t("These names stand nowhere in the file: {0}", unknown.slice(0, 8).join(", "))]),
  ];
  return { kind: "edit", range: document.rangeOf(span), before: text, after, model, notes };
}

function withEdits(text: string, start: number, edits: readonly TakenEdit[]): string {
  let result = "";
  let from = 0;
  for (const { span, text: own } of edits) {
    result += text.slice(from, span.start - start) + own;
    from = span.end - start;
  }
  return result + text.slice(from);
}

/** Other code in its place: it must parse and keep the names that others use; what cannot be told is said. */
export function refactored(asked: Asked): CodeTaskResult {
  const { code, answer, ended, model } = asked;
  const found = codeIn(answer);
  if (found === undefined) return noCode(answer);
  if (!found.whole || (ended !== "eos" && ended !== "stop"))
    return {
      kind: "refused",
      why: t("The model did not finish the code. Select less, such as one function."),
      answer,
    };
  const { document, span, text } = code;
  const after = withBreaksOf(indentedAs(found.code, text), document.text);
  if (after.trim() === text.trim())
    return { kind: "refused", why: t("The model found nothing to change in this code.") };
  const made = replaced(asked, after);
  const why = faultOf(document, made) ?? lostName({ document, span }, made);
  if (why !== undefined) return { kind: "refused", why, answer };
  return {
    ...{ kind: "edit", range: document.rangeOf(span), before: text, after, model },
    notes: notesOn({ document, span }, made),
  };
}

interface Stretch {
  readonly document: SourceDocument;
  readonly span: Span;
}

function faultOf(before: SourceDocument, { document }: Stretch): string | undefined {
  const [given, made] = [faultsIn(before), faultsIn(document)];
  if (given === undefined || made === undefined || made <= given) return undefined;
  return t(
    "The model's code has errors of syntax, so it is not offered. Try again, or choose a larger model.",
  );
}

function lostName(before: Stretch, after: Stretch): string | undefined {
  const given = outsideNames(before.document, before.span);
  const made = outsideNames(after.document, after.span);
  const lost = given?.find(({ name }) => !(made ?? []).some((one) => one.name === name));
  return lost === undefined
    ? undefined
    : t("The model's code no longer has {0}, which other code may use, so it is not offered.", lost.name);
}

function notesOn(before: Stretch, after: Stretch): readonly string[] {
  const { languageId } = before.document;
  const given = outsideNames(before.document, before.span);
  const made = outsideNames(after.document, after.span) ?? [];
  const unchecked = faultsIn(after.document) === undefined || given === undefined;
  const heads = (given ?? []).filter(
    ({ name, head }) => !made.some((one) => one.name === name && one.head === head),
  );
  const literals = changedLiterals(before, after);
  const lostComments = commentsIn(before) - commentsIn(after);
  return [
    ...(unchecked
      ? [
          t(
            "Syntax and names could not be checked: there is no grammar for {0}. Read it closely.",
            languageId,
          ),
        ]
      : []),
    ...(heads.length === 0
      ? []
      : [
          t(
            "Declared in another way than before; look at the callers: {0}",
            heads.map(({ name }) => name).join(", "),
          ),
        ]),
    ...(literals.length === 0
      ? []
      : [t("Values that are gone or new: {0}", literals.slice(0, 8).join(", "))]),
    ...(lostComments > 0 ? [t("Comments that are gone: {0}", lostComments)] : []),
  ];
}

const commentsIn = ({ document, span }: Stretch): number =>
  document.blocks.filter(
    ({ kind, span: own }) => kind === "comment" && own.start >= span.start && own.end <= span.end,
  ).length;
