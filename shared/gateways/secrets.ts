import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const opened = new Map<string, Promise<string>>();

/** A secret that is set at deploy; it is read once, at first use. A failure is not kept. */
export const openSecret = (secretId: string): (() => Promise<string>) => {
  return () => {
    const known = opened.get(secretId) ?? readSecret(secretId);
    opened.set(secretId, known);
    known.catch(() => opened.delete(secretId));
    return known;
  };
};

const readSecret = async (secretId: string): Promise<string> => {
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: secretId }),
  );
  if (!SecretString) throw new Error('the secret is empty');
  return SecretString;
};
