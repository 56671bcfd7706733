/** SARIF 2.1.0 as its official schema has it: OASIS's, the copy that Microsoft's SARIF SDK 5.7.0 (MIT) ships. */
import { Ajv2020 } from "ajv/dist/2020";
import schema from "../fixtures/schemas/sarif-2.1.0.json";

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat("uri-reference", (text) => !/[\s<>"{}|\\^`]/.test(text));
ajv.addFormat("uuid", /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
ajv.addFormat("date-time", (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)));
const valid = ajv.compile(schema);

/** What in a log is not as the standard has it; empty when all is. */
export const sarifErrors = (log: unknown) => (valid(log) ? [] : (valid.errors ?? []));
