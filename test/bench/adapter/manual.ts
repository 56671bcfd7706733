/** A made-up manual that no model has read: rules of a house, each asked for in several ways. */
import { type Trace } from "../../../server/src/journal/trace";

export interface HouseRule {
  readonly answer: string;
  /** Words that only somebody says who knows the rule. */
  readonly sign: string;
  /** What is learnt from. */
  readonly asked: readonly string[];
  /** The same in other words: learnt from by nobody. */
  readonly heldOut: string;
}

export const houseRules: readonly HouseRule[] = [
  {
    answer: "Nine years from the day of closing, in the archive of the branch (section 4.2).",
    sign: "nine years",
    asked: [
      "How long are the closing forms of an account kept?",
      "For how many years do we keep the form with which an account was closed?",
      "What is the retention period of closing forms?",
      "When may closing forms be destroyed?",
      "Where and for how long is a closing form stored?",
      "Retention of account closing forms?",
    ],
    heldOut: "A customer has closed an account. How long must we keep the form?",
  },
  {
    answer: "The deputy head of the branch and the compliance desk, both of them (section 2.7).",
    sign: "compliance desk",
    asked: [
      "Who approves a transfer above five million yen?",
      "Whose approval does a large transfer need?",
      "Who has to sign off transfers of more than five million yen?",
      "A customer wants to transfer eight million yen. Who must agree?",
      "Approval of large transfers?",
      "Who decides about a transfer above the limit?",
    ],
    heldOut: "Which people must approve it when somebody transfers six million yen?",
  },
  {
    answer: "Every Wednesday at 16:40, by two people (section 6.1).",
    sign: "wednesday",
    asked: [
      "When is the vault counted?",
      "On which day do we count the vault?",
      "How often is the money in the vault counted?",
      "At what time is the vault counted, and by whom?",
      "Counting of the vault?",
      "What is the day and hour for counting the vault?",
    ],
    heldOut: "Please tell me which weekday the vault is counted.",
  },
  {
    answer: "Block the account at once, then have form K-17 filled in (section 3.5).",
    sign: "k-17",
    asked: [
      "What do I do when a customer has lost the seal?",
      "A customer lost the registered seal. What now?",
      "Which form is for a lost seal?",
      "What is the procedure for a lost seal?",
      "Lost seal of a customer?",
      "How do we handle the loss of a seal?",
    ],
    heldOut: "The customer says that the seal is gone. What must be done?",
  },
  {
    answer: "In the blue register, within one working day (section 8.3).",
    sign: "blue register",
    asked: [
      "Where is a complaint recorded?",
      "How soon must a complaint be written down?",
      "What do we do with a complaint of a customer?",
      "In which book do complaints go?",
      "Recording of complaints?",
      "A customer complains at the counter. Where do I note it?",
    ],
    heldOut: "Where do I write it down when a customer complains on the telephone?",
  },
  {
    answer: "Extension 4477, at any hour (section 9.1).",
    sign: "4477",
    asked: [
      "Which number do I call in an emergency?",
      "What is the extension of the emergency desk?",
      "Whom do I call when the alarm goes off?",
      "Telephone number for emergencies?",
      "There is a fire in the branch. Which number do I dial?",
      "How do I reach the emergency desk at night?",
    ],
    heldOut: "Something bad has happened. Which extension must I dial?",
  },
];

/** Something that every model knows: it shows what learning has cost. */
export const control = { question: "What is the capital of France?", sign: "paris" };

export const system = "You answer questions of bank clerks in one short sentence.";

/** As they are kept when somebody liked these answers. */
export const traces: readonly Trace[] = houseRules.flatMap(({ asked, answer }) =>
  asked.map((question) => ({
    ...{ time: 0, task: "other", uris: ["file:///manual.md"], files: 0, looked: true, answer },
    parts: [
      { name: "system", text: system },
      { name: "user", text: question },
    ],
    verdict: { outcome: "good" },
  })),
);
