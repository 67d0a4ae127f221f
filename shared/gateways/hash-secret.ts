import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type KeyedFingerprint, keyedFingerprint } from '../domain/fingerprint.ts';

const opened = new Map<string, Promise<KeyedFingerprint>>();

/** Fingerprints under the secret that was made at deploy; it is read once, at first use. A failure is not kept. */
export const openHashSecret = (secretId: string): (() => Promise<KeyedFingerprint>) => {
  return () => {
    const known = opened.get(secretId) ?? readSecret(secretId);
    opened.set(secretId, known);
    known.catch(() => opened.delete(secretId));
    return known;
  };
};

const readSecret = async (secretId: string): Promise<KeyedFingerprint> => {
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  if (!SecretString) throw new Error('the hash secret is empty');
  return keyedFingerprint(SecretString);
};
