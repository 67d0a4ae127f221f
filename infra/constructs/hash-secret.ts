import { Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface HashSecretProps {
  readonly config: Config;
  readonly key: Key;
}

/** The secret of keyed hashes: without it nobody can tell from a stored hash whose id number or phone it is. */
export class HashSecret extends Secret {
  constructor(scope: Construct, id: string, { config, key }: HashSecretProps) {
    super(scope, id, {
      description: 'Key of the hashes of id numbers and phones. Changing it makes every stored hash unknown.',
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.removal,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Stored hashes are keys of items: another secret would be a migration, not a rotation.',
    });
  }
}
