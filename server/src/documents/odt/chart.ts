/** The words and figures of a chart in an OpenDocument text. */
import { type StoryItem } from "../docx/story";
import { childOf, descendants, textIn, type XmlElement } from "../xml";
import { type OdtStory } from "./odtStory";
import { readTable } from "./tables";

const titles = new Set(["chart:title", "chart:subtitle"]);
/** Charts over more data are drawn from data that is not text. */
const mostRows = 500;

/** Titles, then the table it is drawn from. */
export function readChart(chart: XmlElement, story: OdtStory): readonly StoryItem[] {
  const found = descendants(chart, titles).map((title) => ({ text: textIn(title).trim() }));
  const data = childOf(chart, "table:table");
  const table = data && readTable(data, story);
  if (table !== undefined && table.rows.length > mostRows) story.unread.count("chart");
  return [
    ...found.filter(({ text }) => text !== ""),
    ...(table === undefined || table.rows.length > mostRows ? [] : [table]),
  ];
}
