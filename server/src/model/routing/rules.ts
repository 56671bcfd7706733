/** Which rule lets a request go, or what stands against it. Pure. */
import picomatch from "picomatch";
import { squeezed } from "../../documents/marks";
import { pathOf, type Platform } from "../../documents/uris";
import { type RoutingRule } from "../../protocol";
import { type RequestOrigin, type RequestSource } from "./origin";

export interface Place {
  readonly platform: Platform;
  /** For `~` in folders. */
  readonly home: string;
}

/** What stands against sending, in the order in which it is looked at: the later, the nearer a rule was. */
export const obstacles = [
  "no-origin",
  "no-rule",
  "task",
  "no-source",
  "unread",
  "unmarked",
  "folder",
  "code",
  "mark",
  "language",
] as const;
export type Obstacle = (typeof obstacles)[number];

/** The source is absent where no document stands in the way. */
export interface Refusal {
  readonly obstacle: Obstacle;
  readonly source?: RequestSource;
}

export type Ruling = { readonly rule: RoutingRule } | Refusal;

/** The first rule that lets all sources go. `rules`: in the order of the setting. */
export function rulingOf(
  origin: RequestOrigin | undefined,
  rules: readonly RoutingRule[],
  place: Place,
): Ruling {
  if (origin === undefined) return { obstacle: "no-origin" };
  let nearest: Refusal = { obstacle: "no-rule" };
  for (const rule of rules) {
    const refusal = refusalOf(origin, rule, place);
    if (refusal === undefined) return { rule };
    if (obstacles.indexOf(refusal.obstacle) > obstacles.indexOf(nearest.obstacle)) nearest = refusal;
  }
  return nearest;
}

export function refusalOf(origin: RequestOrigin, rule: RoutingRule, place: Place): Refusal | undefined {
  const { task, sources } = origin;
  // The text of the tests ships with Hanare.
  if (task === "test") return sources.length === 0 ? undefined : firstObstacle(sources, rule, place);
  if (rule.tasks !== undefined && !rule.tasks.includes(task)) return { obstacle: "task" };
  // The user's own words alone: nothing says of them that they may go, but a rule that names what they are for.
  if (sources.length === 0) return rule.tasks === undefined ? { obstacle: "no-source" } : undefined;
  return firstObstacle(sources, rule, place);
}

function firstObstacle(
  sources: readonly RequestSource[],
  rule: RoutingRule,
  place: Place,
): Refusal | undefined {
  for (const source of sources) {
    const obstacle = obstacleOf(source, rule, place);
    if (obstacle !== undefined) return { obstacle, source };
  }
  return undefined;
}

function obstacleOf(source: RequestSource, rule: RoutingRule, place: Place): Obstacle | undefined {
  const { mark, code, whole, uri } = source;
  if (!whole) return "unread";
  if (mark === undefined && !code) return "unmarked";
  if (rule.folders !== undefined && !isIn(uri, rule.folders, place)) return "folder";
  if (mark === undefined && (rule.code !== true || rule.folders === undefined)) return "code";
  if (mark !== undefined && rule.marks?.some((one) => sameMark(one, mark)) !== true) return "mark";
  return rule.languages === undefined || isOneOf(source, rule.languages) ? undefined : "language";
}

const sameMark = (a: string, b: string) => plain(a) === plain(b);
const plain = (mark: string) => squeezed(mark).replace(/\s+/gu, "").toLowerCase();

const isOneOf = ({ language, languageId }: RequestSource, languages: readonly string[]) =>
  languages.some((one) => one === language || one === languageId);

const compiled = new WeakMap<readonly string[], (path: string) => boolean>();

/** On Windows `C:\Public\a.md` is `c:/public/a.md`. */
function isIn(uri: string, folders: readonly string[], { platform, home }: Place): boolean {
  const path = pathOf(uri, platform)?.replaceAll("\\", "/");
  // A path that goes up and down again is not where it seems to be.
  if (path === undefined || path.split("/").includes("..")) return false;
  const known = compiled.get(folders);
  const matches =
    known ??
    picomatch(
      folders.flatMap((glob) => globsOf(glob, home)),
      options(platform),
    );
  compiled.set(folders, matches);
  return matches(path);
}

const options = (platform: Platform) => ({ dot: true, nocase: platform === "windows" });

/** A folder without a glob holds everything below it. */
function globsOf(glob: string, home: string): readonly string[] {
  const base = home
    .replaceAll("\\", "/")
    .replace(/\/+$/, "")
    .replace(/[[\]{}()!*?+@]/g, "\\$&");
  const whole = glob
    .replaceAll("\\", "/")
    .replace(/^~(?=\/)/, () => base)
    .replace(/\/+$/, "");
  return [whole, `${whole}/**`];
}

/** Only whole paths: `docs/**` would be in every repository that somebody clones. */
export const isWholePath = (glob: string): boolean =>
  /^(?:~[\\/]|[A-Za-z]:[\\/]|\/|\\\\)/.test(glob) && !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(glob);
