/**
 * Checks a rule pack against the shipped JSON Schema. Tests compile the schema here; the bundles hold it
 * compiled by `esbuild.mjs`, so that the product makes no code from text at run time.
 */
import Ajv from "ajv";
import schema from "../../../media/schemas/rulepack.schema.json";

/** After a call, its `errors` hold every violation. */
export const validatePack = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);
