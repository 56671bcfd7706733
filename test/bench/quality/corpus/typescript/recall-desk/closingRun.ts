/** The run at 15:00: settles what the other bank has agreed to and writes the lines of the day sheet. */
import { advanceSlip, groupByPeer, isClosed, refundOf, type RecallSlip } from "./recallSlip";
import { SlipDrawer } from "./slipDrawer";

export interface DaySheetLine {
  readonly peerBankCode: string;
  readonly count: number;
  /** Yen. */
  readonly refunded: number;
}

const clerk = "closing-run";

/** Settles the consented slips among `slipNos`; answers those that could be settled. */
export function settleConsented(drawer: SlipDrawer, slipNos: readonly string[]): readonly RecallSlip[] {
  const settled: RecallSlip[] = [];
  for (const slipNo of slipNos) {
    const slip = ⟦line+cross:drawer.pullOut(slipNo, clerk);⟧
    if (slip === undefined || slip.stage !== "consented") continue;
    const done = ⟦line+cross:advanceSlip(slip, "settled");⟧
    drawer.⟦line+cross:fileAway(done);⟧
    settled.push(done);
  }
  return settled;
}

/** One line for each bank we got money back from, largest sum first. */
export function daySheet(slips: readonly RecallSlip[]): readonly DaySheetLine[] {
  const lines: DaySheetLine[] = [];
  for (const [peerBankCode, group] of groupByPeer(slips)) {
    let refunded = 0;
    for (const slip of group) ⟦line+cross:refunded += refundOf(slip);⟧
    lines.push({ peerBankCode, count: group.length, refunded });
  }
  return lines.sort((a, b) => b.refunded - a.refunded);
}

/** What the head of the desk reads aloud before everybody goes home. */
export function reminders(drawer: SlipDrawer, today: Date): readonly string[] {
  const waiting = drawer.⟦mid+cross:gatheringDust(14, today)⟧.filter((slip) => !isClosed(slip));
  return waiting.map((slip) => `${slip.slipNo}: ${slip.transferRef}, waiting since ${⟦mid+cross:slip.lodgedOn⟧}`);
}

/** A slip that was lodged at the counter a moment ago. */
export function lodgeSlip(drawer: SlipDrawer, draft: Omit<RecallSlip, "stage">): RecallSlip {
  const slip: RecallSlip = ⟦line+cross:{ ...draft, stage: "lodged" };⟧
  drawer.fileAway(slip);
  return slip;
}
