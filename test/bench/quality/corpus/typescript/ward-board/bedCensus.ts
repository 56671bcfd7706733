/** Beds of a ward and who lies in them, as the board at the nurses' station shows it. */

export type BedMark = "free" | "taken" | "cleaning" | "blocked";

export interface BedTile {
  readonly bedLabel: string;
  readonly mark: BedMark;
  readonly chartNo?: string;
  /** 0 walks alone, 1 with help, 2 wheelchair, 3 stays in bed. */
  readonly moveGrade: 0 | 1 | 2 | 3;
}

export interface WardTally {
  readonly free: number;
  readonly taken: number;
  readonly cleaning: number;
  readonly blocked: number;
}

/** How many beds stand under each mark. */
export function tallyBeds(tiles: readonly BedTile[]): WardTally {
  const tally = { free: 0, taken: 0, cleaning: 0, blocked: 0 };
  ⟦block:for (const tile of tiles) {
    tally[tile.mark] += 1;
  }⟧
  return tally;
}

/** Share of the usable beds that are taken, 0 to 1; a ward without usable beds counts as full. */
export function fillRate(tiles: readonly BedTile[]): number {
  const { free, taken, cleaning } = tallyBeds(tiles);
  const usable = ⟦line:free + taken + cleaning;⟧
  return usable === 0 ? 1 : ⟦line:taken / usable;⟧
}

/** Puts a patient into a free bed. Throws with the label of the bed when it is not free. */
export function assignBed(tiles: readonly BedTile[], bedLabel: string, chartNo: string): readonly BedTile[] {
  return tiles.map((tile) => {
    if (tile.bedLabel !== bedLabel) return tile;
    if (tile.mark !== "free") {
      throw new Error(⟦mid:`bed ${bedLabel} is ${tile.mark}`⟧);
    }
    return { ...tile, ⟦mid:mark: "taken", chartNo⟧ };
  });
}

// Return the labels of the beds whose patients need two nurses for an evacuation: move grade 2 or more.
export function needTwoNurses(tiles: readonly BedTile[]): readonly string[] {
  ⟦comment:return tiles
    .filter((tile) => tile.mark === "taken" && tile.moveGrade >= 2)
    .map((tile) => tile.bedLabel);⟧
}

// 清掃中のベッドをすべて空床に戻した新しい配列を返す
export function finishCleaning(tiles: readonly BedTile[]): readonly BedTile[] {
  ⟦comment+ja:return tiles.map((tile) => (tile.mark === "cleaning" ? { ...tile, mark: "free" } : tile));⟧
}
