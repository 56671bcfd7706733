/** The inference servers that the settings name, as keys are kept for them. */
import { type ModelEntry } from "../../server/src/protocol";

/** `entries` may be as the user wrote them: an endpoint may be a plain URL, and a wrong one is left out. */
export function endpointOrigins(entries: readonly ModelEntry[]): readonly string[] {
  const origins = entries.flatMap(({ endpoint }: { readonly endpoint?: unknown }) => {
    const url = typeof endpoint === "string" ? endpoint : (endpoint as { url?: unknown } | undefined)?.url;
    if (typeof url !== "string" || !URL.canParse(url)) return [];
    const { origin, protocol } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? [origin] : [];
  });
  return [...new Set(origins)];
}
