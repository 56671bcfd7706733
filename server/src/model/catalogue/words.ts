/** Words for what the catalogue says in codes, in the user's language. */
import { type Role } from "../../protocol";
import { language, t } from "../../util/l10n";
import { formatSize } from "../../util/size";
import { type Footprint } from "./memory";
import { type Bilingual, type JapaneseLevel, type LicenceUse, type Openness } from "./types";

export const said = (text: Bilingual): string => text[language()];

export const useWords = (use: LicenceUse): string =>
  ({
    free: t("commercial use is free"),
    conditions: t("commercial use under conditions"),
    limited: t("commercial use for some only"),
    research: t("no commercial use"),
    contract: t("only under a contract"),
  })[use];

export const japaneseWords = (level: JapaneseLevel): string =>
  ({
    made: t("made for Japanese"),
    listed: t("Japanese is among its languages"),
    unlisted: t("Japanese is not among its languages"),
  })[level];

export const opennessWords = (openness: Openness): string =>
  ({
    open: t("training data published"),
    described: t("training data described, not published"),
    closed: t("training data not published"),
  })[openness];

export const roleWords = (role: Role): string =>
  ({
    completion: t("code completion"),
    assistant: t("summaries, answers, judging"),
    embedding: t("search by meaning"),
  })[role];

export const memoryWords = ({ file, kvCache, compute, total }: Footprint) =>
  t(
    "about {0} of memory: {1} weights, {2} cache, {3} working memory",
    formatSize(total),
    formatSize(file),
    formatSize(kvCache),
    formatSize(compute),
  );
