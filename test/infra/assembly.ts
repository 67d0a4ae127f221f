import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Stage } from '../../infra/config.ts';
import { synthesize } from '../../infra/synthesize.ts';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), DeletionPolicy: z.string().optional(), Properties: z.unknown() }),
  ),
  Outputs: z.record(z.string(), z.unknown()),
});

/** The template of a stage, without bundles, and its resources parsed as far as a test needs them. */
export const templateOf = async (stage: Stage = 'dev') => {
  const outdir = mkdtempSync(join(tmpdir(), 'chitra-template-'));
  await synthesize(outdir, { bundle: false, rules: false, stage });
  const template = Template.parse(
    JSON.parse(readFileSync(join(outdir, `Chitra-${stage}.template.json`), 'utf8')),
  );
  rmSync(outdir, { recursive: true });

  return {
    ...template,
    /** All resources of a type, as `schema` reads their properties. */
    all: <Output>(type: string, schema: z.ZodType<Output>) =>
      Object.entries(template.Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, { Properties, DeletionPolicy }]) => ({ id, DeletionPolicy, ...schema.parse(Properties) })),
  };
};

export type TemplateOf = Awaited<ReturnType<typeof templateOf>>;

const Reference = z.object({ Ref: z.string() });
const Attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** A value with its references spelled out: `<LogicalId>` or `<LogicalId.Attribute>`. */
export const spelled = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const reference = Reference.safeParse(value);
  if (reference.success) return `<${reference.data.Ref}>`;
  const attribute = Attribute.safeParse(value);
  if (attribute.success) return `<${attribute.data['Fn::GetAtt'].join('.')}>`;
  const joined = Joined.safeParse(value);
  if (joined.success) return joined.data['Fn::Join'][1].map(spelled).join(joined.data['Fn::Join'][0]);
  return JSON.stringify(value);
};

/** A value that the template gives as text or as a reference, spelled out. */
export const Spelled = z.unknown().transform(spelled);

const oneOrMany = <Output>(schema: z.ZodType<Output>) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

export const Statement = z.object({
  Effect: z.string(),
  Action: oneOrMany(z.string()),
  Resource: z.union([z.array(Spelled), Spelled.transform((one) => [one])]).default([]),
  Condition: z.unknown().optional(),
  Principal: z.unknown().optional(),
});

export const PolicyDocument = z.object({ Statement: z.array(Statement) });

/** Functions by folder name, with all that a role may do. */
export const functionsOf = (template: TemplateOf) => {
  const policies = template.all('AWS::IAM::Policy', z.object({ PolicyDocument, Roles: z.array(Reference) }));
  return template
    .all(
      'AWS::Lambda::Function',
      z
        .object({
          Role: Spelled,
          Timeout: z.number(),
          Environment: z.object({ Variables: z.record(z.string(), Spelled) }),
        })
        .loose(),
    )
    .map(({ id, Role, Timeout, Environment: { Variables }, ...properties }) => ({
      properties,
      id,
      name: Variables['POWERTOOLS_SERVICE_NAME'] ?? '',
      timeout: Timeout,
      environment: Variables,
      statements: policies
        .filter(({ Roles }) => Roles.some(({ Ref }) => `<${Ref}.Arn>` === Role))
        .flatMap(({ PolicyDocument: { Statement } }) => Statement),
    }));
};
