import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as ChangePayout } from '../../functions/change-payout/handler.ts';
import type { Env as CompletePayout } from '../../functions/complete-payout/handler.ts';
import type { Env as DecideLate } from '../../functions/decide-late/handler.ts';
import type { Env as MoveDay } from '../../functions/move-day/handler.ts';
import type { Alarms } from './alarms.ts';
import type { Files } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import type { WorkMachine } from './work-machine.ts';

export interface PayoutActsProps {
  readonly tables: Tables;
  readonly files: Files;
  readonly preparePeriod: WorkMachine;
  readonly alarms: Alarms;
}

/** What people do to one payout or one day of a period: results one by one, decisions, other places, reversals. */
export class PayoutActs extends Construct {
  constructor(scope: Construct, id: string, props: PayoutActsProps) {
    super(scope, id);
    for (const act of [completePayout, changePayout, decideLate, moveDay]) {
      const worker = act(this, props);
      props.tables.payouts.grantDeciding(worker);
      props.tables.payouts.grantReturningLeases(worker);
      props.tables.audit.grantAppending(worker);
      props.alarms.ringOnErrors(worker);
    }
  }
}

const completePayout = (scope: Construct, { tables, files }: PayoutActsProps) => {
  const { payouts, registry, audit } = tables;
  const worker = new ServiceFunction<z.input<typeof CompletePayout>>(scope, 'CompletePayout', {
    name: 'complete-payout',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
    },
  });
  registry.grantNoting(worker);
  // What waits for a person: a late result, or one that contradicts another.
  files.grantWriting(worker, 'reports');
  return worker;
};

const changePayout = (scope: Construct, { tables: { payouts, audit } }: PayoutActsProps) =>
  new ServiceFunction<z.input<typeof ChangePayout>>(scope, 'ChangePayout', {
    name: 'change-payout',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
  });

const decideLate = (scope: Construct, { tables, files, preparePeriod }: PayoutActsProps) => {
  const { payouts, audit } = tables;
  const worker = new ServiceFunction<z.input<typeof DecideLate>>(scope, 'DecideLate', {
    name: 'decide-late',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      AUDIT_TABLE: audit.tableName,
      PREPARE_PERIOD_ARN: preparePeriod.stateMachineArn,
      FILES_BUCKET: files.name,
    },
  });
  // A plan that is not submitted yet is made again with what was decided.
  preparePeriod.grantStartExecution(worker);
  files.grantWriting(worker, 'reports');
  return worker;
};

const moveDay = (scope: Construct, { tables: { payouts, audit } }: PayoutActsProps) =>
  new ServiceFunction<z.input<typeof MoveDay>>(scope, 'MoveDay', {
    name: 'move-day',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
  });
