/** Errors of rule packs, shown in the packs themselves. One that is open is checked as it is typed. */
import { packFindings } from "../review/packCheck";
import { type PackSet } from "../review/packSet";
import { type Diagnostics } from "./diagnostics";

export interface PackFindings {
  /** Packs were read for a review. */
  read(files: PackSet["files"]): void;
  /** Of messages about packs, those that no pack's file shows. */
  elsewhere(messages: readonly string[]): readonly string[];
  /** Packs are read again at the next review; one that was deleted is not. */
  forget(): void;
}

export interface PackFindingsDeps {
  isOpen(uri: string): boolean;
  diagnostics(): Pick<Diagnostics, "found">;
}

export function createPackFindings({ isOpen, diagnostics }: PackFindingsDeps): PackFindings {
  const told = new Set<string>();
  const wrong = new Set<string>();
  return {
    read(files) {
      for (const { uri, problems } of files) {
        problems.forEach(({ message }) => told.add(message));
        if (isOpen(uri)) continue;
        diagnostics().found([uri], packFindings(problems));
        if (problems.length > 0) wrong.add(uri);
      }
    },
    elsewhere: (messages) => messages.filter((message) => !told.has(message)),
    forget() {
      told.clear();
      for (const uri of wrong) diagnostics().found([uri], []);
      wrong.clear();
    },
  };
}
