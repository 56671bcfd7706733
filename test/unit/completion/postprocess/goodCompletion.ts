/** A suggestion that is right as it is, in the notation of `support/cursor.ts`: no filter may cut it. */
import { lines } from "../../../support/cursor";

export interface GoodCompletion {
  readonly why: string;
  readonly language: string;
  readonly given: string;
  /** Asked by hand. */
  readonly explicit?: boolean;
}

export const good = (language: string, why: string, ...given: readonly string[]): GoodCompletion => ({
  language,
  why,
  given: lines(...given),
});
