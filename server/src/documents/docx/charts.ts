/** The words and figures of charts and diagrams, which stand in parts of their own. */
import { childOf, descendants, elementsOf, textIn, type XmlElement } from "../xml";
import { type StoryItem } from "./story";

const points = new Set(["c:pt"]);
const series = new Set(["c:ser"]);
const rich = new Set(["a:t"]);
const titles = new Set(["c:title"]);
/** Charts over more points are drawn from data that is not text. */
const mostPoints = 1000;

const richText = (element: XmlElement) => descendants(element, rich).map(textIn).join("");

/** Titles, then a table: categories down, series across. Undefined for a chart with too much data. */
export function readChart(root: XmlElement): readonly StoryItem[] | undefined {
  const headings = descendants(root, titles).map(richText);
  const all = descendants(root, series).map((element) => ({
    name: [...values(childOf(element, "c:tx")).values()].join(" "),
    categories: values(childOf(element, "c:cat") ?? childOf(element, "c:xVal")),
    values: values(childOf(element, "c:val") ?? childOf(element, "c:yVal")),
  }));
  const indexes = [...new Set(all.flatMap((one) => [...one.categories.keys(), ...one.values.keys()]))].sort(
    (a, b) => a - b,
  );
  if (indexes.length * Math.max(1, all.length) > mostPoints) return undefined;
  const cell = (text: string | undefined) => [{ text: text ?? "" }];
  const category = (index: number) =>
    all.find(({ categories }) => categories.has(index))?.categories.get(index);
  const rows = [
    { header: true, cells: [cell(""), ...all.map(({ name }) => cell(name))] },
    ...indexes.map((index) => ({
      header: false,
      cells: [cell(category(index)), ...all.map((one) => cell(one.values.get(index)))],
    })),
  ];
  return [
    ...headings.filter((text) => text.trim() !== "").map((text) => ({ text })),
    ...(indexes.length === 0 ? [] : [{ rows }]),
  ];
}

/** The values that the chart showed when it was saved, by their index. */
function values(element: XmlElement | undefined): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const point of element ? descendants(element, points) : []) {
    const value = childOf(point, "c:v");
    if (value !== undefined) found.set(Number(point.attributes["idx"] ?? 0), textIn(value));
  }
  return found;
}

const nodes = new Set(["dgm:pt"]);
const paragraphs = new Set(["a:p"]);

/** The texts of SmartArt, in the order of its text pane. */
export function readDiagram(root: XmlElement): readonly StoryItem[] {
  return descendants(root, nodes)
    .filter(({ attributes }) => !["pres", "parTrans", "sibTrans"].includes(attributes["type"] ?? "node"))
    .flatMap((node) => elementsOf(node).filter(({ name }) => name === "dgm:t"))
    .flatMap((text) => descendants(text, paragraphs).map(richText))
    .filter((text) => text.trim() !== "")
    .map((text) => ({ text, part: "textBox" as const }));
}
