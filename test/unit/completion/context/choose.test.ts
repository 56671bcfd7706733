import assert from "node:assert/strict";
import {
  type Candidate,
  choosePieces,
  type ChoiceRequest,
} from "../../../../server/src/completion/context/choose";
import { apartFrom } from "../../../../server/src/completion/context/overlap";
import { type ContextPiece } from "../../../../server/src/completion/context/piece";
import { type ContextSource } from "../../../../server/src/protocol";

const never = new AbortController().signal;
/** Ten tokens a line, none for the path. */
const count = (text: string) => Promise.resolve(10 * (text.split("\n").length - 2));

/** `a:10-14` is four lines of file:///a with words of their own. */
function piece(place: string, source: ContextSource = "similar", weight = 1): Candidate {
  const [, uri = "", start = "0", end = "0"] = /^(.*):(\d+)-(\d+)$/.exec(place) ?? [];
  const lines = { start: Number(start), end: Number(end) };
  const text = Array.from(
    { length: lines.end - lines.start },
    (_, at) => `${uri} line ${lines.start + at}`,
  ).join("\n");
  return { source, uri: `file:///${uri}`, path: uri, lines, text, weight };
}

const places = (pieces: readonly ContextPiece[]) =>
  pieces.map(({ uri, lines }) => `${uri.slice(8)}:${lines.start}-${lines.end}`);

const choose = async (request: Partial<ChoiceRequest>) =>
  places(
    await choosePieces(
      { candidates: [], previous: [], budget: 1000, window: "", count, excluded: () => false, ...request },
      never,
    ),
  );

interface Case {
  readonly name: string;
  readonly request: Partial<ChoiceRequest>;
  readonly expected: readonly string[];
}

const first: readonly Case[] = [
  {
    name: "puts the strongest source next to the document",
    request: {
      candidates: [
        piece("d:0-5", "definition"),
        piece("v:0-5", "visited"),
        piece("s:0-5"),
        piece("e:0-5", "edited"),
      ],
    },
    expected: ["s:0-5", "v:0-5", "e:0-5", "d:0-5"],
  },
  {
    name: "takes definitions first when room is short",
    request: {
      candidates: [
        piece("s:0-5"),
        piece("v:0-5", "visited"),
        piece("e:0-5", "edited"),
        piece("d:0-5", "definition"),
      ],
      budget: 100,
    },
    expected: ["e:0-5", "d:0-5"],
  },
  {
    name: "leaves no source the whole room while others have something",
    request: {
      candidates: [
        ...[1, 2, 3, 4, 5].map((at) => piece(`d${at}:0-5`, "definition", -at)),
        piece("e:0-5", "edited"),
        piece("s:0-5"),
      ],
      budget: 200,
    },
    expected: ["s:0-5", "e:0-5", "d1:0-5", "d2:0-5"],
  },
  {
    name: "gives what others leave to who has more",
    request: { candidates: [1, 2, 3, 4, 5].map((at) => piece(`s${at}:0-5`, "similar", at)), budget: 200 },
    expected: ["s5:0-5", "s4:0-5", "s3:0-5", "s2:0-5"],
  },
  {
    name: "gives a long piece what a small one of a weaker source leaves",
    request: { candidates: [piece("l:0-30", "edited"), piece("s:0-5")], budget: 200 },
    expected: ["s:0-5", "l:7-22"],
  },
  {
    name: "gives little room to the strongest alone, though something weaker would fit whole",
    request: { candidates: [piece("e:0-7", "edited"), piece("c:0-3", "copied")], budget: 60 },
    expected: ["e:0-6"],
  },
  {
    name: "lets a source with more to say be cut for the next one",
    request: { candidates: [piece("d:10-40", "definition"), piece("e:0-30", "edited")], budget: 130 },
    expected: ["e:12-17", "d:10-17"],
  },
  {
    name: "cuts a definition from its head",
    request: { candidates: [piece("d:10-40", "definition")], budget: 100 },
    expected: ["d:10-20"],
  },
  {
    name: "takes no part that would be too small",
    request: { candidates: [piece("d:10-40", "definition"), piece("s:0-3")], budget: 30 },
    expected: ["s:0-3"],
  },
  {
    name: "takes nothing without a budget",
    request: { candidates: [piece("a:0-5")], previous: [piece("b:0-5")], budget: 0 },
    expected: [],
  },
  {
    name: "drops what the window shows, by lines",
    request: {
      candidates: [piece("w:0-10"), piece("x:0-10")],
      window: `${piece("w:2-9").text.replaceAll("w", "  w")}\n}`,
    },
    expected: ["x:0-10"],
  },
  {
    name: "drops a copy of another file",
    request: { candidates: [piece("a:0-10", "edited"), { ...piece("b:0-10"), text: piece("a:0-10").text }] },
    expected: ["a:0-10"],
  },
  {
    name: "cuts what overlaps a stronger piece, or drops it",
    request: {
      candidates: [
        piece("a:12-16", "definition"),
        piece("a:0-20", "edited"),
        piece("a:8-17", "visited"),
        piece("a:30-40"),
      ],
    },
    expected: ["a:30-40", "a:0-12", "a:12-16"],
  },
  {
    name: "drops excluded files and what looks like a secret",
    request: {
      candidates: [
        piece("hidden:0-5", "definition"),
        { ...piece("b:0-1"), text: 'const password = "correct-horse";' },
        piece("c:0-5"),
      ],
      previous: [piece("hidden:9-14", "edited")],
      excluded: (uri) => uri.includes("hidden"),
    },
    expected: ["c:0-5"],
  },
  {
    name: "drops what says nothing",
    request: { candidates: [{ ...piece("b:0-3"), text: "}\n\n);" }] },
    expected: [],
  },
];

