import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journal } from '../journal.ts';
import { readJson, type Json } from '../json.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Queues } from '../sqs/queues.ts';
import type { Executions } from '../step-functions/executions.ts';
import type { Clock } from '../time/clock.ts';
import type { Weather } from '../weather.ts';

const RETRY_SECONDS = [60, 120]; // Lambda's own, for events that nobody waits for

const Row = z.object({
  id: z.string(),
  target: z.string(),
  input: z.string(),
  due: z.number(),
  attempts: z.number(),
});
type Row = z.infer<typeof Row>;

export interface Deliveries {
  /** On disk when this returns; on its way a moment later. */
  add(target: string, input: Json): void;
  resume(): void;
}

interface DeliveriesOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly executions: Executions;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly weather: Weather;
  readonly stopped: () => boolean;
}

/** Carries events to state machines, queues and functions: at least once, also over a restart. */
export const openDeliveries = (options: DeliveriesOptions): Deliveries => {
  const { journal, clock, executions, functions, queues, weather, stopped } = options;
  const remove = (id: string) => journal.run('DELETE FROM deliveries WHERE id = ?', id);

  const invoke = async (row: Row): Promise<void> => {
    try {
      await functions.invoke(row.target, readJson(row.input));
      if (!stopped()) remove(row.id);
    } catch {
      if (stopped()) return;
      const delay = RETRY_SECONDS[row.attempts];
      // Lost, as in AWS: where lost events go is said by an EventInvokeConfig, which the start would refuse.
      if (delay === undefined) remove(row.id);
      else {
        const due = clock.now().getTime() + delay * 1000;
        const attempts = row.attempts + 1;
        journal.run('UPDATE deliveries SET due = ?, attempts = ? WHERE id = ?', due, attempts, row.id);
        schedule({ ...row, due, attempts });
      }
    }
  };
  const deliver = async (row: Row): Promise<void> => {
    const service = row.target.split(':')[2];
    if (service === 'lambda') return invoke(row);
    // Arriving and leaving in one transaction: exactly once.
    journal.together(() => {
      remove(row.id);
      const input = readJson(row.input);
      if (service === 'states') executions.start({ machine: row.target, name: row.id, input });
      else queues.send(row.target, { body: JSON.stringify(input), delaySeconds: 0 });
    });
    return Promise.resolve();
  };
  const schedule = (row: Row): void => {
    clock.callAt(new Date(row.due), () => {
      const release = clock.hold();
      deliver(row)
        .catch((error: unknown) => {
          if (!stopped()) throw error;
        })
        .finally(release);
    });
  };

  const addOnce = (target: string, input: Json): void => {
    const due = clock.now().getTime() + weather.delaySeconds() * 1000;
    const row = { id: randomUUID(), target, input: JSON.stringify(input), due, attempts: 0 };
    journal.run('INSERT INTO deliveries VALUES (?, ?, ?, ?, 0)', row.id, target, row.input, due);
    schedule(row);
  };

  return {
    add: (target, input) => {
      addOnce(target, input);
      if (weather.comesTwice()) addOnce(target, input);
    },
    resume: () => {
      for (const row of journal.rows(Row, 'SELECT * FROM deliveries ORDER BY rowid')) schedule(row);
    },
  };
};
