/** OpenDocument texts (.odt, .ott) as text with blocks. */
import { damaged, parseOfficeXml, type Step, steps, tooLong } from "../docx/officeXml";
import { inPart, type StoryItem } from "../docx/story";
import { unreadCounts } from "../docx/unread";
import { writeStory } from "../docx/writeStory";
import { t } from "../../util/l10n";
import { type Archive, ArchiveError, openArchive } from "../archive";
import { type Pause, type ReadFile } from "../readFile";
import { viewBuilder, ViewTooLong } from "../viewBuilder";
import { childOf, elementsOf, textIn, type XmlElement } from "../xml";
import { blocks } from "./blocks";
import { lists } from "./lists";
import { mathmlText } from "./mathml";
import { type EmbeddedObject, type OdtStory } from "./odtStory";
import { readOdtStyles } from "./styles";

/** Blocks read between two steps. */
const blocksBetweenSteps = 100;
/** Formulas and charts that are looked into. */
const mostObjects = 1000;

/**
 * Headers and footers first, then the body; notes, comments and text boxes follow the paragraph they hang on and
 * carry their part in `place`. Deleted text, pictures and objects are counted in `unread`. Throws an `ArchiveError`
 * (what is wrong and the next step, in the user's language), and the signal's reason when aborted.
 */
export async function readOdt(bytes: Uint8Array, signal: AbortSignal, pause?: Pause): Promise<ReadFile> {
  const step = steps(signal, pause);
  await step();
  const archive = openArchive(bytes);
  refuseEncrypted(archive);
  const content = await partOf(archive, "content.xml", step);
  const body = childOf(childOf(content, "office:body"), "office:text");
  if (body === undefined) throw content === undefined ? damaged() : noText();
  const common = await partOf(archive, "styles.xml", step);
  const story = storyOf(content, common, await objectsOf(archive, step));
  const view = viewBuilder();
  try {
    await writeStory(view, runningTexts(common, story), step);
    const items: StoryItem[] = [];
    for (const item of blocks(elementsOf(body), story)) {
      items.push(item);
      if (items.length % blocksBetweenSteps === 0) await step();
    }
    await writeStory(view, items, step);
  } catch (error) {
    throw error instanceof ViewTooLong ? tooLong() : error;
  }
  const properties = propertiesIn(await partOf(archive, "meta.xml", step).catch(() => undefined));
  return {
    ...view.finish(),
    ...(properties.length === 0 ? {} : { properties }),
    unread: story.unread.entries(),
  };
}

const told = new Set(["dc:title", "dc:subject", "dc:description", "meta:keyword", "meta:user-defined"]);

/** Title, keywords and the user's own: people write marks there. Damaged ones are no reason not to read the document. */
const propertiesIn = (meta: XmlElement | undefined): readonly string[] =>
  elementsOf(childOf(meta, "office:meta") ?? { name: "", attributes: {}, children: [] })
    .filter(({ name }) => told.has(name))
    .map((element) => textIn(element).trim().slice(0, 500))
    .filter((text) => text !== "");

const noText = () =>
  new ArchiveError(t("The file is no OpenDocument text, whatever its name says. Open it in its program."));

function refuseEncrypted(archive: Archive): void {
  if (archive.text("META-INF/manifest.xml")?.includes("encryption-data") === true)
    throw new ArchiveError(t("The file is encrypted. Save a copy without a password."));
}

async function partOf(archive: Archive, name: string, step: Step): Promise<XmlElement | undefined> {
  const text = archive.text(name);
  return text === undefined ? undefined : parseOfficeXml(text, step);
}

function storyOf(
  content: XmlElement | undefined,
  common: XmlElement | undefined,
  objects: ReadonlyMap<string, EmbeddedObject>,
): OdtStory {
  const named = childOf(common, "office:styles");
  let notes = 0;
  return {
    styles: readOdtStyles([childOf(content, "office:automatic-styles"), named]),
    lists: lists(childOf(named, "text:outline-style")),
    unread: unreadCounts(),
    objects,
    running: false,
    depth: 0,
    nextNote: () => ++notes,
    blocks,
  };
}

/** Headers and footers of every kind of page, each text once. */
function runningTexts(common: XmlElement | undefined, story: OdtStory): readonly StoryItem[] {
  const own = {
    ...story,
    styles: readOdtStyles([childOf(common, "office:automatic-styles"), childOf(common, "office:styles")]),
    running: true,
  };
  const masters = childOf(common, "office:master-styles");
  const found = new Map<string, StoryItem>();
  for (const part of (masters ? elementsOf(masters) : []).flatMap(elementsOf)) {
    const kind = /^style:(header|footer)(?:-left|-first)?$/.exec(part.name)?.[1];
    if (kind === undefined || part.attributes["style:display"] === "false") continue;
    for (const item of inPart([...blocks(elementsOf(part), own)], kind === "header" ? "header" : "footer"))
      found.set(JSON.stringify(item), item);
  }
  return [...found.values()];
}

async function objectsOf(archive: Archive, step: Step): Promise<ReadonlyMap<string, EmbeddedObject>> {
  const found = new Map<string, EmbeddedObject>();
  const names = archive.names.filter((name) => name.endsWith("/content.xml")).slice(0, mostObjects);
  for (const name of names) {
    const root = await partOf(archive, name, step);
    const folder = name.slice(0, -"/content.xml".length);
    const chart = childOf(childOf(childOf(root, "office:body"), "office:chart"), "chart:chart");
    if (root !== undefined && /^(?:math:)?math$/.test(root.name))
      found.set(folder, { formula: mathmlText(root) });
    else if (chart !== undefined) found.set(folder, { chart });
  }
  return found;
}
