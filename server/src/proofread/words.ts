/** Names of the kinds, and a report as text or JSON. */
import { type ProofFinding, type ProofKind, type ProofreadReport } from "../protocol";
import { t } from "../util/l10n";

export function kindName(kind: ProofKind): string {
  const names: Readonly<Record<ProofKind, string>> = {
    width: t("full and half width"),
    characters: t("odd characters"),
    term: t("terms and house style"),
    spelling: t("spellings that vary"),
    typo: t("misspellings"),
    repetition: t("words that stand twice"),
    particle: t("particles"),
    inflection: t("spoken forms"),
    negative: t("two negations"),
    style: t("です・ます and だ・である"),
    length: t("long sentences"),
    bracket: t("brackets"),
    punctuation: t("punctuation"),
    honorific: t("honorifics"),
    grammar: t("English grammar"),
  };
  return names[kind];
}

/** `manual.md:12:5 misspellings: … → …`; `name`: of the file. */
export function reportText({ findings, sentences, skipped }: ProofreadReport, name: string): string {
  const lines = findings.map((finding) => `${placeOf(finding, name)} ${describe(finding)}`);
  const left = skipped.map(({ where, why }) => `${name}: ${t("not checked: {0}: {1}", where, why)}`);
  return [...lines, ...left, t("{0}: {1} findings in {2} sentences", name, findings.length, sentences)].join(
    "\n",
  );
}

function placeOf({ anchor, place }: ProofFinding, name: string): string {
  return place === undefined
    ? `${name}:${anchor.start.line + 1}:${anchor.start.character + 1}`
    : `${name}: ${place}:`;
}

const describe = ({ kind, message, quote, suggestion }: ProofFinding): string => {
  const change = suggestion === undefined ? "" : ` [${oneLine(quote)} → ${oneLine(suggestion)}]`;
  return `${kindName(kind)}: ${message}${change}`;
};

const oneLine = (text: string) => {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};
