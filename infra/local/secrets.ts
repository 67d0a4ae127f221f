import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from './http/api.ts';
import type { Journal } from './journal.ts';
import type { Meter } from './meter.ts';
import type { NamedResource } from './template/resources.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!#$%&()*+,-./:;<=>?@[]^_{|}~';

const Properties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .strictObject({
      PasswordLength: z.number().default(32),
      ExcludePunctuation: z.boolean().default(false),
      ExcludeCharacters: z.string().default(''),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

const generate = (properties: z.infer<typeof Properties>): string => {
  const { GenerateSecretString: wanted, SecretString: given } = properties;
  if (!wanted) return given ?? '';
  const alphabet = Array.from(`${LETTERS}${DIGITS}${wanted.ExcludePunctuation ? '' : PUNCTUATION}`).filter(
    (character) => !wanted.ExcludeCharacters.includes(character),
  );
  const secret = Array.from(
    { length: wanted.PasswordLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  const { SecretStringTemplate: template, GenerateStringKey: key } = wanted;
  if (template === undefined || key === undefined) return secret;
  return JSON.stringify({ ...z.record(z.string(), z.json()).parse(JSON.parse(template)), [key]: secret });
};

interface SecretsOptions {
  readonly resources: readonly NamedResource[];
  readonly journal: Journal;
  readonly meter: Meter;
}

/** Secrets Manager: every secret is made once, at the first start on a data folder. */
export const openSecrets = ({ resources, journal, meter }: SecretsOptions) => {
  const secrets = new Map<string, { ARN: string; Name: string; SecretString: string }>();
  for (const resource of resources) {
    const note = `secret:${resource.logicalId}`;
    const SecretString = journal.note(note) ?? generate(Properties.parse(resource.properties));
    journal.setNote(note, SecretString);
    const secret = { ARN: resource.arn, Name: resource.name, SecretString };
    secrets.set(secret.ARN, secret).set(secret.Name, secret);
  }
  return {
    get: (id: string) => {
      meter.add('secretReads');
      const secret = secrets.get(id);
      if (!secret) throw new ApiError('ResourceNotFoundException', `No secret ${id}.`);
      return { ...secret, VersionId: 'local', VersionStages: ['AWSCURRENT'] };
    },
  };
};
