import { Duration, Validations } from 'aws-cdk-lib';
import { EventField, type EventPattern, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { acknowledgeWildcard, logicalId } from './acknowledge.ts';

export interface FilesProps {
  readonly config: Config;
  readonly key: Key;
}

/** The bucket of lists, working files, sheets and reports. Each folder has its own readers and writers. */
export class Files extends Construct {
  readonly bucket: Bucket;
  readonly name: string;

  constructor(scope: Construct, id: string, { config, key }: FilesProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: config.removal,
      lifecycleRules: [
        { id: 'WorkingFiles', prefix: 'staging/', expiration: config.stagingKeptFor },
        { id: 'OldVersions', noncurrentVersionExpiration: config.oldVersionsKeptFor },
        { id: 'BrokenUploads', abortIncompleteMultipartUploadAfter: Duration.days(2) },
      ],
    });
    this.name = this.bucket.bucketName;
    // By the plain property: CDK's own `eventBridgeEnabled` deploys a custom resource with rights on all buckets.
    plainBucket(this.bucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Who read which file belongs in a CloudTrail trail of the account; every act is in the audit table.',
    });
  }

  /** Read whole files of a folder, such as `inbox`. */
  grantReading(reader: LambdaFunction, ...folders: string[]): void {
    this.allow(reader, ['s3:GetObject'], folders);
  }

  /** Write whole files of a folder; nobody deletes any. */
  grantWriting(writer: LambdaFunction, ...folders: string[]): void {
    this.allow(writer, ['s3:PutObject'], folders);
  }

  /** See which files a folder has. */
  grantListing(reader: LambdaFunction, ...folders: string[]): void {
    // A raw statement: the bucket's grants allow listing only together with reading.
    reader.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': folders.map((folder) => `${folder}/*`) } },
      }),
    );
  }

  /** What EventBridge says when a file has arrived under one of the prefixes. */
  arrivalIn(...prefixes: string[]): EventPattern {
    return {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: {
        bucket: { name: [this.bucket.bucketName] },
        object: { key: prefixes.map((prefix) => ({ prefix })) },
      },
    };
  }

  private allow(worker: LambdaFunction, actions: string[], folders: readonly string[]): void {
    // A raw statement: the bucket's grants allow `s3:GetObject*`, `s3:List*` and more on the whole bucket.
    const resources = folders.map((folder) => this.bucket.arnForObjects(`${folder}/*`));
    worker.addToRolePolicy(new PolicyStatement({ actions, resources }));
    for (const folder of folders) {
      acknowledgeWildcard(
        worker.role ?? worker,
        `<${logicalId(this.bucket)}.Arn>/${folder}/*`,
        'The names of the files in a folder are not known beforehand.',
      );
    }
  }
}

/** What a state machine or queue is told of a file that has arrived. */
export const arrivedFile = RuleTargetInput.fromObject({
  key: EventField.fromPath('$.detail.object.key'),
  sequencer: EventField.fromPath('$.detail.object.sequencer'),
  at: EventField.time,
});

/** How long EventBridge tries to hand an event on before it goes to the dead letters. */
export const handingOn = { retryAttempts: 20, maxEventAge: Duration.hours(4) };

const plainBucket = (bucket: Bucket): CfnBucket => {
  const plain = bucket.node.defaultChild;
  if (!(plain instanceof CfnBucket)) throw new Error('A bucket is made of a CfnBucket.');
  return plain;
};
