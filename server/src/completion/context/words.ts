/** Languages whose code can serve each other, and the words that are a language's own and not the author's. */

const families: readonly string[] = [
  "typescript typescriptreact javascript javascriptreact vue svelte",
  "c cpp cuda-cpp objective-c objective-cpp",
  "java kotlin scala groovy",
  "csharp vb vba vbs",
  "python cython",
  "go",
  "rust",
  "swift",
  "dart",
  "php",
  "ruby",
  "perl",
  "lua",
  "r",
  "sql plsql",
  "cobol",
  "shellscript",
  "powershell",
  "bat",
  "terraform hcl",
  "css scss less",
  "html xml",
  "dockerfile",
  "makefile",
];

const familyOfLanguage = new Map(
  families.flatMap((ids) => ids.split(" ").map((id) => [id, ids.split(" ", 1)[0] ?? id] as const)),
);

/** Of an LSP language id. Undefined for written language and data, whose words are no help in code. */
export function familyOf(languageId: string): string | undefined {
  return familyOfLanguage.get(languageId.toLowerCase());
}

/** In lower case, of all languages together: what is a keyword in one is seldom a good name in another. */
const keywords = new Set(
  (
    "abstract accept alter and any array as assert async auto await base begin bool boolean break by byte call case " +
    "catch chan char class close col column commit compute const constexpr constructor continue create cursor data " +
    "database debugger decimal declare def default defer del delete delegate desc dim display distinct divide division " +
    "do double drop dyn each elif else elseif elsif elsiif end endif enum evaluate except exec execute exit explicit " +
    "export exports extends extern fallthrough false fetch file final finally float fn for foreach foreign friend from " +
    "fun func function get global go goto grant group having if impl implements implicit import in include index inline " +
    "inner insert instanceof int integer interface internal into is join key keyof lambda left let like limit local long " +
    "loop macro map match merge mod module move mut namespace native new nil none nonlocal not null nullptr number " +
    "object of off on open operator or order out outer override package param params partial pass perform pic primary " +
    "print private proc procedure property protected protocol pub public raise range read readonly record ref register " +
    "require required rescue return returns right rollback row sealed section select self set short signed sizeof " +
    "static stop str string struct sub super suspend switch symbol synchronized table template then this throw throws " +
    "to top trait trigger true try tuple type typedef typename typeof uint undef undefined union unique unknown unless " +
    "unsafe unsigned until update use using val value values var varchar view virtual void volatile when where while " +
    "with working-storage write yield"
  ).split(" "),
);

export function isKeyword(word: string): boolean {
  return keywords.has(word.toLowerCase());
}

/** Lines of a text, whatever its line breaks. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);
