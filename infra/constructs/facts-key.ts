import { Aws, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/**
 * The key of tables, files and secret. Nobody gets a right to the key itself: whoever may use a table or a file may
 * use the key through that service only, as with AWS's own keys. Taking the key away shuts everything at once.
 */
export class FactsKey extends Key {
  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id, { enableKeyRotation: true, removalPolicy: config.removal });
    const { region } = Stack.of(this);
    // A raw statement: the key's grants name single principals and would give them the key outside the service, too.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ThroughTheServicesOnly',
        principals: [new AnyPrincipal()],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': Aws.ACCOUNT_ID,
            'kms:ViaService': [`dynamodb.${region}.amazonaws.com`, `s3.${region}.amazonaws.com`],
          },
        },
      }),
    );
  }
}
