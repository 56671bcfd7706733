/** A suite of one's own that grows: an answer that was judged becomes a case, the rest of the file stays as it is. */
import { isSeq, parseDocument } from "yaml";
import { type ExpectedAnswer, type ExpectedWords, type SuiteCaseRequest } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { sha256 } from "../util/sha256";
import { holds } from "./score";
import { readSuite } from "./suite";

/** A document that the case is to be answered from. */
export interface CaseText {
  /** Of the file, without folders. */
  readonly name: string;
  readonly text: string;
}

const empty = `# Answers that were judged, with the text of their documents.
hanare-suite: 1
id: private
title: { ja: 自分の評価, en: My own }
cases: []
`;

/** Rejects with a `RequestError` that says what to write instead. Pure. */
export function withCase(
  { expected, note, suite }: Omit<SuiteCaseRequest.Params, "thumb">,
  texts: readonly CaseText[],
): SuiteCaseRequest.Result {
  checkExpected(expected, texts);
  const before = suite?.text.trim() ? suite.text : empty;
  const name = suite?.name ?? "private.yaml";
  if (before !== empty) requireSuite(name, before);
  const document = parseDocument(before);
  const list = document.get("cases", true);
  if (!isSeq(list)) throw new RequestError("not-accepted", t("{0} has no list of cases.", name));
  const made = caseOf(expected, texts);
  const node = document.createNode(made);
  if (note !== undefined && note.trim() !== "") node.commentBefore = commentOf(note);
  const at = list.items.findIndex((_, index) => document.getIn(["cases", index, "id"]) === made.id);
  if (at < 0) list.items.push(node);
  else list.items[at] = node;
  list.flow = false;
  const text = document.toString({ lineWidth: 0 });
  requireSuite(name, text);
  return { text, id: made.id, replaced: at >= 0 };
}

/** A half-read suite would lose what is in it. */
function requireSuite(name: string, text: string): void {
  const read = readSuite({ name, text });
  if ("problems" in read) throw new RequestError("not-accepted", read.problems.slice(0, 3).join(" "));
}

const commentOf = (note: string) =>
  note
    .trim()
    .split(/\r?\n/)
    .map((line) => ` ${line}`)
    .join("\n");

function checkExpected(expected: ExpectedAnswer, texts: readonly CaseText[]): void {
  switch (expected.kind) {
    case "summarize":
      return requireWords(
        expected.facts.length + expected.absent.length,
        t("Write words that must be in the summary, or words that must not."),
      );
    case "ask": {
      const strange = expected.quotes.find((quote) => !texts.some(({ text }) => holds(text, quote)));
      if (strange === undefined) return;
      throw new RequestError(
        "not-accepted",
        t("“{0}” stands in none of the documents. Write the words as they stand there.", strange),
      );
    }
    default:
      // Code that a model gives back is looked at by the product; an explanation has nothing but words.
      if (expected.kind === "code" && expected.task !== "explain") return;
      return requireWords(
        expected.must.length + expected.mustNot.length,
        t("Write words that must be in the answer, or words that must not."),
      );
  }
}

function requireWords(count: number, why: string): void {
  if (count === 0) throw new RequestError("not-accepted", why);
}

/** The same question to the same documents is the same case. A chat's is a plain prompt, the kind that refusals are of. */
function caseOf(expected: ExpectedAnswer, texts: readonly CaseText[]) {
  switch (expected.kind) {
    case "summarize": {
      const { kind, length, facts, absent, uri } = expected;
      return {
        ...{ id: idOf(kind, [uri, length]), kind, text: texts[0]?.text ?? "", length },
        ...(facts.length > 0 ? { facts } : {}),
        ...(absent.length > 0 ? { absent } : {}),
      };
    }
    case "ask": {
      const { kind, question, quotes, uris } = expected;
      return {
        ...{ id: idOf(kind, [question, ...uris]), kind, question, texts: named(texts) },
        ...(quotes.length > 0 ? { quotes } : { notFound: true }),
      };
    }
    case "chat":
      return {
        ...{ id: idOf(expected.kind, [expected.question]), kind: "refuse", prompt: expected.question },
        ...wordsOf(expected),
      };
    case "code": {
      const { kind, task, name, text } = expected;
      return { id: idOf(kind, [task, name, text]), kind, task, name, text, ...wordsOf(expected) };
    }
    case "draft": {
      const { kind, template, uris } = expected;
      return {
        ...{ id: idOf(kind, [template, ...uris]), kind, template, texts: named(texts) },
        ...wordsOf(expected),
      };
    }
    case "commit":
      return {
        ...{ id: idOf(expected.kind, [expected.diff]), kind: "commit", text: expected.diff },
        ...wordsOf(expected),
      };
  }
}

const wordsOf = ({ must, mustNot }: ExpectedWords) => ({
  ...(must.length > 0 ? { must } : {}),
  ...(mustNot.length > 0 ? { mustNot } : {}),
});

const idOf = (kind: string, parts: readonly string[]) =>
  `${kind}-${sha256(JSON.stringify(parts)).slice(0, 10)}`;

/** Two files of one name are told apart by a number. */
function named(texts: readonly CaseText[]): readonly CaseText[] {
  const taken = new Set<string>();
  return texts.map(({ name, text }) => {
    let own = name;
    for (let number = 2; taken.has(own); number += 1) own = `${number}-${name}`;
    taken.add(own);
    return { name: own, text };
  });
}
