import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface TablesProps {
  readonly config: Config;
  readonly key: Key;
}

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const deciding = [...reading, 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const bulkWriting = [...deciding, 'dynamodb:BatchWriteItem'];

/**
 * A table of facts, without index. Its grants are narrower than CDK's, which also allow scans and deletions:
 * nobody here scans a table, and nobody deletes a fact.
 */
export class FactTable extends TableV2 {
  constructor(scope: Construct, id: string, { config, key }: TablesProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.deletionProtection,
      removalPolicy: config.removal,
    });
  }

  grantReading(grantee: IGrantable): void {
    this.grant(grantee, ...reading);
  }

  /** One item at a time, most under a condition: all that is allowed once a plan is submitted. */
  grantDeciding(grantee: IGrantable): void {
    this.grant(grantee, ...deciding);
  }

  /** Batches, too, which know no condition: only for writers that hold the lease. */
  grantBulkWriting(grantee: IGrantable): void {
    this.grant(grantee, ...bulkWriting);
  }
}

/** Payouts, periods, lists and the leases of bulk writers. */
export class PayoutsTable extends FactTable {
  /** Give back a lease, the one kind of item that is ever deleted singly. It is taken like any other item. */
  grantReturningLeases(grantee: IGrantable): void {
    for (const statement of this.grant(grantee, 'dynamodb:DeleteItem').principalStatements) {
      statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': ['LEASE#*'] });
    }
  }
}

/** People, and what tellers wrote beside results. */
export class RegistryTable extends FactTable {
  /** A note is put once; where the answer was lost it is read back by its whole key. */
  grantNoting(grantee: IGrantable): void {
    this.grant(grantee, 'dynamodb:PutItem', 'dynamodb:GetItem');
  }
}

/** Append only: functions may put, and nobody at all may change or delete, whatever an identity's policy says. */
export class AuditTable extends FactTable {
  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id, props);
    // A raw statement: grants cannot deny. A table's own policy cannot name the table, hence the `*`.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AppendOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
        ],
        resources: ['*'],
      }),
    );
  }

  /** A put whose answer was lost is recognised by reading it back: one item, by its whole key. */
  grantAppending(grantee: IGrantable): void {
    this.grant(grantee, 'dynamodb:PutItem', 'dynamodb:GetItem');
  }
}

/** Three tables, cut by right: who may see people, who may see money, and what nobody may change. */
export class Tables extends Construct {
  readonly payouts: PayoutsTable;
  /** The only home of personal data. */
  readonly registry: RegistryTable;
  readonly audit: AuditTable;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    this.payouts = new PayoutsTable(this, 'Payouts', props);
    this.registry = new RegistryTable(this, 'Registry', props);
    this.audit = new AuditTable(this, 'Audit', props);
  }
}
