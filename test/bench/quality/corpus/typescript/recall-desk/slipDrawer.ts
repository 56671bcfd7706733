/** Where slips are kept while somebody works on them: one drawer a branch, one hand at a time. */
import { type RecallSlip } from "./recallSlip";

export interface DrawerHold {
  readonly slipNo: string;
  readonly clerkId: string;
  /** Milliseconds since the epoch. */
  readonly heldSince: number;
}

export class SlipDrawer {
  private readonly slips = new Map<string, RecallSlip>();
  private readonly holds = new Map<string, DrawerHold>();

  constructor(
    readonly branchCode: string,
    private readonly clock: () => number,
  ) {}

  /** Takes the slip out for one clerk; undefined while another one has it. */
  pullOut(slipNo: string, clerkId: string): RecallSlip | undefined {
    const hold = this.holds.get(slipNo);
    if (hold !== undefined && ⟦mid:hold.clerkId !== clerkId⟧) return undefined;
    const slip = this.slips.get(slipNo);
    if (slip === undefined) return undefined;
    this.holds.set(slipNo, ⟦line:{ slipNo, clerkId, heldSince: this.clock() });⟧
    return slip;
  }

  /** Puts a slip in, new or changed, and lets go of it. */
  fileAway(slip: RecallSlip): void {
    ⟦block:this.slips.set(slip.slipNo, slip);
    this.holds.delete(slip.slipNo);⟧
  }

  /** Slips that have not been touched for `days`, oldest first. */
  gatheringDust(days: number, today: Date): readonly RecallSlip[] {
    const limit = today.getTime() - days * 86_400_000;
    return [...this.slips.values()]
      .filter((slip) => new Date(slip.lodgedOn).getTime() < limit)
      .sort((a, b) => ⟦mid:a.lodgedOn.localeCompare(b.lodgedOn)⟧);
  }

  // Let go of every hold that is older than the given number of minutes and return how many there were.
  releaseStale(minutes: number): number {
    ⟦comment:let released = 0;
    for (const hold of this.holds.values()) {
      if (this.clock() - hold.heldSince > minutes * 60_000) {
        this.holds.delete(hold.slipNo);
        released += 1;
      }
    }
    return released;⟧
  }

  get size(): number {
    return this.slips.size;
  }
}
