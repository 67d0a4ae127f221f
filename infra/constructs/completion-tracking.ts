import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { z } from 'zod';
import type { Env as RecordResults } from '../../functions/record-results/handler.ts';
import type { Env as SignOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import { arrivedFile, type Files, handingOn } from './files.ts';
import { ServiceFunction } from './service-function.ts';
import type { Tables } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

export interface CompletionTrackingProps {
  readonly config: Config;
  readonly tables: Tables;
  readonly files: Files;
  readonly alarms: Alarms;
}

/** Result files become completions and attempts, one conditional write each; a missing sheet is signed off by name. */
export class CompletionTracking extends Construct {
  readonly results: WorkQueue;

  constructor(scope: Construct, id: string, props: CompletionTrackingProps) {
    super(scope, id);
    const { alarms, files, config } = props;
    this.results = new WorkQueue(this, 'Results', {
      alarms,
      worker: recordResults(this, props),
      // A file is thousands of writes: alone in its invocation, it fails alone and has the whole time.
      batchSize: 1,
      batchesAtOnceMax: config.resultFilesAtOnceMax,
      // An hour apart: a file that fails three times needs a person.
      triesMax: 3,
    });
    new Rule(this, 'ResultsArrived', {
      description: 'A file of results has been put into the inbox.',
      eventPattern: files.arrivalIn('inbox/results/'),
      targets: [
        new SqsQueue(this.results.queue, {
          message: arrivedFile,
          deadLetterQueue: this.results.deadLetters.queue,
          ...handingOn,
        }),
      ],
    });
    alarms.ringOnErrors(signOffSheet(this, props));
  }
}

const recordResults = (scope: Construct, { tables, files }: CompletionTrackingProps) => {
  const { payouts, registry, audit } = tables;
  const worker = new ServiceFunction<z.input<typeof RecordResults>>(scope, 'RecordResults', {
    name: 'record-results',
    environment: {
      PAYOUTS_TABLE: payouts.tableName,
      REGISTRY_TABLE: registry.tableName,
      AUDIT_TABLE: audit.tableName,
      FILES_BUCKET: files.name,
    },
    timeout: Duration.minutes(10),
  });
  payouts.grantDeciding(worker);
  // A late result holds the next payout under that one's lease.
  payouts.grantReturningLeases(worker);
  registry.grantNoting(worker);
  audit.grantAppending(worker);
  files.grantReading(worker, 'inbox', 'lists');
  files.grantWriting(worker, 'lists', 'reports');
  return worker;
};

const signOffSheet = (scope: Construct, { tables: { payouts, audit } }: CompletionTrackingProps) => {
  const worker = new ServiceFunction<z.input<typeof SignOffSheet>>(scope, 'SignOffSheet', {
    name: 'sign-off-sheet',
    environment: { PAYOUTS_TABLE: payouts.tableName, AUDIT_TABLE: audit.tableName },
  });
  payouts.grantDeciding(worker);
  audit.grantAppending(worker);
  return worker;
};
