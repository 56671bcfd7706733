/** The journal's names in the user's language. */
import { type JournalPeriod } from "../../../server/src/protocol";
import { type Translate } from "../translate";

export const periodName = (days: JournalPeriod, t: Translate): string =>
  ({ 1: t("Today"), 7: t("7 days"), 30: t("30 days"), 90: t("90 days") })[days];

/** Statuses, verdicts, decisions and why a suggestion was left out; error codes stay as they are. */
export function countName(name: string, t: Translate): string {
  const names: Readonly<Record<string, string>> = {
    confirmed: t("confirmed"),
    advisory: t("advisory"),
    unlocated: t("not located"),
    suppressed: t("excused"),
    violations: t("violations"),
    compliant: t("compliant"),
    notApplicable: t("not applicable"),
    setAside: t("set aside at a second look"),
    notJudged: t("not judged"),
    falsePositive: t("false positive"),
    acceptedRisk: t("accepted risk"),
    toFix: t("to be fixed"),
    fixed: t("fixed"),
    approved: t("agreed to"),
  };
  return names[name] ?? dropReasons(t)[name] ?? name;
}

/** What a suggestion was that a filter of the completion (`completion/postprocess/`) left nothing of. */
function dropReasons(t: Translate): Readonly<Record<string, string>> {
  return {
    brokenCharacter: t("a broken character"),
    chat: t("words to the user, no code"),
    echoedSpecialTokens: t("a mark of the model's own"),
    echoedHeader: t("the beginning of another file"),
    echoedLineStart: t("the beginning of the line once more"),
    doubleSpace: t("a space that is there already"),
    singleLine: t("nothing in the one line that was wanted"),
    repetition: t("runs in circles"),
    stopAtSuffix: t("stands below the cursor already"),
    similarToSuffix: t("nearly what stands below the cursor"),
    repeatsLineAbove: t("the line above once more"),
    duplicateKey: t("a key that is there already"),
    limitScopeByIndentation: t("belongs to another block"),
    blankLine: t("only a blank line"),
    leadingBlankLines: t("only blank lines where there are some"),
    stopAtRest: t("the rest of the line once more"),
    similarToRest: t("nearly the rest of the line"),
    repeatedTail: t("changes nothing of the rest of the line"),
    quotes: t("a quotation mark without a partner"),
    balanceBrackets: t("a bracket that closes nothing"),
    closeBlocks: t("a block that stays open"),
    indentation: t("only indentation"),
    oddIndentation: t("indentation that does not fit the file"),
    emptyComment: t("a comment without words"),
    trimTrailingSpace: t("only white space at the end"),
    fixedColumns: t("past the last column of a fixed format"),
    unencodable: t("a letter that the file's encoding lacks"),
    blank: t("nothing to be seen"),
  };
}
