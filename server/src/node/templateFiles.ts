/** Files with summary templates, as a setting or an option names them. */
import path from "node:path";
import { pathOf } from "../documents/uris";
import { type TemplateSource } from "../summarize/templates/templateFile";
import { RequestError } from "../util/requestError";
import { t } from "../util/l10n";
import { platform, readBytes } from "./files";

/**
 * Absolute, `~`, or relative to `folder` (a URI). Rejects with a `RequestError` that says why the file cannot be read
 * and what to do.
 */
export async function templateFile(
  name: string,
  { folder, home }: { readonly folder: string | undefined; readonly home: string },
  signal: AbortSignal,
): Promise<TemplateSource> {
  const expanded = name.replace(/^~(?=[\\/])/, () => home);
  const base = folder === undefined ? undefined : pathOf(folder, platform);
  if (base === undefined && !path.isAbsolute(expanded))
    throw new RequestError("not-found", t("no folder is open that a relative path could start from"));
  const bytes = await readBytes(path.resolve(base ?? "", expanded), signal);
  return { name, text: new TextDecoder().decode(bytes) };
}
