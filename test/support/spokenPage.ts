/** What somebody who hears a page of a panel would miss; nothing where all is said. */

export function spokenFaults(body: string): readonly string[] {
  return [
    ...(matches(body, /<main\b/g).length === 1 ? [] : ["one main part"]),
    ...(matches(body, /<h1\b/g).length === 1 ? [] : ["one heading above all"]),
    ...skippedLevels(body),
    ...namelessControls(body),
    ...matches(body, /<(?:div|section)[^>]*role="group"(?![^>]*aria-label)[^>]*>/g),
    ...matches(body, /<table>(?!<caption>)/g),
    ...twice(matches(body, / id="[^"]*"/g)),
  ];
}

const matches = (body: string, pattern: RegExp): readonly string[] => body.match(pattern) ?? [];
const twice = (ids: readonly string[]) => ids.filter((id, at) => ids.indexOf(id) !== at);

/** From the first heading below another to the third nobody finds the second. */
function skippedLevels(body: string): readonly string[] {
  const levels = [...body.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
  return levels.flatMap((level, at) => (level > (levels[at - 1] ?? 0) + 1 ? [`h${level}`] : []));
}

/** Buttons without words, and fields without a label of their own or around them. */
function namelessControls(body: string): readonly string[] {
  const labelled = new Set([...body.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id));
  const fields = matches(
    body.replaceAll(/<label>.*?<\/label>/gs, ""),
    /<(?:select|input|textarea|progress)\b[^>]*>/g,
  ).filter((tag) => !tag.includes("aria-label=") && !labelled.has(/ id="([^"]+)"/.exec(tag)?.[1]));
  const buttons = [...body.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].flatMap(
    ([button, attributes = "", content = ""]) =>
      attributes.includes("aria-label=") || content.replaceAll(/<[^>]*>/g, "").trim() !== "" ? [] : [button],
  );
  return [...fields, ...buttons];
}
