import assert from "node:assert/strict";
import { labelIn } from "../../../../server/src/documents/ooxml/label";
import { damagedFile, type OfficeFile } from "../../../../server/src/documents/ooxml/parts";
import { parseXml } from "../../../../server/src/documents/xml";

const fileOf = (custom: string | undefined) =>
  ({
    xml: (name: string) =>
      name === "docProps/custom.xml" && custom !== undefined ? parseXml(custom) : undefined,
  }) as OfficeFile;
const property = (name: string, value: string) =>
  `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property>`;
const propertiesOf = (...all: readonly string[]) => `<Properties xmlns:vt="v">${all.join("")}</Properties>`;

describe("documents: sensitivity label", () => {
  const cases: readonly (readonly [what: string, custom: string | undefined, label: string | undefined])[] = [
    ["no properties", undefined, undefined],
    ["other properties", propertiesOf(property("部署", "総務")), undefined],
    [
      "a label",
      propertiesOf(property("MSIP_Label_1a-2b_Enabled", "true"), property("MSIP_Label_1a-2b_Name", "社外秘")),
      "社外秘",
    ],
    [
      "two labels",
      propertiesOf(
        property("MSIP_Label_1_Name", "Internal"),
        property("MSIP_Label_2_Name", "Confidential &amp; more"),
      ),
      "Internal, Confidential & more",
    ],
    ["an empty name", propertiesOf(property("MSIP_Label_1_Name", " ")), undefined],
  ];
  for (const [what, custom, label] of cases)
    it(`of a file with ${what}`, () => assert.equal(labelIn(fileOf(custom)).label, label));

  it("is none where the properties are damaged, and the document is read all the same", () => {
    const broken = {
      xml: () => {
        throw damagedFile();
      },
    } as unknown as OfficeFile;
    assert.deepEqual(labelIn(broken), {});
  });
});
