/** The templates that come with Hanare. Terms are the field's own. */
import { divided } from "../../documents/wordFinder";
import { slot, type Template } from "./template";
import { workTemplates } from "./builtInWork";

export const general: Template = {
  id: "general",
  title: { ja: "一般", en: "General" },
  signs: [],
  slots: [],
};

const minutes: Template = {
  id: "minutes",
  title: { ja: "議事録", en: "Minutes" },
  signs: divided("議事録|議事要旨|会議録|打合せ記録|打ち合わせ記録|minutes"),
  slots: [
    slot(
      ["日時・出席者", "Date and people"],
      "日時|出席者|参加者|開催|attendees|participants|present",
      "日時：|日時:|日 時|場所：|出席者：|参加者：|date:|attendees:|present:",
      3,
    ),
    slot(["議題", "Agenda"], "議題|議事次第|次第|agenda", "議題：|議題:|agenda:", 4),
    slot(
      ["決定事項", "Decisions"],
      "決定|合意|決議|承認事項|結論|decision|decisions|resolutions",
      "決定した|決定し|こととした|こととする|ことで一致|合意した|承認された|承認した|可決|否決|了承|decided|agreed|approved|rejected|resolved",
      8,
    ),
    slot(
      ["宿題・期限", "Actions and deadlines"],
      "宿題|アクション|担当事項|todo|todo 事項|action|actions|action items|to do",
      "までに|期限|提出する|担当：|due|by the end of|deadline|submits|will submit|to be done by",
      8,
    ),
    slot(
      ["課題・懸案", "Open points"],
      "課題|懸案|問題点|保留|検討事項|issues|open points|risks",
      "遅れ|不足|未定|継続検討|持ち帰り|判明|懸念|late|short by|open|unresolved|concern",
      6,
    ),
    slot(["次回", "Next meeting"], "次回|next meeting", "次回は|次回の|next meeting", 2),
  ],
};

const incident: Template = {
  id: "incident",
  title: { ja: "事故・障害報告書", en: "Incident report" },
  signs: divided(
    "事故報告|障害報告|インシデント|ヒヤリハット|不具合報告|トラブル報告|incident report|incident|postmortem|post-mortem|outage",
  ),
  slots: [
    slot(
      ["発生日時・場所", "When and where"],
      "発生日時|日時|発生場所|発生|when and where|date and place",
      "発生日時|発生場所|発生した|occurred|started at",
      3,
    ),
    slot(
      ["何が起きたか", "What happened"],
      "概要|事象|内容|状況|経過|summary|description|course of events|what happened|timeline",
      "停止|発生し|故障|漏えい|流出|紛失|転倒|誤って|stopped|failed|outage|leaked|lost|fell",
      6,
    ),
    slot(
      ["影響", "Impact"],
      "影響|被害|impact|damage",
      "影響|利用できな|失われ|被害|名が|件の|affected|could not|destroyed|injured|customers",
      5,
    ),
    slot(
      ["原因", "Cause"],
      "原因|要因|調査|cause|root cause|investigation",
      "原因|により|招い|ためである|起因|劣化|caused|because|due to|led to|worn",
      5,
    ),
    slot(
      ["対応", "Response"],
      "対応|処置|応急|復旧|response|recovery|actions taken",
      "復旧|連絡した|報告した|交換した|隔離|restored|recovered|replaced|notified|was back",
      5,
    ),
    slot(
      ["再発防止", "Prevention"],
      "再発防止|今後の対応|対策|改善|prevention|measures|corrective action|follow-up",
      "再発|までに|取り替える|見直す|徹底|使用しない|prevent|by the end of|replaces|no longer",
      6,
    ),
  ],
};

