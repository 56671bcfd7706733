/** What the user asked for, known to everything that runs for it, however many waits lie between. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Subject } from "../journal/recorder";

export interface Subjects {
  within<R>(subject: Subject, run: () => R): R;
  current(): Subject;
}

const nobody: Subject = { task: "other", uris: [] };

export function createSubjects(): Subjects {
  const storage = new AsyncLocalStorage<Subject>();
  return {
    within: (subject, run) => storage.run(subject, run),
    current: () => storage.getStore() ?? nobody,
  };
}
