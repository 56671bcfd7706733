import assert from "node:assert/strict";
import { holeAt } from "../../server/src/completion/hole";
import { createCorpusContext, uriOf } from "../bench/quality/context";
import { contextSources } from "../bench/quality/variants";
import { loadSyntaxCheck, type SyntaxCheck } from "../bench/quality/parsing";
import { chooseHoles, type CorpusHole, languages, type Project, readCorpus } from "../bench/quality/projects";

/** Here because the grammars are WebAssembly; nothing but the packages is needed. */
describe("the corpus of the quality bench", () => {
  let check: SyntaxCheck;
  let projects: readonly Project[];
  let holes: readonly CorpusHole[];

  before(async () => {
    check = await loadSyntaxCheck(languages);
    projects = await readCorpus();
    holes = chooseHoles(projects);
  });

  const share = (some: readonly unknown[], of: readonly unknown[]) => some.length / of.length;

  it("has at least 150 holes, and in every second one enough for a report", () => {
    assert.ok(holes.length >= 150, `${holes.length} holes`);
    assert.ok(chooseHoles(projects, 2).length >= 150, `${chooseHoles(projects, 2).length} in the sample`);
  });

  for (const language of languages) {
    it(`${language}: kinds of holes, answers in other files, comments in both languages`, () => {
      const own = holes.filter(({ project }) => project.language === language);
      const comments = own.filter(({ kind }) => kind === "comment");
      const crossing = own.filter(({ cross }) => cross);
      assert.ok(own.length >= 35, `${own.length} holes`);
      assert.ok(share(crossing, own) >= 1 / 3, `${crossing.length} of ${own.length} need another file`);
      assert.ok(comments.length >= 8, `${comments.length} comments`);
      const japanese = comments.filter((hole) => hole.japanese);
      assert.ok(share(japanese, comments) >= 0.4, `${japanese.length} of ${comments.length} are Japanese`);
    });
  }

  it("parses, file by file, once the holes are filled", () => {
    const broken = projects.flatMap(({ language, name, files }) =>
      files
        .filter(({ text }) => !check.parses(language, text))
        .map(({ path, text }) => `${language}/${name}/${path}: line ${check.errors(language, text).join()}`),
    );
    assert.deepEqual(broken, []);
  });

  it("gives the model other files, and never the hole's own", async function () {
    this.timeout(30_000);
    const signal = new AbortController().signal;
    const context = await createCorpusContext(projects, signal);
    const count = (text: string) => Promise.resolve(Math.ceil(text.length / 3));
    let withPieces = 0;
    for (const hole of holes) {
      const { gather } = context.portsFor(hole, contextSources);
      const place = holeAt(hole.document, hole.start, hole.project.language);
      const uri = uriOf(hole.project, hole.file);
      const pieces = (await gather?.({ uri, hole: place, count }, 400, hole.document, signal)) ?? [];
      assert.ok(
        pieces.every((piece) => piece.uri !== uri && !piece.text.includes("\u27e6")),
        hole.id,
      );
      if (pieces.length > 0) withPieces++;
    }
    assert.ok(withPieces > holes.length * 0.9, `${withPieces} of ${holes.length}`);
  });

  it("notices what does not parse", () => {
    const broken: Readonly<Record<(typeof languages)[number], string>> = {
      typescript: "const a = (1;",
      python: "def f(:\n    pass\n",
      java: "class A { int f( { } }",
      sql: "SELECT (a FROM b;",
      c: "int main(void) { return 0;",
    };
    for (const language of languages) assert.equal(check.parses(language, broken[language]), false, language);
  });

  it("has holes that are what their kind says", () => {
    const wrong = holes.filter((hole) => !isWellFormed(hole)).map(({ id, kind }) => `${id}: ${kind}`);
    assert.deepEqual(wrong, []);
  });
});

function isWellFormed({ kind, japanese, text, start, document, file }: CorpusHole): boolean {
  const rest = document.slice(start).split("\n", 1)[0] ?? "";
  if (kind === "mid") return !text.includes("\n") && rest.trim() !== "";
  if (rest.trim() !== "") return false;
  if (kind === "line") return !text.includes("\n");
  if (kind === "block") return text.includes("\n");
  const above = file.text.slice(0, start).split("\n").slice(-12).join("\n");
  const isJapanese = /(?:\/\/|#|--|\*).*[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(above);
  return japanese ? isJapanese : /(?:\/\/|#|--|\*)/.test(above);
}
