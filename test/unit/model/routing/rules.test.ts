import assert from "node:assert/strict";
import { type RequestSource, shippedOrigin } from "../../../../server/src/model/routing/origin";
import { isWholePath, type Obstacle, type Place, rulingOf } from "../../../../server/src/model/routing/rules";
import { type RoutingRule, type RoutingTask } from "../../../../server/src/protocol";

const posix: Place = { platform: "posix", home: "/home/sato (1)" };
const windows: Place = { platform: "windows", home: "C:\\Users\\sato" };

const unmarked: RequestSource = {
  ...{ uri: "file:///srv/open/guide.md", whole: true, code: false },
  ...{ language: "ja", languageId: "markdown" },
};
const open: RequestSource = { ...unmarked, mark: "公開" };
const code: RequestSource = {
  uri: "file:///srv/app/a.ts",
  whole: true,
  code: true,
  languageId: "typescript",
};
const publicRule: RoutingRule = { endpoint: "dept", marks: ["公開", "Public"] };
const codeRule: RoutingRule = { endpoint: "coder", folders: ["/srv/app"], code: true };

function verdict(
  sources: readonly RequestSource[],
  rules: readonly RoutingRule[],
  { place = posix, task = "summary" }: { place?: Place; task?: RoutingTask } = {},
): string {
  const ruling = rulingOf({ task, sources }, rules, place);
  return "rule" in ruling ? ruling.rule.endpoint : ruling.obstacle;
}

describe("routing: rules", () => {
  const cases: readonly (readonly [what: string, answer: string | Obstacle, expected: string])[] = [
    ["nothing goes without a rule", verdict([open], []), "no-rule"],
    ["a document with a label that a rule names goes", verdict([open], [publicRule]), "dept"],
    ["another document does not", verdict([{ ...open, mark: "社外秘" }], [publicRule]), "mark"],
    [
      "a label in other letters is the same",
      verdict([{ ...open, mark: "ＰＵＢＬＩＣ" }], [publicRule]),
      "dept",
    ],
    ["a document without a mark never goes", verdict([unmarked], [publicRule]), "unmarked"],
    ["not even where code goes", verdict([unmarked], [{ ...codeRule, folders: ["/srv"] }]), "unmarked"],
    [
      "a document that was not read to the end never goes",
      verdict([{ ...open, whole: false }], [publicRule]),
      "unread",
    ],
    ["all of a request must go", verdict([open, { ...open, mark: "社外秘" }], [publicRule]), "mark"],
    ["two rules do not add up", verdict([open, code], [publicRule, codeRule]), "code"],
    ["code goes only by a rule for code", verdict([code], [publicRule]), "code"],
    ["code goes from the folders of its rule", verdict([code], [codeRule]), "coder"],
    ["not from others", verdict([{ ...code, uri: "file:///srv/apple/a.ts" }], [codeRule]), "folder"],
    ["nor up and down again", verdict([{ ...code, uri: "file:///srv/app/../x/a.ts" }], [codeRule]), "folder"],
    ["nor from what is no file", verdict([{ ...code, uri: "untitled:/srv/app/a.ts" }], [codeRule]), "folder"],
    ["code needs folders", verdict([code], [{ endpoint: "x", code: true }]), "code"],
    ["marked code needs the mark", verdict([{ ...code, mark: "社外秘" }], [codeRule]), "mark"],
    ["the first rule counts", verdict([open], [publicRule, { ...publicRule, endpoint: "b" }]), "dept"],
    ["a rule of another task does not", verdict([open], [{ ...publicRule, tasks: ["ask"] }]), "task"],
    ["a rule of its task does", verdict([open], [{ ...publicRule, tasks: ["summary"] }]), "dept"],
    ["its language counts", verdict([open], [{ ...publicRule, languages: ["en"] }]), "language"],
    ["by its format, too", verdict([open], [{ ...publicRule, languages: ["markdown"] }]), "dept"],
    ["own words alone stay", verdict([], [publicRule], { task: "search" }), "no-source"],
    [
      "unless a rule names the task",
      verdict([], [{ ...publicRule, tasks: ["search"] }], { task: "search" }),
      "dept",
    ],
    [
      "the home folder may be named, whatever characters it has",
      verdict(
        [{ ...open, uri: "file:///home/sato%20(1)/open/a.md" }],
        [{ ...publicRule, folders: ["~/open/**"] }],
      ),
      "dept",
    ],
    [
      "Windows paths ignore case and slashes",
      verdict([{ ...open, uri: "file:///c%3A/Open/a.md" }], [{ ...publicRule, folders: ["C:\\open"] }], {
        place: windows,
      }),
      "dept",
    ],
    [
      "shares are named by their server",
      verdict(
        [{ ...open, uri: "file://files/open/a.md" }],
        [{ ...publicRule, folders: ["\\\\files\\open"] }],
        {
          place: windows,
        },
      ),
      "dept",
    ],
    [
      "the obstacle of the nearest rule is told",
      verdict([{ ...open, mark: "社外秘" }], [{ ...publicRule, tasks: ["ask"] }, publicRule, codeRule]),
      "mark",
    ],
  ];
  for (const [what, answer, expected] of cases) it(what, () => assert.equal(answer, expected));

  it("nothing goes of which nobody says where it comes from", () =>
    assert.deepEqual(rulingOf(undefined, [publicRule], posix), { obstacle: "no-origin" }));

  it("the tests that ship with Hanare go to each server that a rule names", () => {
    assert.deepEqual(rulingOf(shippedOrigin, [publicRule], posix), { rule: publicRule });
    assert.deepEqual(rulingOf(shippedOrigin, [], posix), { obstacle: "no-rule" });
  });

  for (const [glob, expected] of [
    ["/srv/open/**", true],
    ["~/open", true],
    ["C:\\open", true],
    ["\\\\files\\open", true],
    ["docs/**", false],
    ["**/open", false],
    ["~", false],
    ["/srv/../etc", false],
  ] as const)
    it(`${glob} is ${expected ? "" : "no "}whole path`, () => assert.equal(isWholePath(glob), expected));
});
