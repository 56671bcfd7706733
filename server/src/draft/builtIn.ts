/** What a manual and a procedure must hold, in the field's own terms. */
import { type DraftTemplateId } from "../protocol";
import { type Both, type DraftTemplate, type Slot, slotOf, type TemplatePart } from "./template";

type SlotName =
  | "purpose"
  | "scope"
  | "terms"
  | "overview"
  | "roles"
  | "preparation"
  | "warnings"
  | "steps"
  | "limits"
  | "trouble"
  | "records"
  | "references"
  | "revision";

const both = (ja: string, en: string): Both => ({ ja, en });

/** In the order in which a heading of the user's own template is compared with them. */
export const slots: Readonly<Record<SlotName, Slot>> = {
  revision: slotOf(
    "改訂履歴|改定履歴|変更履歴|改版履歴|制定・改廃|revision history|revisions|change history|changelog|change log",
    "",
    {
      forms: ["history"],
      always: both(
        "この版の版番号、日付、作成者、承認者、変更内容",
        "version, date, author, approver and changes of this edition",
      ),
    },
  ),
  references: slotOf(
    "関連文書|関連規程|参照文書|引用規格|参考資料|関連資料|references|related documents|reference documents",
    "",
    { missing: both("関連する規程と文書", "related regulations and documents") },
  ),
  terms: slotOf("用語|定義|terms|definitions|glossary", "とは、|をいう。|means|is defined as", {
    most: 20,
  }),
  records: slotOf(
    "記録|保管|保存|帳票|records|record keeping|retention",
    "記録する|記録し|記録を|記入する|記入し|台帳|保存する|保管する|保存期間|保存年限|チェックシート|recorded|record the|log book|logbook|retained|kept for|is filed|are filed",
    {
      forms: ["record"],
      missing: both("残す記録、保管場所、保存期間", "records, where they are kept and for how long"),
      needs: "period",
    },
  ),
  trouble: slotOf(
    "異常|トラブル|緊急|故障|困ったとき|エラー|障害|不具合|trouble|troubles|troubleshooting|emergency|errors|faults|failure|incident",
    "異常があ|異常時|エラー|故障|緊急|復旧|if it fails|error|alarm|emergency|fault",
    {
      forms: ["message", "trouble"],
      missing: both("異常時の処置と連絡先", "what to do and whom to call when something goes wrong"),
    },
  ),
  warnings: slotOf(
    "警告|注意|安全|危険|禁止|禁忌|遵守事項|warning|warnings|caution|cautions|safety|danger|prohibited|precautions",
    "",
    {
      forms: ["warning"],
      most: 60,
      missing: both(
        "危険、警告、禁止事項（作業の危険を知る人が確認してください）",
        "dangers, warnings and what is forbidden (ask somebody who knows the hazards)",
      ),
    },
  ),
  roles: slotOf(
    "責任者|責任と権限|担当|役割|体制|職務|分担|roles|responsibilities|responsibility|who does what",
    "責任者|を担当する|を担当し|の責任|responsible for|in charge of",
    {
      forms: ["role"],
      missing: both("責任者、担当者、承認者", "who is responsible, who carries it out, who approves"),
    },
  ),
  preparation: slotOf(
    "準備|必要なもの|用意|工具|前提|材料|使用機器|使用器具|preparation|prerequisites|requirements|tools|materials|equipment|before you begin",
    "を用意する|を準備する|を用意して|を準備して|you need|are needed|is needed|prepare the",
    { missing: both("必要なもの、資格、事前の準備", "what is needed: tools, materials, qualification") },
  ),
  purpose: slotOf(
    "目的|趣旨|purpose|objective|objectives|aim|aims",
    "を目的とする|を目的として|の目的は|ことを定める|について定める|purpose of this|this manual describes|this procedure describes|this document describes|sets out",
    { most: 5, missing: both("この文書の目的", "the purpose of this document") },
  ),
  scope: slotOf(
    "適用範囲|適用|対象|範囲|scope|applicability|applies to",
    "に適用する|に適用され|を対象とする|を対象とし|applies to|apply to",
    { most: 8, missing: both("適用する部署、業務、設備", "departments, work and equipment it applies to") },
  ),
  limits: slotOf(
    "基準|判定|仕様|管理値|許容|検査|点検項目|criteria|limits|specification|specifications|acceptance|inspection",
    "合格|不合格|許容|基準値|tolerance|must be between|acceptable",
    { forms: ["limit"], missing: both("合否や管理の基準値", "limits and criteria") },
  ),
  overview: slotOf(
    "概要|機能|構成|はじめに|仕組み|overview|introduction|features|functions|description|how it works",
    "",
    { forms: ["code"], most: 60 },
  ),
  steps: slotOf(
    "手順|操作|作業|方法|使い方|進め方|流れ|手続|実施|運用|steps|procedure|procedures|operation|operations|how to|instructions|usage|getting started|workflow",
    "",
    { forms: ["step"], most: 300, numbered: true, missing: both("手順", "the steps") },
  ),
};

const part = (name: SlotName, title: Both): TemplatePart => ({
  ...{ title, level: 2, slot: slots[name], fields: [] },
});

const manual: DraftTemplate = {
  id: "manual",
  title: both("マニュアル", "Manual"),
  parts: [
    part("purpose", both("目的", "Purpose")),
    part("scope", both("適用範囲", "Scope")),
    part("terms", both("用語", "Terms")),
    part("overview", both("概要", "Overview")),
    part("roles", both("役割", "Roles")),
    part("warnings", both("警告・注意事項", "Warnings")),
    part("preparation", both("準備", "Preparation")),
    part("steps", both("手順", "Steps")),
    part("limits", both("基準・判定", "Limits and criteria")),
    part("trouble", both("異常時の対応", "When something goes wrong")),
    part("records", both("記録", "Records")),
    part("references", both("関連文書", "Related documents")),
    part("revision", both("改訂履歴", "Revision history")),
  ],
};

const procedure: DraftTemplate = {
  id: "procedure",
  title: both("手順書", "Procedure"),
  parts: [
    part("purpose", both("目的", "Purpose")),
    part("scope", both("適用範囲", "Scope")),
    part("roles", both("役割", "Roles")),
    part("warnings", both("警告", "Warnings")),
    part("preparation", both("準備", "Preparation")),
    part("steps", both("手順", "Steps")),
    part("limits", both("基準・判定", "Limits and criteria")),
    part("trouble", both("異常時の対応", "When something goes wrong")),
    part("records", both("記録", "Records")),
    part("revision", both("改訂履歴", "Revision history")),
  ],
};

export const builtInTemplates: Readonly<Record<DraftTemplateId, DraftTemplate>> = { manual, procedure };
