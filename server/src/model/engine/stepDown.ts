/** What does not fit into memory is tried smaller before it is given up. */

export interface Fitting<C, T> {
  readonly made: T;
  /** The first choice that fits. */
  readonly choice: C;
}

/**
 * Tries the choices in order as long as `isShort` says that memory was what failed. Rejects with what the first choice
 * met when none fits, and at once with any other failure.
 */
export async function firstThatFits<C, T>(
  [first, ...smaller]: readonly [C, ...C[]],
  make: (choice: C) => Promise<T>,
  isShort: (error: unknown) => boolean,
): Promise<Fitting<C, T>> {
  try {
    return { made: await make(first), choice: first };
  } catch (error) {
    if (!isShort(error)) throw error;
    for (const choice of smaller)
      try {
        return { made: await make(choice), choice };
      } catch (again) {
        if (!isShort(again)) throw again;
      }
    throw error;
  }
}
