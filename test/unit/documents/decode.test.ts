import assert from "node:assert/strict";
import { canEncode } from "../../../server/src/documents/charset";
import { decode } from "../../../server/src/documents/decode";
import { isReadable, languageOf, unreadReason } from "../../../server/src/documents/languages";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ""), "hex"));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("decoding", () => {
  const cases: readonly (readonly [string, Uint8Array, string, string])[] = [
    ["UTF-8", utf8("日本語 text"), "utf8", "日本語 text"],
    ["UTF-8 with a mark", utf8("\ufeff日本語"), "utf8bom", "日本語"],
    ["ASCII", utf8("plain\r\n"), "utf8", "plain\r\n"],
    ["nothing", new Uint8Array(0), "utf8", ""],
    ["UTF-16LE with a mark", bytes("fffe e565 2c67"), "utf16le", "日本"],
    ["UTF-16BE with a mark", bytes("feff 65e5 672c"), "utf16be", "日本"],
    ["UTF-16LE without a mark", bytes("6100 6200 6300 0a00"), "utf16le", "abc\n"],
    ["Shift_JIS", bytes("93fa 967b 8cea 82cc 95b6 8f91 82c5 82b7 8142"), "shiftjis", "日本語の文書です。"],
    ["Shift_JIS, short", bytes("82a0 0d0a"), "shiftjis", "あ\r\n"],
    [
      "Shift_JIS with half-width katakana",
      bytes("b6 c5 82cd 94bc 8a70 82c5 82b7"),
      "shiftjis",
      "ｶﾅは半角です",
    ],
    ["EUC-JP", bytes("c6fc cbdc b8ec a4ce cab8 bdf1 a4c7 a4b9 a1a3"), "eucjp", "日本語の文書です。"],
    ["ISO-2022-JP", bytes("1b2442 467c 4b5c 1b2842 0a"), "iso2022jp", "日本\n"],
    ["Latin 1", bytes("43 61 66 e9 20 e0 20 6c 61 20 63 61 72 74 65"), "windows1252", "Café à la carte"],
  ];
  for (const [name, source, encoding, text] of cases) {
    it(name, () => assert.deepEqual(decode(source), { text, encoding }));
  }

  it("says that binary files are not read", () => {
    for (const source of [
      bytes("89504e470d0a1a0a0000000d49484452"),
      bytes("7f454c4602010100000000"),
      bytes("ff fe 00 d8"),
    ]) {
      assert.match(JSON.stringify(decode(source)), /unread/);
    }
  });
});

describe("what an encoding holds", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["shiftjis", "aあ漢ｱ①㈱～～", "é😀ñ한"],
    ["eucjp", "aあ漢ｱ①", "😀é"],
    ["iso88591", "aé", "あ€"],
    ["windows1252", "aé€", "あ"],
    ["ascii", "a", "é"],
    ["utf8", "aあ😀é", ""],
    ["utf16le", "あ😀", ""],
    ["no-such-encoding", "あ😀", ""],
  ];
  for (const [encoding, held, lacking] of cases) {
    it(encoding, () => {
      const can = canEncode(encoding);
      assert.deepEqual(
        [...held].filter((character) => !can(character)),
        [],
      );
      assert.deepEqual(
        [...lacking].filter((character) => can(character)),
        [],
      );
    });
  }
});

describe("languages by name", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["C:\\docs\\手順書.md", "markdown", true],
    ["file:///a/b/main.TSX", "typescriptreact", true],
    ["/a/Dockerfile", "dockerfile", true],
    ["/a/.env.local", "properties", true],
    ["/a/PAYROLL.CBL", "cobol", true],
    ["/a/unknown", "plaintext", false],
    ["/a/報告書.docx", "plaintext", false],
    ["/a/x.png", "plaintext", false],
  ];
  for (const [path, language, readable] of cases) {
    it(path, () => assert.deepEqual([languageOf(path), isReadable(path)], [language, readable]));
  }

  it("names the next step for office files and leaves unknown names to their bytes", () => {
    assert.match(unreadReason("a.xls") ?? "", /\.xls .*\.xlsx/);
    assert.equal(unreadReason("a.xlsx"), undefined);
    assert.equal(unreadReason("notes.unknown"), undefined);
  });
});
