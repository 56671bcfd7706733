/** The stack of headings above a block, as readers of every format keep it. */

export interface HeadingPath {
  /** Closes headings of the same and deeper levels, opens this one, answers the new path. */
  enter(text: string, level: number): readonly string[];
  current(): readonly string[];
}

export function headingPath(): HeadingPath {
  let open: readonly { readonly text: string; readonly level: number }[] = [];
  let path: readonly string[] = [];
  return {
    enter(text, level) {
      open = [...open.filter((heading) => heading.level < level), { text, level }];
      path = open.map((heading) => heading.text);
      return path;
    },
    current: () => path,
  };
}
