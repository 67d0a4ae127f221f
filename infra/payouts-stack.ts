import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { CompletionTracking } from './constructs/completion-tracking.ts';
import { FactsKey } from './constructs/facts-key.ts';
import { Files } from './constructs/files.ts';
import { HashSecret } from './constructs/hash-secret.ts';
import { ListImport } from './constructs/list-import.ts';
import { OverdueReminders } from './constructs/overdue-reminders.ts';
import { Overview } from './constructs/overview.ts';
import { PayoutActs } from './constructs/payout-acts.ts';
import { PeriodApproval } from './constructs/period-approval.ts';
import { PeriodCalendar } from './constructs/period-calendar.ts';
import { PeriodPreparation } from './constructs/period-preparation.ts';
import { PeriodRun } from './constructs/period-run.ts';
import { SmsSecret } from './constructs/sms-secret.ts';
import { Tables } from './constructs/tables.ts';

/** Chitra: what holds the facts, then the capabilities and what connects them. Wires only; owns no resource. */
export class PayoutsStack extends Stack {
  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id, {
      description: 'Chitra: monthly payouts through post offices',
      env: { region: config.region },
    });
    const alarms = new Alarms(this, 'Alarms', { config });
    const key = new FactsKey(this, 'FactsKey', { config });
    const tables = new Tables(this, 'Tables', { config, key });
    const files = new Files(this, 'Files', { config, key });
    const secret = new HashSecret(this, 'HashSecret', { config, key });
    const smsSecret = new SmsSecret(this, 'SmsSecret', { config, key });
    const shared = { config, alarms, tables, files, secret, smsSecret };

    const { machine: preparePeriod } = new PeriodPreparation(this, 'PeriodPreparation', shared);
    const { machine: importList } = new ListImport(this, 'ListImport', { ...shared, preparePeriod });
    const { queueReminders, reminders } = new OverdueReminders(this, 'OverdueReminders', shared);
    const { results } = new CompletionTracking(this, 'CompletionTracking', shared);
    const { machine: runPeriod } = new PeriodRun(this, 'PeriodRun', { ...shared, queueReminders });
    new PayoutActs(this, 'PayoutActs', { ...shared, preparePeriod });
    new PeriodApproval(this, 'PeriodApproval', { ...shared, preparePeriod, runPeriod });
    new PeriodCalendar(this, 'PeriodCalendar', { ...shared, preparePeriod, runPeriod });

    const machines = [importList, preparePeriod, runPeriod];
    new Overview(this, 'Overview', { ...shared, machines, queues: [results, reminders] });

    for (const [name, value] of Object.entries({
      FilesBucketName: files.name,
      PayoutsTableName: tables.payouts.tableName,
      RegistryTableName: tables.registry.tableName,
      AuditTableName: tables.audit.tableName,
      ImportListArn: importList.stateMachineArn,
      PreparePeriodArn: preparePeriod.stateMachineArn,
      RunPeriodArn: runPeriod.stateMachineArn,
    })) {
      new CfnOutput(this, name, { value });
    }
  }
}
