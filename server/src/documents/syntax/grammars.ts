/**
 * Languages that are read by their grammar, and what their readers ask of the tree. Captures: `@comment`, `@doc` (a
 * string that is documentation), `@string`, `@text` (a string without quotes), `@code` (an expression inside a
 * string), `@lex` and `@error` (text that the grammar leaves to the lexicon), and `@declaration` with its `@name`.
 */

export interface Grammar {
  /** Name of the file: `tree-sitter-NAME.wasm`. */
  readonly name: string;
  /** Of comments, strings and declarations. */
  readonly blocks: string;
}

/** Lexed, too: what the grammar does not understand, the lexicon may. */
const errors = "(ERROR) @error";

const declared = (...types: readonly string[]) =>
  types.map((type) => `(${type} name: (_) @name) @declaration`).join("\n");

const script = `${errors}
(comment) @comment
(string) @string
(template_string) @string
(template_substitution) @code
${declared(
  "function_declaration",
  "generator_function_declaration",
  "class_declaration",
  "method_definition",
)}
(variable_declarator
  name: (_) @name
  value: [(arrow_function) (function_expression) (generator_function) (class)]) @declaration`;

const typed = `${script}
(template_literal_type) @string
(template_type) @code
${declared(
  "abstract_class_declaration",
  "interface_declaration",
  "enum_declaration",
  "type_alias_declaration",
  "function_signature",
  "abstract_method_signature",
  "internal_module",
  "module",
)}
(public_field_definition
  name: (_) @name
  value: [(arrow_function) (function_expression)]) @declaration`;

const jsx = "(jsx_text) @text";

const python = `${errors}
(comment) @comment
(expression_statement . (string) @doc .)
(expression_statement . (concatenated_string (string) @doc) .)
(string) @string
(interpolation) @code
${declared("class_definition", "function_definition")}`;

const java = `${errors}
(line_comment) @comment
(block_comment) @comment
(string_literal) @string
(character_literal) @string
(string_interpolation) @code
${declared(
  "class_declaration",
  "interface_declaration",
  "enum_declaration",
  "record_declaration",
  "annotation_type_declaration",
  "method_declaration",
  "constructor_declaration",
  "compact_constructor_declaration",
)}`;

const csharp = `${errors}
(comment) @comment
(string_literal) @string
(verbatim_string_literal) @string
(raw_string_literal) @string
(interpolated_string_expression) @string
(character_literal) @string
(interpolation) @code
${declared(
  "namespace_declaration",
  "class_declaration",
  "struct_declaration",
  "interface_declaration",
  "enum_declaration",
  "record_declaration",
  "method_declaration",
  "constructor_declaration",
  "destructor_declaration",
  "local_function_statement",
)}`;

const cpp = `${errors}
(comment) @comment
(string_literal) @string
(raw_string_literal) @string
(char_literal) @string
(preproc_arg) @lex
(function_definition declarator: (_) @name) @declaration
(namespace_definition name: (_) @name) @declaration
(class_specifier name: (_) @name body: (_)) @declaration
(struct_specifier name: (_) @name body: (_)) @declaration
(union_specifier name: (_) @name body: (_)) @declaration
(enum_specifier name: (_) @name body: (_)) @declaration`;

const go = `${errors}
(comment) @comment
(interpreted_string_literal) @string
(raw_string_literal) @string
(rune_literal) @string
${declared("function_declaration", "method_declaration")}
(type_spec name: (_) @name type: [(struct_type) (interface_type)]) @declaration`;

const php = `${errors}
(comment) @comment
(string) @string
(encapsed_string) @string
(heredoc) @string
(nowdoc) @string
(encapsed_string [(variable_name) (subscript_expression) (member_access_expression)] @code)
(heredoc_body [(variable_name) (subscript_expression) (member_access_expression)] @code)
${declared(
  "function_definition",
  "method_declaration",
  "class_declaration",
  "interface_declaration",
  "trait_declaration",
  "enum_declaration",
)}`;

const ruby = `${errors}
(comment) @comment
(string) @string
(string_array) @string
(heredoc_body) @string
(interpolation) @code
${declared("method", "singleton_method", "class", "module")}`;

const rust = `${errors}
(line_comment) @comment
(block_comment) @comment
(string_literal) @string
(raw_string_literal) @string
${declared(
  "function_item",
  "function_signature_item",
  "struct_item",
  "enum_item",
  "union_item",
  "trait_item",
  "mod_item",
)}
(impl_item type: (_) @name) @declaration`;

const shell = `${errors}
(comment) @comment
(string) @string
(raw_string) @string
(ansi_c_string) @string
(heredoc_body) @string
(command_substitution) @code
(simple_expansion) @code
(expansion) @code
${declared("function_definition")}`;

/**
 * Of the grammars there are, PowerShell's is left out: it costs twenty seconds of a core to compile. So are those of CSS
 * and INI, where nothing nests and the lexicon is right.
 */
const grammars: Readonly<Record<string, Grammar>> = {
  typescript: { name: "typescript", blocks: typed },
  typescriptreact: { name: "tsx", blocks: `${typed}\n${jsx}` },
  javascript: { name: "javascript", blocks: `${script}\n${jsx}` },
  javascriptreact: { name: "javascript", blocks: `${script}\n${jsx}` },
  python: { name: "python", blocks: python },
  java: { name: "java", blocks: java },
  csharp: { name: "c-sharp", blocks: csharp },
  c: { name: "cpp", blocks: cpp },
  cpp: { name: "cpp", blocks: cpp },
  go: { name: "go", blocks: go },
  php: { name: "php", blocks: php },
  ruby: { name: "ruby", blocks: ruby },
  rust: { name: "rust", blocks: rust },
  shellscript: { name: "bash", blocks: shell },
};

const byLanguage: ReadonlyMap<string, Grammar> = new Map(Object.entries(grammars));

/** Undefined for a language that is read by its comment and string rules alone (`lexicons.ts`). */
export const grammarOf = (languageId: string): Grammar | undefined => byLanguage.get(languageId);

/** LSP language ids. */
export const grammarLanguages: readonly string[] = [...byLanguage.keys()];
