import assert from "node:assert/strict";
import { languageName, type Levels, switched } from "../../../client/src/languageSwitch";

const cases: readonly (readonly [string, Levels, boolean | undefined])[] = [
  ["on by default: off", { effective: true, ofUserLanguage: undefined, otherwise: true }, false],
  [
    "off by the user: the entry goes",
    { effective: false, ofUserLanguage: false, otherwise: true },
    undefined,
  ],
  ["off everywhere: on here", { effective: false, ofUserLanguage: undefined, otherwise: false }, true],
  ["on here alone: the entry goes", { effective: true, ofUserLanguage: true, otherwise: false }, undefined],
  ["off here and everywhere: on here", { effective: false, ofUserLanguage: false, otherwise: false }, true],
];

describe("switched", () => {
  for (const [name, levels, expected] of cases) it(name, () => assert.equal(switched(levels), expected));
});

describe("languageName", () => {
  const brings = (...languages: readonly unknown[]) => ({ contributes: { languages } });
  const manifests = [
    null,
    {},
    { contributes: { languages: "none" } },
    brings({ id: "python", extensions: [".pyw"] }),
    brings({ id: "typescript", aliases: ["TypeScript", "ts"] }, { id: "empty", aliases: [] }),
    brings({ id: "python", aliases: ["Python", "py"] }),
  ];
  const names: readonly (readonly [string, string])[] = [
    ["python", "Python"],
    ["typescript", "TypeScript"],
    ["empty", "empty"],
    ["unknown", "unknown"],
  ];
  for (const [id, expected] of names)
    it(`of ${id}`, () => assert.equal(languageName(id, manifests), expected));
});
