/** The morning round: who is seen first, and what the doctor should know at the door. */
import { assignBed, fillRate, needTwoNurses, type BedTile } from "./bedCensus";
import { vitalsAlarm, type VitalsNote } from "./vitalsNote";

export interface RoundStop {
  readonly bedLabel: string;
  readonly chartNo: string;
  readonly urgent: boolean;
  readonly remark: string;
}

/** Stops in walking order; urgent ones come first. */
export function planRound(tiles: readonly BedTile[], notes: ReadonlyMap<string, VitalsNote>): readonly RoundStop[] {
  const stops: RoundStop[] = [];
  for (const tile of tiles) {
    if (tile.mark !== ⟦mid+cross:"taken"⟧ || tile.chartNo === undefined) continue;
    const note = notes.get(tile.chartNo);
    const alarm = note === undefined ? undefined : ⟦line+cross:vitalsAlarm(note);⟧
    stops.push({
      bedLabel: tile.bedLabel,
      chartNo: tile.chartNo,
      ⟦line:urgent: alarm !== undefined,⟧
      remark: alarm ?? "",
    });
  }
  return stops.sort((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** The sentence on top of the board. */
export function headline(wardName: string, tiles: readonly BedTile[]): string {
  const percent = Math.round(⟦mid+cross:fillRate(tiles)⟧ * 100);
  const heavy = needTwoNurses(tiles).length;
  return `${wardName}: ${percent}% full, ${heavy} patients need two nurses`;
}

// Find the first free bed, put the patient into it and return the new tiles; return undefined when there is no free bed.
export function admit(tiles: readonly BedTile[], chartNo: string): readonly BedTile[] | undefined {
  ⟦comment+cross:const bed = tiles.find((tile) => tile.mark === "free");
  if (bed === undefined) return undefined;
  return assignBed(tiles, bed.bedLabel, chartNo);⟧
}

// 体温が38度以上の患者のカルテ番号を、体温の高い順に返す
export function feverish(notes: readonly VitalsNote[]): readonly string[] {
  ⟦comment+ja+cross:return notes
    .filter((note) => note.bodyTemp >= 38)
    .sort((a, b) => b.bodyTemp - a.bodyTemp)
    .map((note) => note.chartNo);⟧
}
