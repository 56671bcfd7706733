/** Labels wait here until the printer at the door is switched on. */

export interface SpooledLabel {
  readonly tag: string;
  readonly grade: "fit" | "limited" | "scrap";
  readonly copies: number;
}

export type LabelSink = (lines: readonly string[]) => void;

const colourOf = { fit: "green", limited: "yellow", scrap: ⟦mid:"red"⟧ } as const;

export class LabelSpool {
  private pending: SpooledLabel[] = [];

  constructor(
    private readonly sink: LabelSink,
    private readonly capacity = 40,
  ) {}

  /** False when the spool is full or the tag is waiting already. */
  enqueueLabel(tag: string, grade: SpooledLabel["grade"], copies = 1): boolean {
    if (this.pending.length >= this.capacity) return false;
    if (⟦mid:this.pending.some((label) => label.tag === tag)⟧) return false;
    this.pending.push({ tag, grade, copies });
    return true;
  }

  /** Prints all that wait and answers how many sheets that took. */
  flushSpool(): number {
    const lines: string[] = [];
    for (const { tag, grade, copies } of this.pending) {
      for (let copy = 0; copy < copies; copy += 1) {
        ⟦line:lines.push(`${tag};${colourOf[grade]}`);⟧
      }
    }
    ⟦block:this.sink(lines);
    this.pending = [];⟧
    return Math.ceil(lines.length / 12);
  }

  /** Takes a label back that was queued by mistake. */
  dropLabel(tag: string): boolean {
    const before = this.pending.length;
    this.pending = ⟦line:this.pending.filter((label) => label.tag !== tag);⟧
    return this.pending.length < before;
  }
}
