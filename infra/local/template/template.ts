import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Json, JsonObject } from '../json.ts';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional() }).optional(),
      additionalMetadataFile: z.string().optional(),
    }),
  ),
});
/** By the path of a construct, what the CDK knows about it; its logical id, if it is a resource. */
const Constructs = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.unknown() })));
const TemplateFile = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: JsonObject.default({}),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: Json })).default({}),
  Conditions: JsonObject.default({}),
});
const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** Its constructs from the stack down, e.g. `ListImport/ImportList`. */
  readonly path: string;
}

export interface Template {
  readonly stack: string;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, Json>>;
  readonly conditions: JsonObject;
  /** The folder on this disk of what AWS would find in the asset bucket under this key. */
  readonly assetFolder: (objectKey: string) => string;
}

const readFile = <T>(schema: z.ZodType<T>, path: string): T =>
  schema.parse(JSON.parse(readFileSync(path, 'utf8')));

/** The path below the stack of the construct that a person wrote, by logical id. */
const readPaths = (file: string): Map<unknown, string> =>
  new Map(
    Object.entries(readFile(Constructs, file)).flatMap(([path, facts]) => {
      const below = path
        .split('/')
        .slice(2)
        .join('/')
        .replace(/\/Resource$/, '');
      return facts
        .filter(({ type }) => type === 'aws:cdk:logicalId')
        .map(({ data }) => [data, below] as const);
    }),
  );

/** Reads the one stack of a cloud assembly (`cdk.out`). */
export const readTemplate = (assembly: string): Template => {
  const { artifacts } = readFile(Manifest, join(assembly, 'manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    throw new Error(`The local cloud runs one stack; ${assembly} has ${stacks.length}.`);
  }
  const [name, artifact] = stack;
  const template = readFile(
    TemplateFile,
    join(assembly, artifact.properties?.templateFile ?? `${name}.template.json`),
  );
  const { files } = readFile(AssetManifest, join(assembly, `${name}.assets.json`));
  const folders = new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, source.path] as const),
    ),
  );
  const { additionalMetadataFile: metadata } = artifact;
  const paths = metadata === undefined ? new Map<unknown, string>() : readPaths(join(assembly, metadata));
  return {
    stack: name,
    resources: Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
      path: paths.get(logicalId) ?? logicalId,
    })),
    outputs: Object.fromEntries(Object.entries(template.Outputs).map(([key, { Value }]) => [key, Value])),
    conditions: template.Conditions,
    assetFolder: (objectKey) => {
      const folder = folders.get(objectKey);
      if (folder === undefined) throw new Error(`No asset ${objectKey} in ${assembly}.`);
      return resolve(assembly, folder);
    },
  };
};
