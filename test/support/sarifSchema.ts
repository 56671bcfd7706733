/**
 * The parts of SARIF 2.1.0 (OASIS Standard, section 3) that Hanare writes, strictly: an unknown property, a missing one
 * or a wrong value is an error. The official schema cannot be fetched where the project is built.
 */
const object = (required: readonly string[], properties: object) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const text = { type: "string" };
const uri = { type: "string", pattern: '^[^\\s<>"{}|\\\\^`]*$' };
const index = { type: "integer", minimum: 0 };
const line = { type: "integer", minimum: 1 };
const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });
const bag = { type: "object", properties: { tags: list(text, { uniqueItems: true }) } };
/** 3.12: text is required where there is no id. */
const message = object(["text"], { text, markdown: text });
const artifactLocation = object(["uri"], { uri, uriBaseId: text, index });
const region = object(["startLine"], {
  startLine: line,
  startColumn: line,
  endLine: line,
  endColumn: line,
  snippet: object([], { text }),
});
const location = object(["physicalLocation"], {
  physicalLocation: object(["artifactLocation"], { artifactLocation, region }),
  logicalLocations: list(object([], { fullyQualifiedName: text, name: text })),
});
/** 3.52 and 3.54. */
const componentReference = object(["name"], { name: text, index });
const relationship = object(["target"], {
  target: object(["id"], { id: text, index, toolComponent: componentReference }),
  kinds: list(
    { enum: ["canPrecede", "equal", "relevant", "subset", "superset", "willPrecede"] },
    { uniqueItems: true },
  ),
});
const level = { enum: ["none", "note", "warning", "error"] };
const descriptor = object(["id"], {
  id: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: uri,
  defaultConfiguration: object([], { level }),
  relationships: list(relationship, { uniqueItems: true }),
  properties: bag,
});
const component = object(["name"], {
  name: text,
  semanticVersion: text,
  rules: list(descriptor, { uniqueItems: true }),
  taxa: list(descriptor, { uniqueItems: true }),
  shortDescription: message,
  supportedTaxonomies: list(componentReference, { uniqueItems: true }),
});
const result = object(["message"], {
  ruleId: text,
  ruleIndex: index,
  level,
  kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
  message,
  locations: list(location),
  partialFingerprints: { type: "object", additionalProperties: text },
  baselineState: { enum: ["new", "unchanged", "updated", "absent"] },
  suppressions: list(
    object(["kind"], {
      kind: { enum: ["inSource", "external"] },
      status: { enum: ["accepted", "underReview", "rejected"] },
      justification: text,
      properties: bag,
    }),
    { uniqueItems: true },
  ),
  fixes: list(
    object(["artifactChanges"], {
      description: message,
      artifactChanges: list(
        object(["artifactLocation", "replacements"], {
          artifactLocation,
          replacements: list(
            object(["deletedRegion"], { deletedRegion: region, insertedContent: object([], { text }) }),
            {
              minItems: 1,
            },
          ),
        }),
        { minItems: 1 },
      ),
    }),
  ),
  properties: bag,
});
const run = object(["tool"], {
  tool: object(["driver"], { driver: component }),
  taxonomies: list(component, { uniqueItems: true }),
  columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
  invocations: list(
    object(["executionSuccessful"], {
      executionSuccessful: { type: "boolean" },
      toolExecutionNotifications: list(object(["message"], { level, message })),
    }),
  ),
  results: list(result),
  properties: bag,
});

export const sarifSchema = object(["version", "runs"], {
  $schema: text,
  version: { const: "2.1.0" },
  runs: list(run, { minItems: 1 }),
});