const regulation: Template = {
  id: "regulation",
  title: { ja: "規程・規則", en: "Regulation or policy" },
  signs: divided("規程|規則|規定|要綱|要領|基準|条例|約款|ポリシー|policy|regulation|rules|bylaws|standard"),
  slots: [
    slot(["目的", "Purpose"], "目的|趣旨|purpose|objective", "目的とする|purpose of this|sets out", 2),
    slot(
      ["適用範囲", "Scope"],
      "適用範囲|適用|対象|scope|applicability",
      "適用する|適用される|対象とする|applies to|apply to",
      3,
    ),
    slot(
      ["責任者・体制", "Who is responsible"],
      "責任者|体制|責務|組織|役割|responsibilities|responsibility|roles",
      "責任者|責任を負う|管理者を置|responsible|officer",
      4,
    ),
    slot(
      ["してはならないこと", "Prohibitions"],
      "禁止|制限|prohibition|prohibited|restrictions",
      "てはならない|ではならない|てはいけない|禁止|禁ずる|must not|shall not|may not|prohibited|not permitted|never",
      6,
    ),
    slot(
      ["しなければならないこと", "Obligations"],
      "義務|遵守|手続|requirements|obligations",
      "なければならない|なければなりません|ものとする|すること。|義務|must|shall|required",
      8,
    ),
    slot(
      ["期限・期間・数値", "Deadlines, periods, limits"],
      "期限|期間|保存年限|保存期間|頻度|deadline|retention|period|limits",
      "以内|日まで|までに|保存期間|年間|か月|毎月|毎年|年1回|within|days|months|years|annually|at least",
      6,
    ),
    slot(
      ["例外", "Exceptions"],
      "例外|適用除外|特例|exceptions|exemptions",
      "ただし|この限りでない|を除く|例外|except|unless|exception|exceptions",
      4,
    ),
    slot(
      ["違反・罰則", "Breach and sanctions"],
      "罰則|懲戒|違反|sanctions|penalties|violations",
      "違反した|懲戒|処分|disciplinary|violation|penalty",
      3,
    ),
    slot(
      ["施行・改正", "Effect and review"],
      "附則|施行|改正|見直し|effective date|review",
      "施行する|施行日|改正する|見直す|effective|takes effect|reviewed",
      3,
    ),
  ],
};

const manual: Template = {
  id: "manual",
  title: { ja: "手順書・マニュアル", en: "Manual or procedure" },
  signs: divided(
    "手順書|手順|マニュアル|取扱説明書|要領書|作業標準|ガイド|manual|procedure|instruction|instructions|guide|runbook",
  ),
  slots: [
    slot(
      ["目的・範囲", "Purpose and scope"],
      "目的|適用範囲|範囲|はじめに|概要|purpose|scope|overview|introduction",
      "目的とする|適用する|purpose|applies to",
      3,
    ),
    slot(
      ["責任者・担当", "Who does it"],
      "責任者|担当|役割|体制|roles|responsibilities",
      "責任者|担当者|responsible",
      3,
    ),
    slot(
      ["必要なもの・準備", "What is needed"],
      "準備|必要なもの|用意|工具|前提|prerequisites|preparation|tools|materials|before you begin",
      "用意する|準備する|prepare|you need",
      4,
    ),
    slot(
      ["警告・注意", "Warnings"],
      "警告|注意|安全|危険|禁止|warning|warnings|caution|safety|danger",
      "警告|注意|危険|ないでください|てはならない|おそれがあ|禁止|必ず|warning|caution|danger|do not|must not|never",
      8,
    ),
    slot(
      ["手順の要点", "Steps"],
      "手順|操作|作業|測定のしかた|方法|使い方|毎日|毎月|steps|procedure|operation|how to|instructions",
      "",
      8,
    ),
    slot(
      ["判定・数値", "Limits and criteria"],
      "基準|判定|仕様|結果|確認|点検|criteria|limits|specification|check|inspection",
      "以上|以下|以内|未満|±|合格|不合格|at least|at most|within|limit|torque",
      6,
    ),
    slot(
      ["異常時の対応", "When something goes wrong"],
      "異常|トラブル|緊急|故障|困ったとき|エラー|troubleshooting|emergency|errors|faults",
      "異常|エラー|故障|停止する|連絡する|if it fails|error|call|report",
      5,
    ),
    slot(
      ["記録・保管", "Records"],
      "記録|保管|保存|お手入れ|records|storage|maintenance",
      "記録する|記入する|保存する|保管する|record|log|keep",
      4,
    ),
  ],
};

/** In the order in which a person chooses. */
export const builtInTemplates: readonly Template[] = [
  general,
  minutes,
  incident,
  regulation,
  manual,
  ...workTemplates,
];
