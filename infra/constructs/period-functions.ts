import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as ChangeSettlement } from '../../functions/change-settlement/handler.ts';
import type { Env as ClosePayouts } from '../../functions/close-payouts/handler.ts';
import type { Env as NextCheck } from '../../functions/next-check/handler.ts';
import type { Env as SettlePeriod } from '../../functions/settle-period/handler.ts';
import type { Env as WritePack } from '../../functions/write-pack/handler.ts';
import type { Env as WriteSheets } from '../../functions/write-sheets/handler.ts';
import type { Files } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';

export interface PeriodFunctionsProps {
  readonly tables: Tables;
  readonly files: Files;
}

/** Says what is due in an open period. */
export const nextCheck = (scope: Construct, { tables: { payouts }, files }: PeriodFunctionsProps) => {
  const worker = new ServiceFunction<z.input<typeof NextCheck>>(scope, 'NextCheck', {
    name: 'next-check',
    environment: { PAYOUTS_TABLE: payouts.tableName, FILES_BUCKET: files.name },
    timeout: Duration.minutes(5),
  });
  payouts.grantDeciding(worker);
  // Results that arrived before closing are finished first, so it looks what is in the inbox.
  files.grantListing(worker, 'inbox/results', 'reports/periods');
  // Which sheets are missing, for whoever calls the points: told once a day.
  files.grantReading(worker, 'reports');
  files.grantWriting(worker, 'reports');
  return worker;
};

/** Writes the sheets of a group of communes. */
export const writeSheets = (scope: Construct, { tables, files }: PeriodFunctionsProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof WriteSheets>>(scope, 'WriteSheets', {
    name: 'write-sheets',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  payouts.grantReturningLeases(worker);
  registry.grantReading(worker);
  files.grantWriting(worker, 'sheets');
  return worker;
};

/** Carries over what was not collected in a group of communes, and seals them. */
export const closePayouts = (scope: Construct, { tables: { payouts, audit } }: PeriodFunctionsProps) => {
  const worker = new ServiceFunction<z.input<typeof ClosePayouts>>(scope, 'ClosePayouts', {
    name: 'close-payouts',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  payouts.grantReturningLeases(worker);
  audit.grantAppending(worker);
  return worker;
};

/** Writes who was paid and who was not, for a group of sealed communes. */
export const writePack = (scope: Construct, { tables, files }: PeriodFunctionsProps) => {
  const { payouts, registry } = tables;
  const worker = new ServiceFunction<z.input<typeof WritePack>>(scope, 'WritePack', {
    name: 'write-pack',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(10),
    // Two workbooks of up to 5,000 rows each.
    memorySize: 1_024,
  });
  payouts.grantDeciding(worker);
  registry.grantReading(worker);
  files.grantWriting(worker, 'reports');
  return worker;
};

/** Compares what happened with what was approved, to the last đồng. */
export const settlePeriod = (scope: Construct, props: PeriodFunctionsProps) =>
  settling(scope, 'SettlePeriod', { ...props, name: 'settle-period' });

/** The accountant's and the approver's way out of a settlement that does not balance. */
export const changeSettlement = (scope: Construct, props: PeriodFunctionsProps) =>
  settling(scope, 'ChangeSettlement', {
    ...props,
    name: 'change-settlement',
  });

interface SettlingProps extends PeriodFunctionsProps {
  readonly name: string;
}

type SettlingEnv = z.input<typeof SettlePeriod> & z.input<typeof ChangeSettlement>;

/** Whoever writes a settlement writes the pack with it: both need the same. */
const settling = (scope: Construct, id: string, { tables, files, name }: SettlingProps) => {
  const { payouts, audit } = tables;
  const worker = new ServiceFunction<SettlingEnv>(scope, id, {
    name,
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(5),
  });
  payouts.grantDeciding(worker);
  audit.grantAppending(worker);
  files.grantWriting(worker, 'reports');
  // The pack names the lists that were written of its groups.
  files.grantListing(worker, 'reports/periods');
  return worker;
};
