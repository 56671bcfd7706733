/** Which language a file is in by its name, and which formats cannot be read yet. */
import { t } from "../util/l10n";

const byExtension: Readonly<Record<string, string>> = Object.fromEntries(
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

const byName: Readonly<Record<string, string>> = {
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
};

/** Formats of documents that people would expect to be read; a later version reads them. */
const officeExtensions = new Set(
  (
    "docx docm dotx doc dot xlsx xlsm xltx xls xlsb pptx pptm potx ppt pps pdf rtf odt ods odp " +
    "jtd jtdc jtt jhd xdw xbd msg pst one vsd vsdx mpp pages numbers key epub"
  ).split(" "),
);

const binaryExtensions = new Set(
  (
    "jpg jpeg bmp tif tiff heic avif psd ai zip gz tgz bz2 xz 7z rar tar lzh cab jar war ear vsix whl nupkg " +
    "iso img bin dat db sqlite sqlite3 mdb accdb dwg dxf step stp dcm p12 pfx jks keystore der"
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

function extensionOf(path: string): string {
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
  const named = byName[name] ?? byName[name.replace(/^(dockerfile|\.env)\..*$/, "$1")];
  return named ?? byExtension[extensionOf(path)];
}

/** True when the name says that the file is text in a format that is read. */
export function isReadable(path: string): boolean {
  return knownLanguage(path) !== undefined && unreadReason(path) === undefined;
}

/** Why a file of this name is not read, with the next step; undefined when it may be tried. */
export function unreadReason(path: string): string | undefined {
  const extension = extensionOf(path);
  if (officeExtensions.has(extension)) {
    return t(
      "Files of type .{0} cannot be read yet. Save the document as text or Markdown and open that file.",
      extension,
    );
  }
  if (binaryExtensions.has(extension) || textlessExtensions.has(extension)) {
    return t("Files of type .{0} hold no text that can be read.", extension);
  }
  return undefined;
}

/** True for files that hold no text by their kind: to leave them out is no gap in a review. */
export function isTextless(path: string): boolean {
  return textlessExtensions.has(extensionOf(path));
}
