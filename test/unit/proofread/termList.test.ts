import assert from "node:assert/strict";
import general from "../../../media/proofread/general.json";
import publicStyle from "../../../media/proofread/public.json";
import technical from "../../../media/proofread/technical.json";
import technicalShort from "../../../media/proofread/technicalShort.json";
import typos from "../../../media/proofread/typos.json";
import { houseStyle } from "../../../server/src/proofread/houseStyle";
import { emptyList, readTermList, withIgnored } from "../../../server/src/proofread/termList";
import { proofStyles } from "../../../server/src/protocol";

describe("list of terms", () => {
  it("reads terms, groups and words to ignore, from YAML and from JSON", () => {
    const yaml =
      "terms:\n  - { prefer: サーバー, variants: [サーバ], note: 用語集3 }\ngroups:\n  - [及び, および]\nignore: [ABC]\nsentence: 80\n";
    const { list, problems } = readTermList(yaml, "a.yaml");
    assert.deepEqual(problems, []);
    assert.deepEqual(list.terms, [{ prefer: "サーバー", variants: ["サーバ"] }]);
    assert.deepEqual([list.groups, list.ignore, list.sentence], [[["及び", "および"]], ["ABC"], 80]);
    assert.deepEqual(readTermList(JSON.stringify(list), "a.json"), { list, problems: [] });
  });

  const wrong: readonly [name: string, text: string, message: RegExp][] = [
    ["no YAML", "terms: [", /^a\.yaml, line 1: not valid YAML/],
    ["a list at the top", "- a\n", /line 1: a list of terms has the keys/],
    ["an unknown key", "terms: []\nwords: []\n", /line 2: “words” is no key/],
    ["terms that are no list", "terms: サーバー\n", /line 1: a list is needed/],
    ["a term without variants", "terms:\n  - { prefer: a }\n", /line 2: a term needs prefer/],
    [
      "a term with an unknown key",
      "terms:\n  - prefer: a\n    variants: [b]\n    was: c\n",
      /line 4: “was” is no key of a term/,
    ],
    [
      "a use that does not exist",
      "terms:\n  - { prefer: a, variants: [b], as: x }\n",
      /line 2: as is one of noun/,
    ],
    ["a group of one", "groups:\n  - [a]\n", /line 2: a group has two/],
    ["a figure where a word is needed", "ignore: [1]\n", /a word is needed/],
    ["a sentence of no length", "sentence: 1\n", /from 20 to 1000/],
    [
      "terms that contradict each other",
      "terms:\n  - { prefer: サーバー, variants: [サーバ] }\n  - { prefer: サーバ, variants: [サーバー] }\n",
      /“サーバ” is both preferred and a variant of “サーバー”/,
    ],
  ];
  for (const [name, text, message] of wrong)
    it(`names file and line of ${name}`, () => {
      const { problems } = readTermList(text, "a.yaml");
      assert.match(problems[0] ?? "", message);
    });

  it("keeps what is right beside what is wrong", () => {
    const { list } = readTermList("terms:\n  - { prefer: a, variants: [b] }\n  - 3\n", "a.yaml");
    assert.equal(list.terms.length, 1);
  });

  it("takes one more word to ignore and leaves the user's lines as they are", () => {
    const text = "# 用語集\nterms:\n  - { prefer: サーバー, variants: [サーバ] } # 2026-04\n";
    const once = withIgnored(text, "ABC");
    assert.ok(once.startsWith(text));
    assert.deepEqual(readTermList(once, "a").list.ignore, ["ABC"]);
    const twice = withIgnored(once, "yes");
    assert.deepEqual(readTermList(twice, "a").list.ignore, ["ABC", "yes"]);
    assert.equal(withIgnored(twice, "ABC"), twice);
    assert.ok(twice.includes("# 2026-04"));
    assert.deepEqual(readTermList(withIgnored("", "語"), "a").list.ignore, ["語"]);
    assert.throws(() => withIgnored("- a\n", "b"), SyntaxError);
  });
});

describe("house styles that ship", () => {
  for (const [name, list] of Object.entries({ general, publicStyle, technical, technicalShort, typos }))
    it(`${name} has no error`, () => {
      const { problems, list: read } = readTermList(JSON.stringify(list), name);
      assert.deepEqual(problems, []);
      assert.ok(read.terms.length + read.groups.length > 10);
    });

  it("prefer nothing that they call wrong, and name each word once", () => {
    for (const list of [publicStyle, technical, technicalShort, typos]) {
      const { terms } = readTermList(JSON.stringify(list), "a").list;
      const words = terms.flatMap(({ variants, as }) => variants.map((word) => `${word} ${as ?? ""}`));
      assert.deepEqual(
        words.filter((word, index) => words.indexOf(word) !== index),
        [],
      );
    }
  });

  it("yield to the user's own terms", () => {
    const { list } = readTermList(
      "terms:\n  - { prefer: サーバ, variants: [サーバー] }\nignore: [プリンタ]\n",
      "a",
    );
    const style = houseStyle("technical", list);
    assert.ok(
      !style.terms.some(({ variants }) => variants.includes("サーバ") || variants.includes("プリンタ")),
    );
    for (const name of proofStyles) assert.ok(houseStyle(name, emptyList).sentence >= 100);
  });
});
