// What npm's registry knows of weaknesses in the packages of the lock file, and which of it is explained here.

/** Address of an advisory -> why it does not concern what ships. Empty as long as nothing needs explaining. */
export const explained = {};

const grave = ["high", "critical"];

/**
 * The high and critical advisories of `npm audit --json`, each once, as `{name, severity, title, url}`. A package that is
 * only hit through another one is told by that one.
 */
export function graveAdvisories({ vulnerabilities = {} }, known = explained) {
  const found = new Map();
  for (const { via = [] } of Object.values(vulnerabilities))
    for (const { name, severity, title, url } of via.filter((one) => typeof one === "object"))
      if (grave.includes(severity) && !(url in known)) found.set(url, { name, severity, title, url });
  return [...found.values()].sort((a, b) => (a.url < b.url ? -1 : 1));
}
