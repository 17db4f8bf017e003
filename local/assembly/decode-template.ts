import * as v from 'valibot';

const anyRecord = v.record(v.string(), v.unknown());

const parameter = v.looseObject({ Type: v.string(), Default: v.optional(v.unknown()) });

const resource = v.looseObject({
  Type: v.string(),
  Properties: v.optional(anyRecord, {}),
  Metadata: v.optional(anyRecord, {}),
  Condition: v.optional(v.string()),
});

const output = v.looseObject({
  Value: v.unknown(),
  Export: v.optional(v.object({ Name: v.unknown() })),
});

/** The parts of a CloudFormation template that the runtime reads. */
export const templateSchema = v.looseObject({
  Parameters: v.optional(v.record(v.string(), parameter), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), anyRecord)), {}),
  Conditions: v.optional(anyRecord, {}),
  Resources: v.optional(v.record(v.string(), resource), {}),
  Outputs: v.optional(v.record(v.string(), output), {}),
});

const artifact = v.looseObject({
  type: v.string(),
  environment: v.optional(v.string(), ''),
  properties: v.optional(
    v.looseObject({
      templateFile: v.optional(v.string()),
      stackName: v.optional(v.string()),
      directoryName: v.optional(v.string()),
    }),
    {},
  ),
});

/** The parts of a cloud assembly's manifest.json that the runtime reads. */
export const manifestSchema = v.looseObject({
  version: v.optional(v.string(), '0.0.0'),
  artifacts: v.optional(v.record(v.string(), artifact), {}),
});

/** A stack's *.assets.json: which folder holds the file that the template knows by its key. */
export const assetsSchema = v.looseObject({
  files: v.record(v.string(), v.looseObject({ source: v.looseObject({ path: v.string() }) })),
});

export type Template = v.InferOutput<typeof templateSchema>;
export type TemplateResource = v.InferOutput<typeof resource>;
export type Manifest = v.InferOutput<typeof manifestSchema>;
