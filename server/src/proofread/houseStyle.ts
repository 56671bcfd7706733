/** What is right in this folder: a shipped house style with the user's own terms on top. */
import general from "../../../media/proofread/general.json";
import publicStyle from "../../../media/proofread/public.json";
import technical from "../../../media/proofread/technical.json";
import technicalShort from "../../../media/proofread/technicalShort.json";
import typos from "../../../media/proofread/typos.json";
import { type ProofStyle } from "../protocol";
import { emptyList, readTermList, type Term, type TermList } from "./termList";

export interface HouseStyle {
  /** The user's own, which win over the style's. */
  readonly own: readonly Term[];
  readonly terms: readonly Term[];
  readonly typos: readonly Term[];
  readonly groups: readonly (readonly string[])[];
  readonly ignore: readonly string[];
  /** Characters of the longest Japanese sentence. */
  readonly sentence: number;
  readonly halfWidth: boolean;
}

const longestSentence = 120;

/** Read once, when it is first needed: the shipped lists are checked by a test. */
function shipped(list: unknown): () => TermList {
  let read: TermList | undefined;
  return () => (read ??= readTermList(JSON.stringify(list), "media").list);
}
const lists: Readonly<Record<ProofStyle, () => TermList>> = {
  general: () => emptyList,
  public: shipped(publicStyle),
  technical: shipped(technical),
  technicalShort: shipped(technicalShort),
};
const [common, misspellings] = [shipped(general), shipped(typos)];

/** `own` wins: a word that it prefers or ignores is no variant any more. */
export function houseStyle(style: ProofStyle, own: TermList): HouseStyle {
  const chosen = lists[style]();
  const right = new Set([...own.terms.map(({ prefer }) => prefer), ...own.ignore]);
  const decided = new Set(own.terms.flatMap(({ variants }) => variants));
  const without = (terms: readonly Term[]) =>
    terms.flatMap((term) => {
      const variants = term.variants.filter((word) => !right.has(word) && !decided.has(word));
      return variants.length === 0 ? [] : [{ ...term, variants }];
    });
  const ruled = new Set(
    [...chosen.terms, ...own.terms].flatMap(({ prefer, variants }) => [prefer, ...variants]),
  );
  return {
    own: own.terms,
    terms: without(chosen.terms),
    typos: without(misspellings().terms),
    // What a list decides is no matter of the majority.
    groups: [...common().groups, ...chosen.groups, ...own.groups].filter(
      (group) => !group.some((word) => ruled.has(word)),
    ),
    ignore: own.ignore,
    sentence: own.sentence ?? chosen.sentence ?? longestSentence,
    halfWidth: own.halfWidth ?? chosen.halfWidth ?? false,
  };
}
