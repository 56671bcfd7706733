/** The counter's queue: sheets come in, are checked, and go to the section that decides on them. */
import { checkSheet, plainPostcode, type BoxFault, type FilledSheet, type FormBox } from "./formSheet";

export interface IntakeTicket {
  readonly ticketNo: number;
  readonly sheet: FilledSheet;
  readonly faults: readonly BoxFault[];
  readonly section: string;
}

/** First letters of a form's code → the section that decides. */
const sections: Readonly<Record<string, string>> = {
  JK: "resident register",
  ZM: "tax",
  FK: "welfare",
};

export class IntakeQueue {
  private nextNo = 1;
  private readonly tickets: IntakeTicket[] = [];

  constructor(private readonly boxesOf: (formCode: string) => readonly FormBox[]) {}

  /** A ticket for the sheet, with its faults; sheets of an unknown kind go to the general affairs section. */
  accept(sheet: FilledSheet): IntakeTicket {
    const faults = ⟦line+cross:checkSheet(this.boxesOf(sheet.formCode), sheet);⟧
    const section = sections[⟦mid+cross:sheet.formCode.slice(0, 2)⟧] ?? "general affairs";
    const ticket = { ticketNo: this.nextNo, sheet, faults, section };
    ⟦block:this.nextNo += 1;
    this.tickets.push(ticket);⟧
    return ticket;
  }

  /** The slip that is handed back: one line for each fault. */
  faultSlip(ticket: IntakeTicket): string {
    const captions = new Map(this.boxesOf(ticket.sheet.formCode).map((box) => ⟦mid+cross:[box.boxId, box.caption]⟧));
    return ticket.faults
      .map((fault) => `${captions.get(fault.boxId) ?? fault.boxId}: ${⟦mid+cross:fault.reason⟧}`)
      .join("\n");
  }

  /** Clean tickets of one section, oldest first. */
  readyFor(section: string): readonly IntakeTicket[] {
    return this.tickets.filter((ticket) => ⟦mid:ticket.section === section && ticket.faults.length === 0⟧);
  }

  /** How many sheets came from each postal area (the first three digits). */
  areas(boxId: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { sheet } of this.tickets) {
      const code = ⟦line+cross:plainPostcode(sheet.answers[boxId] ?? "");⟧
      if (code === undefined) continue;
      const area = code.slice(0, 3);
      ⟦line:counts.set(area, (counts.get(area) ?? 0) + 1);⟧
    }
    return counts;
  }
}
