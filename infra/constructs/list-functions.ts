import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as ApplyChanges } from '../../functions/apply-changes/handler.ts';
import type { Env as ApplySetup } from '../../functions/apply-setup/handler.ts';
import type { Env as ClaimIdentities } from '../../functions/claim-identities/handler.ts';
import type { Env as CompareList } from '../../functions/compare-list/handler.ts';
import type { Env as FinishList } from '../../functions/finish-list/handler.ts';
import type { Env as ReadList } from '../../functions/read-list/handler.ts';
import type { Env as ReviewList } from '../../functions/review-list/handler.ts';
import type { Files } from './files.ts';
import type { HashSecret } from './hash-secret.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import type { WorkMachine } from './work-machine.ts';

export interface ListFunctionsProps {
  readonly tables: Tables;
  readonly files: Files;
  readonly secret: HashSecret;
  /** Plans are made again when a list has changed a register. */
  readonly preparePeriod: WorkMachine;
}

/** Copies the file out of the inbox, reads and checks it, and lays its rows out by commune. */
export const readList = (scope: Construct, { tables: { payouts }, files }: ListFunctionsProps) => {
  const worker = new ServiceFunction<z.input<typeof ReadList>>(scope, 'ReadList', {
    name: 'read-list',
    environment: { PAYOUTS_TABLE: payouts.tableName, FILES_BUCKET: files.name },
    timeout: Duration.minutes(15),
  });
  payouts.grantDeciding(worker);
  files.grantReading(worker, 'inbox', 'lists');
  files.grantWriting(worker, 'lists', 'staging', 'reports');
  return worker;
};

/** Settings and points, which need no comparison with the register. */
export const applySetup = (
  scope: Construct,
  { tables: { payouts, audit }, files, preparePeriod }: ListFunctionsProps,
) => {
  const worker = new ServiceFunction<z.input<typeof ApplySetup>>(scope, 'ApplySetup', {
    name: 'apply-setup',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
      PREPARE_PERIOD_ARN: preparePeriod.stateMachineArn,
    },
    timeout: Duration.minutes(5),
  });
  payouts.grantDeciding(worker);
  audit.grantAppending(worker);
  files.grantReading(worker, 'staging');
  files.grantWriting(worker, 'reports');
  // Plans that are not submitted yet follow the points.
  preparePeriod.grantStartExecution(worker);
  return worker;
};

/** Compares a group of communes with the register. */
export const compareList = (scope: Construct, { tables, files, secret }: ListFunctionsProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof CompareList>>(scope, 'CompareList', {
    name: 'compare-list',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
      HASH_SECRET_ID: secret.secretArn,
    },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  files.grantReading(worker, 'staging');
  files.grantWriting(worker, 'staging');
  secret.grantRead(worker);
  return worker;
};

/** Says whether the list goes through by itself, is held, or must be compared again. */
export const reviewList = (scope: Construct, { tables, files }: ListFunctionsProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof ReviewList>>(scope, 'ReviewList', {
    name: 'review-list',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(5),
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  files.grantReading(worker, 'staging');
  files.grantWriting(worker, 'staging');
  return worker;
};

/** Writes who holds which id number, alone under the programme's lease. */
export const claimIdentities = (scope: Construct, { tables, files, secret }: ListFunctionsProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof ClaimIdentities>>(scope, 'ClaimIdentities', {
    name: 'claim-identities',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
      HASH_SECRET_ID: secret.secretArn,
    },
    timeout: Duration.minutes(15),
  });
  payouts.grantDeciding(worker);
  payouts.grantReturningLeases(worker);
  registry.grantBulkWriting(worker);
  files.grantReading(worker, 'staging');
  files.grantWriting(worker, 'staging');
  secret.grantRead(worker);
  return worker;
};

/** Writes a group of communes' changes to the register. */
export const applyChanges = (scope: Construct, { tables, files }: ListFunctionsProps) => {
  const { payouts, registry, audit } = tables;
  const worker = new ServiceFunction<z.input<typeof ApplyChanges>>(scope, 'ApplyChanges', {
    name: 'apply-changes',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  payouts.grantReturningLeases(worker);
  registry.grantBulkWriting(worker);
  audit.grantAppending(worker);
  files.grantReading(worker, 'staging');
  files.grantWriting(worker, 'staging');
  return worker;
};

/** Reports a list, closes it, and has the plans made again that it changed. */
export const finishList = (scope: Construct, props: ListFunctionsProps) => {
  const { payouts, registry, audit } = props.tables;
  const worker = new ServiceFunction<z.input<typeof FinishList>>(scope, 'FinishList', {
    name: 'finish-list',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: props.files.name,
      PREPARE_PERIOD_ARN: props.preparePeriod.stateMachineArn,
    },
    timeout: Duration.minutes(10),
    // Workbooks are built in memory: 20,000 rejected rows of 24 columns took 0.7 GB.
    memorySize: 1_024,
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  audit.grantAppending(worker);
  props.files.grantReading(worker, 'staging', 'lists');
  props.files.grantWriting(worker, 'reports');
  props.preparePeriod.grantStartExecution(worker);
  return worker;
};
