/** Turning completion off for one language: what is written, what is said. No editor here. */

/** The value `hanare.completion.enabled` has at the levels that matter, as the editor's `inspect` tells. */
export interface Levels {
  /** What counts for the language now. */
  readonly effective: boolean;
  /** In the user's own settings, for this language. */
  readonly ofUserLanguage: boolean | undefined;
  /** What would count without that value. */
  readonly otherwise: boolean;
}

/** What to write for the language in the user's settings; `undefined` takes the entry out again. */
export function switched({ effective, ofUserLanguage, otherwise }: Levels): boolean | undefined {
  const wanted = !effective;
  return ofUserLanguage !== undefined && otherwise === wanted ? undefined : wanted;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The name the editor shows for a language id, from the manifests of the extensions that bring languages. */
export function languageName(id: string, manifests: readonly unknown[]): string {
  for (const manifest of manifests) {
    const contributes = isObject(manifest) ? manifest["contributes"] : undefined;
    const languages = isObject(contributes) ? contributes["languages"] : undefined;
    const found = (Array.isArray(languages) ? languages : []).find(
      (language: unknown) =>
        isObject(language) && language["id"] === id && Array.isArray(language["aliases"]),
    ) as { readonly aliases: readonly unknown[] } | undefined;
    const [name] = found?.aliases ?? [];
    if (typeof name === "string" && name !== "") return name;
  }
  return id;
}
