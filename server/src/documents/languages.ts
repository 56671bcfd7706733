/** Which language a file is in by its name, and which formats are not read. */
import { t } from "../util/l10n";
import { type BinaryFormat } from "./readFile";

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries({
    markdown: "md markdown mdown mkd",
    mdx: "mdx",
    plaintext: "txt text log rst adoc asciidoc org tex csv tsv srt vtt eml",
    typescript: "ts mts cts",
    typescriptreact: "tsx",
    javascript: "js mjs cjs es6",
    javascriptreact: "jsx",
    python: "py pyi pyw",
    java: "java",
    kotlin: "kt kts",
    scala: "scala sc",
    groovy: "groovy gradle",
    swift: "swift",
    dart: "dart",
    c: "c h",
    cpp: "cc cpp cxx c++ hpp hh hxx ino cu cuh",
    csharp: "cs csx",
    go: "go",
    rust: "rs",
    php: "php phtml",
    ruby: "rb rake gemspec",
    perl: "pl pm",
    r: "r",
    lua: "lua",
    shellscript: "sh bash zsh ksh",
    powershell: "ps1 psm1 psd1",
    bat: "bat cmd",
    sql: "sql ddl dml",
    plsql: "pls plsql pkb pks prc fnc trg",
    cobol: "cbl cob cobol cpy pco",
    vb: "vb bas cls frm vbs",
    terraform: "tf tfvars hcl",
    yaml: "yaml yml",
    json: "json webmanifest",
    jsonc: "jsonc code-workspace",
    jsonl: "jsonl ndjson",
    html: "html htm xhtml",
    vue: "vue",
    xml: "xml xsd xsl xslt wsdl svg config csproj vbproj props targets resx plist xaml",
    css: "css",
    scss: "scss",
    less: "less",
    ini: "ini cfg conf inf reg editorconfig",
    properties: "properties env",
    toml: "toml",
    dockerfile: "dockerfile",
    makefile: "mk mak",
  }).flatMap(([language, extensions]) => extensions.split(" ").map((extension) => [extension, language])),
);

const byName: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dockerfile: "dockerfile",
    containerfile: "dockerfile",
    makefile: "makefile",
    gnumakefile: "makefile",
    gemfile: "ruby",
    rakefile: "ruby",
    vagrantfile: "ruby",
    jenkinsfile: "groovy",
    ".env": "properties",
    ".bashrc": "shellscript",
    ".profile": "shellscript",
    ".gitconfig": "ini",
    ".npmrc": "properties",
    "tsconfig.json": "jsonc",
    readme: "plaintext",
    license: "plaintext",
    changelog: "plaintext",
    notice: "plaintext",
  }),
);

/** Office formats that are read, by the extensions they come under. */
const readFormats: ReadonlyMap<string, BinaryFormat> = new Map(
  Object.entries({
    docx: "docx docm dotx dotm",
    xlsx: "xlsx xlsm xltx xltm",
    pptx: "pptx pptm potx potm ppsx ppsm",
    odt: "odt ott odm",
    pdf: "pdf",
  }).flatMap(([format, extensions]) =>
    extensions.split(" ").map((extension) => [extension, format as BinaryFormat]),
  ),
);

/** Formats that are not read, by the one their own programs can save that is. */
const savedAs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ".docx": "doc dot rtf jtd jtdc jtt jhd wps pages one",
    ".xlsx": "xls xlt xlsb ods numbers",
    ".pptx": "ppt pps pot odp",
    ".txt": "msg pst",
    PDF: "xdw xbd xct vsd vsdx mpp pub epub",
  }).flatMap(([target, extensions]) => extensions.split(" ").map((extension) => [extension, target])),
);

const binaryExtensions = new Set(
  (
    "jpg jpeg bmp tif tiff heic avif psd ai zip gz tgz bz2 xz 7z rar tar lzh cab jar war ear vsix whl nupkg " +
    "iso img bin db sqlite sqlite3 mdb accdb dwg dxf step stp dcm p12 pfx jks keystore der"
  ).split(" "),
);

/** Icons, sound, programs, fonts, models: nobody writes a document in them. Photographs may be scans. */
const textlessExtensions = new Set(
  (
    "png gif ico webp mp3 mp4 wav ogg mov avi mkv webm flac m4a exe dll so dylib lib a o obj class pyc wasm " +
    "node gguf safetensors onnx pt woff woff2 ttf otf ttc"
  ).split(" "),
);

const baseName = (path: string) => (path.split(/[\\/]/).pop() ?? "").toLowerCase();

/** In lower case, without its dot; empty when there is none. Of a path or a URI. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1);
}

/** The LSP language id of a path or URI (either separator); `plaintext` when the name says nothing. */
export function languageOf(path: string): string {
  return knownLanguage(path) ?? "plaintext";
}

function knownLanguage(path: string): string | undefined {
  const name = baseName(path);
  const named = byName.get(name) ?? byName.get(name.replace(/^(dockerfile|\.env)\..*$/, "$1"));
  return named ?? byExtension.get(extensionOf(path));
}

/** True when the name says that the file is text in a format that is read. */
export function isReadable(path: string): boolean {
  return (
    knownLanguage(path) !== undefined && officeFormat(path) === undefined && unreadReason(path) === undefined
  );
}

/** The format a name announces, of those that are read from bytes. */
export const officeFormat = (path: string): BinaryFormat | undefined => readFormats.get(extensionOf(path));

/** True for names of documents that are not read, whatever program made them. */
export const isUnreadOffice = (path: string): boolean => savedAs.get(extensionOf(path)) !== undefined;

/** What to do with a document of a format that is not read. */
export function saveAsReason(extension: string): string {
  return t(
    "Files of type .{0} are not read. Open the file in its program and save it as {1}.",
    extension,
    savedAs.get(extension) ?? "PDF",
  );
}

/** Why a file of this name is no text that can be read, with the next step; undefined when it may be tried as text. */
export function unreadReason(path: string): string | undefined {
  const extension = extensionOf(path);
  if (isUnreadOffice(path)) return saveAsReason(extension);
  if (binaryExtensions.has(extension) || textlessExtensions.has(extension)) {
    return t("Files of type .{0} hold no text that can be read.", extension);
  }
  return undefined;
}

/** True for files that hold no text by their kind: to leave them out is no gap in a review. */
export function isTextless(path: string): boolean {
  return textlessExtensions.has(extensionOf(path));
}
