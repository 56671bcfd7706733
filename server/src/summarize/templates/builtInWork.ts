/** Templates of wards and of software departments. */
import { divided } from "../../documents/wordFinder";
import { slot, type Template } from "./template";

const course: Template = {
  id: "course",
  title: { ja: "経過要約", en: "Medical course" },
  signs: divided(
    "経過記録|経過要約|退院サマリー|退院時要約|看護サマリー|看護記録|入院経過|診療録|診療情報提供|discharge summary|course notes|nursing summary|progress notes|clinical course",
  ),
  slots: [
    slot(
      ["診断・主訴", "Diagnosis and complaint"],
      "診断|病名|主訴|傷病名|diagnosis|diagnoses|complaint|reason for admission",
      "と診断|主訴|入院した|入院となった|diagnosed|admitted",
      4,
    ),
    slot(
      ["既往・アレルギー", "History and allergies"],
      "既往|アレルギー|禁忌|allergies|allergy|history",
      "アレルギー|既往|発疹|allergy|allergic|rash|history of",
      4,
    ),
    slot(
      ["経過", "Course"],
      "経過|現病歴|第1週|第2週|第3週|course|hospital course|progress",
      "発熱|転倒|改善|悪化|軽快|認めた|手術|切除|造設|術後|消えた|出血|fever|fell|improved|worsened|surgery",
      8,
    ),
    slot(
      ["検査・所見", "Tests and findings"],
      "検査|所見|バイタル|結果|tests|results|findings|vitals|examination",
      "検査|血圧|体温|mg/dL|CRP|SpO2|酸素飽和度|potassium|blood pressure|temperature|saturation",
      6,
    ),
    slot(
      ["治療・薬", "Treatment and medicines"],
      "治療|処置|投薬|処方|内服|薬|treatment|medication|medications|medicines",
      "点滴|投与|内服|処方|抗菌薬|mg|infusion|antibiotic|tablets|dose",
      6,
    ),
    slot(
      ["看護・ケアの問題", "Care problems"],
      "看護問題|看護|ケア|ADL|リスク|care|nursing|problems",
      "介助|転倒|褥瘡|皮膚|誤嚥|assistance|pressure ulcer|falls",
      5,
    ),
    slot(
      ["退院・今後", "Discharge and plan"],
      "退院|今後|方針|外来|申し送り|計画|discharge|plan|follow-up",
      "退院|外来|次回受診|転院|discharge|follow-up|next visit|going home",
      5,
    ),
  ],
};

const design: Template = {
  id: "design",
  title: { ja: "設計書・仕様書", en: "Design document" },
  signs: divided(
    "設計書|基本設計|詳細設計|仕様書|アーキテクチャ|要件定義|design document|design doc|specification|architecture|rfc",
  ),
  slots: [
    slot(
      ["目的・背景", "Purpose"],
      "目的|背景|概要|purpose|background|overview|motivation",
      "目的とする|purpose|we need",
      3,
    ),
    slot(
      ["要件・制約", "Requirements and constraints"],
      "要件|制約|前提|非機能|requirements|constraints|assumptions|goals",
      "なければならない|必須|以内|以上|must|shall|at least|at most",
      8,
    ),
    slot(
      ["構成・方式", "Structure"],
      "構成|方式|アーキテクチャ|設計|全体像|structure|architecture|design|components",
      "構成する|からなる|経由|consists of|is divided|talks to",
      6,
    ),
    slot(
      ["インターフェース・データ", "Interfaces and data"],
      "インターフェース|インタフェース|API|データ|入出力|画面|interfaces|interface|data|schema",
      "送信する|受信する|形式|sends|receives|format|table",
      6,
    ),
    slot(
      ["決めたことと理由", "Decisions and reasons"],
      "決定|判断|選定|採用|decision|decisions|rationale|alternatives",
      "採用する|採用した|ことにした|理由|選んだ|because|we chose|instead of|decided",
      6,
    ),
    slot(
      ["異常時・セキュリティ", "Failure and security"],
      "異常|障害|エラー|セキュリティ|可用性|failure|errors|security|availability",
      "エラー|再試行|暗号|認証|停止|error|retry|encrypt|authenticate|fails",
      6,
    ),
    slot(
      ["未決事項・リスク", "Open points and risks"],
      "未決|課題|リスク|残件|open questions|open points|risks|future work",
      "未定|検討中|TBD|リスク|to be decided|open question|risk",
      5,
    ),
  ],
};

const source: Template = {
  id: "source",
  title: { ja: "ソースコード", en: "Source file" },
  signs: [],
  byHand: true,
  slots: [
    slot(
      ["役割", "Purpose"],
      "",
      "このファイル|このモジュール|this file|this module|the only|entry point|説明|provides|reads|writes",
      3,
    ),
    slot(
      ["主な関数・型", "Main functions and types"],
      "function|class|interface|def|func|struct|public|export",
      "returns|answers|creates|返す|作る|求める",
      10,
    ),
    slot(["エラー・例外", "Errors"], "", "throws|throw|rejects|raises|error|fails|例外|エラー|失敗", 6),
    slot(
      ["前提・注意", "Assumptions and warnings"],
      "",
      "must|never|only|not thread|assumes|deprecated|注意|必ず|前提|非推奨",
      6,
    ),
    slot(["残っている作業", "Left to do"], "", "todo|fixme|hack|xxx|not yet|未対応|暫定", 4),
  ],
};

export const workTemplates: readonly Template[] = [course, design, source];
