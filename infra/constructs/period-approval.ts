import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as ApprovePeriod } from '../../functions/approve-period/handler.ts';
import type { Env as CancelPeriod } from '../../functions/cancel-period/handler.ts';
import type { Env as RecallPeriod } from '../../functions/recall-period/handler.ts';
import type { Env as SubmitPeriod } from '../../functions/submit-period/handler.ts';
import type { Alarms } from './alarms.ts';
import type { Files } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import type { WorkMachine } from './work-machine.ts';

export interface PeriodApprovalProps {
  readonly tables: Tables;
  readonly files: Files;
  readonly preparePeriod: WorkMachine;
  readonly runPeriod: WorkMachine;
  readonly alarms: Alarms;
}

/** What two people do with a plan: one submits it, another approves it; either may take it back, or the month is cancelled. */
export class PeriodApproval extends Construct {
  constructor(scope: Construct, id: string, props: PeriodApprovalProps) {
    super(scope, id);
    for (const act of [submitPeriod, approvePeriod, recallPeriod, cancelPeriod]) {
      const worker = act(this, props);
      props.tables.payouts.grantDeciding(worker);
      props.tables.audit.grantAppending(worker);
      props.alarms.ringOnErrors(worker);
    }
  }
}

const submitPeriod = (scope: Construct, { tables, files, preparePeriod }: PeriodApprovalProps) => {
  const { payouts, registry, audit } = tables;
  const worker = new ServiceFunction<z.input<typeof SubmitPeriod>>(scope, 'SubmitPeriod', {
    name: 'submit-period',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
      PREPARE_PERIOD_ARN: preparePeriod.stateMachineArn,
    },
    // Takes the lease of every commune once.
    timeout: Duration.minutes(15),
    // Two months' payouts of some communes at a time, and a workbook of up to 20,000 rows.
    memorySize: 1_024,
  });
  payouts.grantReturningLeases(worker);
  // A plan that turns out to be old is thawed and made again.
  preparePeriod.grantStartExecution(worker);
  registry.grantReading(worker);
  // What the approver looks at first.
  files.grantWriting(worker, 'reports');
  return worker;
};

const approvePeriod = (scope: Construct, { tables, runPeriod }: PeriodApprovalProps) => {
  const worker = new ServiceFunction<z.input<typeof ApprovePeriod>>(scope, 'ApprovePeriod', {
    name: 'approve-period',
    environment: {
      PAYOUTS_TABLE: tables.payouts.tableName,
      AUDIT_TABLE: tables.audit.tableName,
      RUN_PERIOD_ARN: runPeriod.stateMachineArn,
    },
  });
  runPeriod.grantStartExecution(worker);
  runPeriod.grant(worker, 'states:ListExecutions');
  return worker;
};

const cancelPeriod = (scope: Construct, { tables: { payouts, audit } }: PeriodApprovalProps) =>
  new ServiceFunction<z.input<typeof CancelPeriod>>(scope, 'CancelPeriod', {
    name: 'cancel-period',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
  });

const recallPeriod = (scope: Construct, { tables, preparePeriod }: PeriodApprovalProps) => {
  const worker = new ServiceFunction<z.input<typeof RecallPeriod>>(scope, 'RecallPeriod', {
    name: 'recall-period',
    environment: {
      PAYOUTS_TABLE: tables.payouts.tableName,
      AUDIT_TABLE: tables.audit.tableName,
      PREPARE_PERIOD_ARN: preparePeriod.stateMachineArn,
    },
  });
  preparePeriod.grantStartExecution(worker);
  // A cancelled month comes back only while no later one is being opened.
  tables.payouts.grantReturningLeases(worker);
  return worker;
};
