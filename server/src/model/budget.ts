/**
 * The models of all roles in the memory of one machine: which context each role gets there, which model finds no
 * place beside the others, and whether completion may keep a second text. Pure.
 */
import { type Role } from "../protocol";
import { t } from "../util/l10n";
import { cacheBytes, type FitSettings, type MachineMemory, planFit, roleBytes, smallerContexts } from "./fit";
import { defaultContextSizes, trainedContext, weightBytes } from "./fitMemory";
import { type GgufHeader } from "./gguf";

export interface Tenant {
  readonly role: Role;
  /** The entry's name. */
  readonly model: string;
  /** Roles of one file share its weights. */
  readonly path: string;
  readonly header: GgufHeader;
  /** Tokens, as the entry has it. */
  readonly contextSize?: number;
}

export type CacheSettings = Pick<FitSettings, "kvCacheType" | "batchSize" | "flashAttention">;

export interface Place {
  /** Texts whose evaluation is kept beside each other, where there is ample room; absent: one. */
  readonly places?: number;
  /** Tokens of context, where memory holds fewer than wanted. */
  readonly roomFor?: number;
  /** Why it finds no place, with the next step, in the user's language. */
  readonly tooLarge?: string;
}

/** Share of the free memory that everything may take with a second place for completion. */
const ample = 0.75;
/** Below this a role is of little use, and a smaller model is better. */
const leastContext = 2048;

/**
 * Tenants stand in the order of their weight: models find their places in this order, and then contexts step down, the
 * one that takes most first, until all fit. A role without an entry in the answer gets what it wants.
 */
export function shareMemory(
  tenants: readonly Tenant[],
  settings: CacheSettings,
  machine: MachineMemory,
): ReadonlyMap<Role, Place> {
  const places = new Map<Role, Place>();
  const wanted = new Map(tenants.map((tenant) => [tenant.role, wantedContext(tenant)]));
  const least = new Map(
    tenants.map(({ role }) => {
      const size = wanted.get(role) ?? 0;
      return [role, role === "embedding" ? size : Math.min(size, leastContext)];
    }),
  );
  const total = (those: readonly Tenant[], contexts: ReadonlyMap<Role, number>) =>
    bytesOf(those, contexts, settings);

  let placed: readonly Tenant[] = [];
  for (const path of new Set(tenants.map((tenant) => tenant.path))) {
    const own = tenants.filter((tenant) => tenant.path === path);
    if (total([...placed, ...own], least) <= machine.freeRam) placed = [...placed, ...own];
    else {
      const left = { ...machine, freeRam: Math.max(0, machine.freeRam - total(placed, least)) };
      for (const { role } of own) places.set(role, { tooLarge: refusal(own, placed, settings, left) });
    }
  }

  const contexts = new Map(wanted);
  while (total(placed, contexts) > machine.freeRam) {
    const next = widest(placed, contexts, least, settings);
    if (next === undefined) break;
    contexts.set(...next);
    places.set(next[0], { roomFor: next[1] });
  }
  const second = secondPlace(placed, contexts, settings);
  if (second !== undefined && total(placed, contexts) + second <= machine.freeRam * ample)
    places.set("completion", { ...places.get("completion"), places: 2 });
  return places;
}

/** Bytes that another text beside the first takes in the completion's context. */
function secondPlace(
  placed: readonly Tenant[],
  contexts: ReadonlyMap<Role, number>,
  settings: CacheSettings,
): number | undefined {
  const found = placed.find(({ role }) => role === "completion");
  return found && cacheBytes(found.header, settings, "completion", contexts.get("completion") ?? 0);
}

const wantedContext = ({ role, header, contextSize }: Tenant): number =>
  Math.min(contextSize ?? defaultContextSizes[role], trainedContext(header));

function bytesOf(
  tenants: readonly Tenant[],
  contexts: ReadonlyMap<Role, number>,
  settings: CacheSettings,
): number {
  const files = new Map(tenants.map(({ path, header }) => [path, header]));
  const weights = [...files.values()].reduce((sum, header) => sum + weightBytes(header), 0);
  return tenants.reduce(
    (sum, { role, header }) => sum + roleBytes(header, settings, role, contexts.get(role) ?? 0),
    weights,
  );
}

/** The role whose context takes most of those that can step down, and its next size. */
function widest(
  tenants: readonly Tenant[],
  contexts: ReadonlyMap<Role, number>,
  least: ReadonlyMap<Role, number>,
  settings: CacheSettings,
): [Role, number] | undefined {
  const steps = tenants.flatMap(({ role, header }) => {
    const size = contexts.get(role) ?? 0;
    const next = smallerContexts(size).find((each) => each >= (least.get(role) ?? 0));
    return next === undefined ? [] : [{ role, next, bytes: roleBytes(header, settings, role, size) }];
  });
  const [first] = steps.sort((a, b) => b.bytes - a.bytes);
  return first && [first.role, first.next];
}

function refusal(
  own: readonly Tenant[],
  placed: readonly Tenant[],
  settings: CacheSettings,
  left: MachineMemory,
): string {
  const [first] = own;
  if (first === undefined) return "";
  const { header, contextSize } = first;
  const asked = { ...settings, ...(contextSize === undefined ? {} : { contextSize }) };
  const { advice } = planFit(header, { ...asked, roles: own.map(({ role }) => role) }, left);
  const others = [...new Set(placed.map(({ model }) => model))].join(", ");
  return others === "" ? advice : t("{0} The other part of the memory is for {1}.", advice, others);
}
