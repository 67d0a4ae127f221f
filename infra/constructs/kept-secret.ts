import { Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface KeptSecretProps {
  readonly config: Config;
  readonly key: Key;
}

interface Kept {
  readonly description: string;
  /** Why nothing rotates it by itself. */
  readonly reason: string;
}

/** The one way this project keeps a secret: made where it is kept, under our key, and changed by nobody but people. */
export class KeptSecret extends Secret {
  constructor(scope: Construct, id: string, props: KeptSecretProps & Kept) {
    const { config, key, description, reason } = props;
    super(scope, id, {
      description,
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.removal,
    });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-SMG4', reason });
  }
}
