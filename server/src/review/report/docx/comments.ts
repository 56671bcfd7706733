/** Comments of a Word file: the part that holds them, and how the file names it. */
import { type Finding } from "../../../protocol";
import { escapeXml } from "../../../util/xmlText";
import { actionText, judgementText } from "../words";

export const author = "Hanare";
const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const office = {
  [transitional]: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  [strict]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
} as const;

/** The namespace that a document's own XML uses. */
export const namespaceOf = (documentXml: string): typeof transitional | typeof strict =>
  documentXml.includes(strict) ? strict : transitional;

/** What the finding says: rule and severity, message, clauses, what was decided; `place` where the span has no text. */
export function commentLines(finding: Finding, place?: string): readonly string[] {
  const { rule, message, refs } = finding;
  const action = actionText(finding);
  return [
    ...(place === undefined ? [] : [place]),
    `${judgementText(finding)} · ${rule}`,
    message,
    ...refs.map(({ control }) => control),
    ...(action === "" ? [] : action.split("\n")),
  ];
}

export interface Comment {
  readonly id: number;
  readonly lines: readonly string[];
  /** ISO 8601. */
  readonly when?: string;
}

export function commentXml({ id, lines, when }: Comment, namespace: string): string {
  const date = when === undefined ? "" : ` w:date="${escapeXml(when)}"`;
  const paragraphs = lines.map(
    (line) =>
      `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line.replace(/[\r\n\t]+/g, " "))}</w:t></w:r></w:p>`,
  );
  return `<w:comment xmlns:w="${namespace}" w:id="${id}" w:author="${author}" w:initials="H"${date}>${paragraphs.join("")}</w:comment>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Existing comments stay, before the new ones. */
export function commentsPart(existing: string | undefined, comments: string, namespace: string): string {
  if (existing === undefined)
    return `${declaration}<w:comments xmlns:w="${namespace}">${comments}</w:comments>`;
  const end = /<\/(?:[\w.-]+:)?comments\s*>\s*$/.exec(existing);
  if (end !== null) return existing.slice(0, end.index) + comments + existing.slice(end.index);
  // `<w:comments … />`: a part without any.
  return existing.replace(
    /<((?:[\w.-]+:)?comments)\b([^>]*)\/>\s*$/,
    (_, name: string, attributes: string) => `<${name}${attributes}>${comments}</${name}>`,
  );
}

/** The number after the highest one in use. */
export function nextCommentId(existing: string | undefined, documentXml: string): number {
  const ids = [existing ?? "", documentXml].flatMap((xml) =>
    Array.from(
      xml.matchAll(
        /<[\w.-]*:?comment(?:RangeStart|RangeEnd|Reference)?\b[^>]*?\bid\s*=\s*["'](\d{1,9})["']/g,
      ),
      (match) => Number(match[1]),
    ),
  );
  return ids.reduce((highest, id) => Math.max(highest, id), -1) + 1;
}

export function withContentType(types: string, part: string): string {
  if (types.toLowerCase().includes(`"/${part.toLowerCase()}"`)) return types;
  const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
  return beforeEnd(types, `<Override PartName="/${part}" ContentType="${kind}"/>`);
}

export function withRelation(relations: string | undefined, target: string, documentXml: string): string {
  const base =
    relations ??
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`;
  const type = `${office[namespaceOf(documentXml)]}/comments`;
  return beforeEnd(base, `<Relationship Id="rIdHanareComments" Type="${type}" Target="${target}"/>`);
}

/** The root's own prefix is kept by declaring the namespace without one. */
function beforeEnd(xml: string, item: string): string {
  const end = /<\/([\w.-]+:)?(?:Types|Relationships)\s*>\s*$/.exec(xml);
  if (end === null)
    return xml.replace(
      /<([\w.-]+:)?(Types|Relationships)\b([^>]*)\/>\s*$/,
      (_, prefix: string | undefined, name: string, rest: string) => {
        const own = prefix ?? "";
        return `<${own}${name}${rest}>${prefixed(item, own)}</${own}${name}>`;
      },
    );
  return xml.slice(0, end.index) + prefixed(item, end[1] ?? "") + xml.slice(end.index);
}

const prefixed = (item: string, prefix: string) => item.replace("<", `<${prefix}`);
