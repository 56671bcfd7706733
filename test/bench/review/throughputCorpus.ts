/** A workspace of 5,000 files and 50 MB for the throughput bench: code and Japanese and English manuals, seeded. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { seeded } from "../typing/random";

export interface CorpusSize {
  readonly files: number;
  /** Bytes of all files together, about. */
  readonly bytes: number;
}

export interface Corpus {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly code: { readonly files: number; readonly bytes: number };
  readonly manuals: { readonly files: number; readonly bytes: number };
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const nouns =
  "顧客 帳票 装置 端末 記録 手順 書庫 電源 弁 計器 申請 承認 部品 薬剤 患者 口座 残高 取引 回線 鍵".split(
    " ",
  );
const verbs = "確認する 記録する 点検する 提出する 保管する 報告する 開ける 閉める 交換する 照合する".split(
  " ",
);
const names =
  "count index value total buffer reader writer result entry record order client session region".split(" ");
const calls = "load save merge parse format compare collect update remove insert".split(" ");
const words =
  "operator valve panel record check report switch cover sensor pump filter label drawer cable".split(" ");

/** One line in fifty holds something that one of the rules finds. */
const rarity = 0.02;

function japaneseLine(random: Random): string {
  const bad =
    random() < rarity ? pick(random, ["適宜", "原則として", "なるべく", "随時", "必要に応じて"]) : "";
  return `${pick(random, nouns)}の${pick(random, nouns)}を${bad}${pick(random, verbs)}。`;
}

function englishLine(random: Random): string {
  const bad = random() < rarity ? pick(random, ["as appropriate ", "if necessary ", "etc. ", "TBD "]) : "";
  return `The ${pick(random, words)} and the ${pick(random, words)} are ${bad}checked by the ${pick(random, words)}. `;
}

function manual(random: Random, bytes: number, japanese: boolean): string {
  const line = japanese ? japaneseLine : englishLine;
  let text = japanese ? "# 点検手順書\n\n" : "# Inspection procedure\n\n";
  for (let section = 1; Buffer.byteLength(text) < bytes; section += 1) {
    text += `## ${section} ${pick(random, japanese ? nouns : words)}\n\n`;
    for (let paragraph = 0; paragraph < 4; paragraph += 1)
      text += `${Array.from({ length: 5 }, () => line(random)).join("")}\n\n`;
    for (let step = 1; step <= 6; step += 1) text += `${step}. ${line(random)}\n`;
    text += "\n";
  }
  return text;
}

function code(random: Random, bytes: number, python: boolean): string {
  let text = "";
  for (let index = 0; text.length < bytes; index += 1) {
    const [a, b, call] = [pick(random, names), pick(random, names), pick(random, calls)];
    const bad =
      random() < rarity * 5
        ? pick(random, ["eval(source)", "md5(data)", 'http.get("http://example.com")'])
        : `${call}(${a}, ${b})`;
    text += python
      ? `# ${call} the ${a}\ndef ${call}_${a}_${index}(${a}, ${b}):\n    ${b} = ${bad}\n    if ${a} > ${index}:\n        return "${a} of ${b}"\n    return ${b}\n\n`
      : `/** Compares ${a} with ${b}. */\nexport function ${call}${index}(${a}: number, ${b}: number) {\n  const found = ${bad};\n  if (${a} > ${index}) return "${a} of ${b}";\n  return found;\n}\n\n`;
  }
  return text;
}

/** Half of the bytes are code (TypeScript and Python), half manuals (Markdown and plain text, two languages). */
export function writeCorpus(folder: string, size: CorpusSize): Corpus {
  const random = seeded(20260401);
  const each = size.bytes / size.files;
  const sums = { code: { files: 0, bytes: 0 }, manuals: { files: 0, bytes: 0 } };
  for (let index = 0; index < size.files; index += 1) {
    const wanted = each * (0.4 + 1.2 * random());
    const kind = index % 4;
    const isCode = kind < 2;
    const text = isCode ? code(random, wanted, kind === 1) : manual(random, wanted, random() < 0.7);
    const extension = ["ts", "py", "md", "txt"][kind] ?? "txt";
    const place = path.join(folder, isCode ? "src" : "docs", `part${index % 50}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, `file${index}.${extension}`), text);
    const sum = isCode ? sums.code : sums.manuals;
    sum.files += 1;
    sum.bytes += Buffer.byteLength(text);
  }
  return { folder, files: size.files, bytes: sums.code.bytes + sums.manuals.bytes, ...sums };
}
