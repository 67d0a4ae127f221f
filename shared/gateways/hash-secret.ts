import { type KeyedFingerprint, keyedFingerprint } from '../domain/fingerprint.ts';
import { openSecret } from './secrets.ts';

/** Fingerprints under the secret that was made at deploy. */
export const openHashSecret = (secretId: string): (() => Promise<KeyedFingerprint>) => {
  const secret = openSecret(secretId);
  return async () => keyedFingerprint(await secret());
};
