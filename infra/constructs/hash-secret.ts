import type { Construct } from 'constructs';
import { KeptSecret, type KeptSecretProps } from './kept-secret.ts';

/** The secret of keyed hashes: without it nobody can tell from a stored hash whose id number or phone it is. */
export class HashSecret extends KeptSecret {
  constructor(scope: Construct, id: string, { config, key }: KeptSecretProps) {
    super(scope, id, {
      config,
      key,
      description: 'Key of the hashes of id numbers and phones. Changing it makes every stored hash unknown.',
      reason: 'Stored hashes are keys of items: another secret would be a migration, not a rotation.',
    });
  }
}
