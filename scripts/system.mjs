// `node scripts/system.mjs [group…]`: the programs that npm cannot bring (groups: models editor browser peer).
import { Failure, script } from "./lib/failure.mjs";
import { ensureSystem, groups } from "./lib/system.mjs";

await script(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !(name in groups));
  if (unknown.length > 0) throw new Failure(`No such group: ${unknown.join(", ")}.`);
  await ensureSystem(...(chosen.length > 0 ? chosen : ["models", "editor", "browser"]));
  console.log("Everything this needs of the system is there.");
});
