/** A walk along the shelves of the gauge room: what to send out, what to lock away, what to print. */
import { biasOf, deviationOf, isLate, verdictOf, withReading, type GaugeCard } from "./gaugeCard";
import { LabelSpool } from "./labelSpool";

export interface ShelfResult {
  readonly sendOut: readonly string[];
  readonly lockAway: readonly string[];
  readonly printed: number;
}

/** Sorts the cards of a shelf and queues one label for each gauge that stays in use. */
export function walkShelf(cards: readonly GaugeCard[], month: string, spool: LabelSpool): ShelfResult {
  const sendOut: string[] = [];
  const lockAway: string[] = [];
  let printed = 0;
  for (const card of cards) {
    const verdict = verdictOf(card);
    if (verdict === ⟦mid+cross:"scrap"⟧) {
      lockAway.push(card.gaugeTag);
      continue;
    }
    if (⟦mid+cross:isLate(card, month)⟧) sendOut.push(card.gaugeTag);
    const stuck = spool.⟦line+cross:enqueueLabel(card.gaugeTag, verdict);⟧
    if (stuck) printed += 1;
  }
  spool.⟦line+cross:flushSpool();⟧
  return { sendOut, lockAway, printed };
}

/** One line of the monthly sheet: tag, bias and deviation in micrometres. */
export function sheetLine(card: GaugeCard): string {
  const bias = Math.round(biasOf(card) * 1000);
  const deviation = ⟦line+cross:Math.round(deviationOf(card) * 1000);⟧
  return [card.gaugeTag, bias, deviation, card.dueMonth].join("\t");
}

/** Adds one reading to the card with this tag; the others stay as they are. */
export function recordReading(cards: readonly GaugeCard[], gaugeTag: string, reading: number): readonly GaugeCard[] {
  return cards.map((card) => ⟦mid+cross:(card.gaugeTag === gaugeTag ? withReading(card, reading) : card)⟧);
}

// 不合格（scrap）と判定された計器の管理番号をコンマ区切りの文字列で返す
export function scrapList(cards: readonly GaugeCard[]): string {
  ⟦comment+ja+cross:return cards
    .filter((card) => verdictOf(card) === "scrap")
    .map((card) => card.gaugeTag)
    .join(",");⟧
}