const later: readonly Case[] = [
  {
    name: "leaves all in place when the same is found in another order",
    request: {
      previous: [piece("a:0-5"), piece("b:0-5"), piece("c:0-5", "definition")],
      candidates: [piece("c:0-5"), piece("a:0-5", "edited"), piece("b:0-5", "definition")],
    },
    expected: ["a:0-5", "b:0-5", "c:0-5"],
  },
  {
    name: "appends what is new, whatever its source",
    request: { previous: [piece("a:0-5", "definition")], candidates: [piece("b:0-5")] },
    expected: ["a:0-5", "b:0-5"],
  },
  {
    name: "keeps what is not found any more while there is room",
    request: { previous: [piece("a:0-5"), piece("b:0-5")], candidates: [piece("c:0-5")], budget: 150 },
    expected: ["a:0-5", "b:0-5", "c:0-5"],
  },
  {
    name: "drops the oldest of the weakest source for something new",
    request: {
      previous: [piece("d:0-5", "definition"), piece("s1:0-5"), piece("s2:0-5"), piece("e:0-5", "edited")],
      candidates: [piece("n:0-5", "definition")],
      budget: 200,
    },
    expected: ["d:0-5", "s2:0-5", "e:0-5", "n:0-5"],
  },
  {
    name: "drops nothing that would be chosen again",
    request: {
      previous: [piece("s1:0-5"), piece("s2:0-5")],
      candidates: [
        piece("s1:0-5", "similar", 3),
        piece("s3:0-5", "similar", 2),
        piece("s2:0-5", "similar", 1),
      ],
      budget: 100,
    },
    expected: ["s1:0-5", "s3:0-5"],
  },
  {
    name: "takes a candidate for what is there when little of it is new",
    request: { previous: [piece("a:0-20")], candidates: [piece("a:2-23", "edited")] },
    expected: ["a:0-20"],
  },
  {
    name: "takes what was cut from a candidate for the whole of it",
    request: {
      previous: [piece("d:10-20", "definition"), piece("e:12-16", "edited")],
      candidates: [piece("d:10-40", "definition"), piece("e:0-30", "edited")],
      budget: 150,
    },
    expected: ["d:10-20", "e:12-16"],
  },
  {
    name: "cuts what is there for something stronger instead of dropping it",
    request: {
      previous: [piece("e:12-25", "edited")],
      candidates: [piece("e:0-30", "edited"), piece("d:10-40", "definition")],
      budget: 130,
    },
    expected: ["e:16-21", "d:10-17"],
  },
  {
    name: "fits a smaller budget",
    request: { previous: [piece("a:0-5"), piece("b:0-5", "edited"), piece("c:0-5")], budget: 100 },
    expected: ["b:0-5", "c:0-5"],
  },
];

describe("choice of context", () => {
  for (const { name, request, expected } of [...first, ...later])
    it(name, async () => {
      assert.deepEqual(await choose(request), expected);
      const { candidates = [] } = request;
      assert.deepEqual(
        await choose({ ...request, candidates: [...candidates].reverse() }),
        expected,
        "in any order",
      );
    });

  it("is the same again when nothing has changed", async () => {
    const candidates = [
      piece("a:0-20", "edited"),
      piece("a:12-16", "definition"),
      piece("b:0-9"),
      piece("c:0-40"),
    ];
    const request = { candidates, budget: 300, window: "", count, excluded: () => false };
    const once = await choosePieces({ ...request, previous: [] }, never);
    assert.deepEqual(await choosePieces({ ...request, previous: once }, never), once);
  });

  it("stops when it is aborted", async () => {
    const signal = AbortSignal.abort(new Error("typed on"));
    const request = {
      candidates: [piece("a:0-5")],
      previous: [],
      budget: 100,
      window: "",
      count,
      excluded: () => false,
    };
    await assert.rejects(choosePieces(request, signal), /typed on/);
  });
});

const cuts: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ["a:0-20", ["b:0-20"], "a:0-20"],
  ["a:0-20", ["a:20-30"], "a:0-20"],
  ["a:0-20", ["a:0-20"], undefined],
  ["a:0-20", ["a:5-12"], undefined],
  ["a:0-20", ["a:5-8"], "a:8-20"],
  ["a:0-20", ["a:12-15", "a:0-1"], "a:1-12"],
  ["a:5-10", ["a:0-8"], undefined],
];

describe("part of a piece apart from others", () => {
  for (const [own, others, left] of cuts)
    it(`${own} without ${others.join(", ")}`, () => {
      const found = apartFrom(
        piece(own),
        others.map((other) => piece(other)),
      );
      assert.deepEqual(found && [places([found])[0], found.text], left && [left, piece(left).text]);
    });
});
