/** Which servers the rules of routing may send to, and in which roles. */
import { type EngineSettings, type Role, type RoutingRule, roles } from "../protocol";
import { type RoutedServer } from "./servedRoles";

/** A rule without tasks holds for all of them. */
function rolesOf({ tasks }: RoutingRule): readonly Role[] {
  if (tasks === undefined) return roles;
  return roles.filter((role) =>
    tasks.some((task) =>
      role === "completion"
        ? task === "completion"
        : role === "embedding"
          ? task === "search"
          : task !== "completion",
    ),
  );
}

export function routedServers({
  models,
  routing = [],
}: Pick<EngineSettings, "models" | "routing">): readonly RoutedServer[] {
  return models.flatMap((entry) => {
    const rules = routing.filter(({ endpoint }) => endpoint === entry.name);
    if (entry.endpoint === undefined || rules.length === 0) return [];
    const named = new Set(rules.flatMap(rolesOf));
    return [{ entry, roles: roles.filter((role) => named.has(role)) }];
  });
}
