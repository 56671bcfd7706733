/** Word documents (.docx, .docm, .dotx) as text with blocks. */
import { type Pause, type ReadFile } from "../readFile";
import { viewBuilder, ViewTooLong } from "../viewBuilder";
import { childOf, descendants, elementsOf } from "../xml";
import { blocks } from "./blocks";
import { counters } from "./counters";
import { fields } from "./fields";
import { notesOf } from "./notes";
import { readNumbering } from "./numbering";
import { damaged, type Step, steps, tooLong } from "./officeXml";
import { openWordPackage, type Part, type WordPackage } from "./package";
import { inPart, type StoryItem } from "./story";
import { type StoryContext } from "./storyContext";
import { readStyles } from "./styles";
import { unreadCounts } from "./unread";
import { byAttribute } from "./wordXml";
import { writeStory } from "./writeStory";

/** Blocks read between two steps. */
const blocksBetweenSteps = 100;

/**
 * Headers and footers first, then the body; notes, comments and text boxes follow the paragraph they hang on and
 * carry their part in `place`. Deleted text, pictures and objects are counted in `unread`. Throws an `ArchiveError`
 * (what is wrong and the next step, in the user's language), and the signal's reason when aborted.
 */
export async function readDocx(bytes: Uint8Array, signal: AbortSignal, pause?: Pause): Promise<ReadFile> {
  const step = steps(signal, pause);
  await step();
  const word = await openWordPackage(bytes, step);
  const body = childOf(word.main.root, "w:body");
  if (body === undefined) throw damaged();
  const story = await storyOf(word);
  const view = viewBuilder();
  try {
    await writeStory(view, await runningTexts(word, story, step), step);
    const items: StoryItem[] = [];
    for (const item of story.blocks(elementsOf(body), story)) {
      items.push(item);
      if (items.length % blocksBetweenSteps === 0) await step();
    }
    await writeStory(view, items, step);
  } catch (error) {
    throw error instanceof ViewTooLong ? tooLong() : error;
  }
  return { ...view.finish(), ...word.label, unread: story.unread.entries() };
}

async function storyOf(word: WordPackage): Promise<StoryContext> {
  const root = async (type: string) => (await word.related(type))?.root;
  const styles = readStyles(await root("styles"));
  const byId = async (type: string, name: string) => byAttribute(await root(type), name, "w:id");
  return {
    styles,
    lists: readNumbering(await root("numbering"), styles.listOf),
    counters: counters(),
    unread: unreadCounts(),
    notes: notesOf({
      footnote: await byId("footnotes", "w:footnote"),
      endnote: await byId("endnotes", "w:endnote"),
      comment: await byId("comments", "w:comment"),
    }),
    drawings: word.main.drawings,
    fields: fields(),
    blocks,
    running: false,
    depth: 0,
  };
}

const references = new Set(["w:headerReference", "w:footerReference"]);
const sections = new Set(["w:sectPr"]);

/** Every header and footer that a section of the body names, each once. */
async function runningTexts(
  word: WordPackage,
  story: StoryContext,
  step: Step,
): Promise<readonly StoryItem[]> {
  const used = descendants(word.main.root, sections).flatMap((section) =>
    elementsOf(section).filter(({ name }) => references.has(name)),
  );
  const found: StoryItem[] = [];
  const seen = new Set<string>();
  for (const { name, attributes } of used) {
    const target = word.main.relations.get(attributes["r:id"] ?? "")?.target;
    if (target === undefined || seen.has(target)) continue;
    seen.add(target);
    const part = await word.part(target);
    if (part === undefined) continue;
    for (const item of runningText(part, name === "w:headerReference" ? "header" : "footer", story)) {
      const key = JSON.stringify(item);
      if (!seen.has(key)) found.push(item);
      seen.add(key);
    }
    await step();
  }
  return found;
}

function runningText(part: Part, kind: "header" | "footer", story: StoryContext): readonly StoryItem[] {
  const items = story.blocks(elementsOf(part.root), {
    ...story,
    drawings: part.drawings,
    fields: fields(),
    running: true,
  });
  return inPart([...items], kind);
}
