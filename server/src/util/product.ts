/** Name and version, as reports and `--version` give them. */
import { version } from "../../../package.json";

export const product = { name: "Hanare", version } as const;
