/** What of a chart is text: its title, the titles of its axes, the names of its series and categories. */
import { textIn, type XmlElement } from "../xml";
import { at, below, child, children } from "./elements";

export interface ChartText {
  /** Empty when the chart has none of its own. */
  readonly title: string;
  /** Titles of axes, then names of series and categories, each once. */
  readonly labels: readonly string[];
}

/** A chart may name every one of 10,000 points. */
const mostLabels = 200;

export function chartText(root: XmlElement): ChartText {
  const chart = child(root, "chart") ?? root;
  const title = titleText(child(chart, "title"));
  const plot = child(chart, "plotArea");
  const series = below(plot, "ser");
  const labels = [
    ...below(plot, "title").map(titleText),
    ...series.flatMap((each) => values(child(each, "tx"))),
    ...series.flatMap((each) => values(at(each, "cat", "strRef") ?? at(each, "cat", "strLit"))),
  ];
  return { title, labels: [...new Set(labels)].filter((each) => each !== "").slice(0, mostLabels) };
}

const titleText = (title: XmlElement | undefined): string => {
  const rich = below(child(title, "tx"), "t").map(textIn).join("");
  return (rich === "" ? values(title).join(" ") : rich).trim();
};

/** Points of a reference as they were saved, or a text given directly. */
const values = (element: XmlElement | undefined): readonly string[] =>
  [...children(element, "v"), ...below(element, "pt").flatMap((point) => children(point, "v"))].map((value) =>
    textIn(value).trim(),
  );
