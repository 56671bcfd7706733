/** Texts of a SmartArt drawing, as an outline (ECMA-376 part 1, 21.4). */
import { shapeText } from "../ooxml/drawingText";
import { attribute, child, children } from "../ooxml/elements";
import { type XmlElement } from "../xml";

export interface OutlineItem {
  readonly text: string;
  /** From 0. */
  readonly depth: number;
}

const deepest = 8;

/** `root` is the drawing's data part. A point that is its own ancestor is read once. */
export function smartArtOutline(root: XmlElement): readonly OutlineItem[] {
  const points = children(child(root, "ptLst"), "pt");
  const texts = new Map(points.map((point) => [id(point), shapeText(child(point, "t"))]));
  const below = childrenByParent(root);
  const items: OutlineItem[] = [];
  const seen = new Set<string>();
  const pending = points
    .filter((point) => attribute(point, "type") === "doc")
    .map((point) => ({ at: id(point), depth: -1 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.at)) continue;
    seen.add(next.at);
    const { at, depth } = next;
    const text = texts.get(at) ?? "";
    if (text.trim() !== "") items.push({ text, depth: Math.min(deepest, Math.max(0, depth)) });
    for (const each of (below.get(at) ?? []).toReversed()) pending.push({ at: each, depth: depth + 1 });
  }
  // Points that no connection reaches still hold text.
  for (const [at, text] of texts) if (!seen.has(at) && text.trim() !== "") items.push({ text, depth: 0 });
  return items;
}

const id = (point: XmlElement): string => attribute(point, "modelId") ?? "";

function childrenByParent(root: XmlElement): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, { readonly to: string; readonly order: number }[]>();
  for (const each of children(child(root, "cxnLst"), "cxn")) {
    if ((attribute(each, "type") ?? "parOf") !== "parOf") continue;
    const from = attribute(each, "srcId") ?? "";
    const list = parents.get(from) ?? [];
    list.push({ to: attribute(each, "destId") ?? "", order: Number(attribute(each, "srcOrd") ?? 0) });
    parents.set(from, list);
  }
  return new Map(
    [...parents].map(([from, list]) => [
      from,
      list.sort((one, other) => one.order - other.order).map(({ to }) => to),
    ]),
  );
}
