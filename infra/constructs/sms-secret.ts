import { Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface SmsSecretProps {
  readonly config: Config;
  readonly key: Key;
}

/** What messages to a provider other than AWS are signed with; the provider's own value is put in by hand. */
export class SmsSecret extends Secret {
  constructor(scope: Construct, id: string, { config, key }: SmsSecretProps) {
    super(scope, id, {
      description: "Key of the signatures of messages to an SMS provider: replace it by the provider's own.",
      encryptionKey: key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.removal,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The provider gives and changes it; a rotation of ours would silence every reminder.',
    });
  }
}
