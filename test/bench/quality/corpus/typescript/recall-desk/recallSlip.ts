/** A recall slip: the request of a remitter to get a transfer back that has already left the house. */

export type RecallStage = "lodged" | "sentToPeer" | "consented" | "refused" | "settled";

export interface RecallSlip {
  readonly slipNo: string;
  readonly transferRef: string;
  /** Yen. */
  readonly principal: number;
  /** Yen that the receiving bank keeps for its work. */
  readonly peerFee: number;
  readonly lodgedOn: string;
  readonly stage: RecallStage;
  readonly peerBankCode: string;
}

const nextStages: Readonly<Record<RecallStage, readonly RecallStage[]>> = {
  lodged: ["sentToPeer"],
  sentToPeer: ["consented", "refused"],
  consented: ["settled"],
  refused: [],
  ⟦line:settled: [],⟧
};

export class StageJumpError extends Error {
  constructor(
    readonly slipNo: string,
    readonly from: RecallStage,
    readonly to: RecallStage,
  ) {
    super(`slip ${slipNo} cannot go from ${from} to ${to}`);
    this.name = "StageJumpError";
  }
}

/** The slip in its new stage; throws when the stage cannot follow. */
export function advanceSlip(slip: RecallSlip, to: RecallStage): RecallSlip {
  if (!nextStages[slip.stage].includes(to)) {
    ⟦line:throw new StageJumpError(slip.slipNo, slip.stage, to);⟧
  }
  return { ...slip, stage: to };
}

/** Yen that come back to the remitter once the slip is settled. */
export function refundOf(slip: RecallSlip): number {
  return Math.max(0, ⟦mid:slip.principal - slip.peerFee⟧);
}

/** Slips nobody has to look at any more. */
export function isClosed(slip: RecallSlip): boolean {
  return slip.stage === "refused" ⟦line:|| slip.stage === "settled";⟧
}

// 組戻依頼票を相手銀行コードごとにまとめて、Mapで返す
export function groupByPeer(slips: readonly RecallSlip[]): Map<string, RecallSlip[]> {
  ⟦comment+ja:const groups = new Map<string, RecallSlip[]>();
  for (const slip of slips) {
    const group = groups.get(slip.peerBankCode) ?? [];
    group.push(slip);
    groups.set(slip.peerBankCode, group);
  }
  return groups;⟧
}
