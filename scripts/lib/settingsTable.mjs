// The settings as a table of docs/, from the manifest and its strings: said once, shown three times.

const longest = 60;

/** `many` stands for a default that is too long for a cell. */
function shownDefault(value, many) {
  const text = JSON.stringify(value);
  return text.length > longest ? many : `\`${text}\``;
}

/** `#hanare.models#` links in the settings editor only. */
const plain = (text) => text.replaceAll(/`#([^`#]+)#`/g, "`$1`").replaceAll("\n", " ");

export function settingsTable(manifest, strings, { heading, many }) {
  const properties = manifest.contributes.configuration.flatMap((section) =>
    Object.entries(section.properties),
  );
  const rows = properties.map(([key, { default: standard, markdownDescription }]) => {
    const description = plain(strings[markdownDescription.replaceAll("%", "")]);
    return `| \`${key}\` | ${shownDefault(standard, many)} | ${description} |`;
  });
  return [heading, "|---|---|---|", ...rows].join("\n");
}

/** File, its strings, and how its table reads. */
export const settingsPages = [
  {
    file: "docs/settings.md",
    strings: "package.nls.json",
    words: { heading: "| setting | default | |", many: "(a list)" },
  },
  {
    file: "docs/settings.ja.md",
    strings: "package.nls.ja.json",
    words: { heading: "| 設定 | 初期値 | |", many: "（一覧）" },
  },
];
