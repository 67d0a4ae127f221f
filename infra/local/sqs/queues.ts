// SQS, as far as the template uses it. fauxqs 2.4.1 was tried: it does persist, but its visibility timeouts
// and delays follow Date.now(), so that a retry would not run ahead with the simulated clock. These queues
// are rows of the journal, and an event becomes a message in the very transaction that ends the event.
import { ApiError } from '../http/api.ts';
import type { Journal } from '../journal.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../meter.ts';
import type { Clock } from '../time/clock.ts';
import type { Weather } from '../weather.ts';
import { openMessages } from './messages.ts';
import { startPoller } from './poller.ts';
import type { QueueDefinition } from './queue-definition.ts';

const BODY_MAX_BYTES = 262_144;

export interface Queues {
  /** By name, ARN or URL. On disk when it returns. */
  send(queue: string, message: { body: string; delaySeconds?: number | undefined }): { id: string };
  counts(queue: string): { visible: number; inFlight: number; delayed: number };
  resume(): void;
}

interface QueuesOptions {
  readonly definitions: readonly QueueDefinition[];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly functions: Functions;
  readonly weather: Weather;
  readonly stopped: () => boolean;
}

export const openQueues = ({ definitions, journal, clock, weather, ...rest }: QueuesOptions): Queues => {
  const messages = openMessages(journal, () => clock.now().getTime());
  const queues = new Map(definitions.map((queue) => [queue.name, queue]));
  const pollers = new Map(
    definitions.flatMap((queue) => {
      const { source } = queue;
      return source ? [[queue.name, startPoller({ queue, source, messages, clock, ...rest })] as const] : [];
    }),
  );
  const find = (queue: string): QueueDefinition => {
    const found = queues.get(queue.split(/[:/]/).at(-1) ?? '');
    if (!found) throw new ApiError('QueueDoesNotExist', `No queue ${queue}.`);
    return found;
  };
  return {
    send: (to, { body, delaySeconds }) => {
      const queue = find(to);
      if (Buffer.byteLength(body) > BODY_MAX_BYTES) {
        throw new ApiError('InvalidParameterValue', `A message has at most ${BODY_MAX_BYTES} bytes.`);
      }
      const put = () =>
        messages.add(
          queue.name,
          body,
          ((delaySeconds ?? queue.delaySeconds) + weather.delaySeconds()) * 1000,
        );
      const id = put();
      if (weather.comesTwice()) put();
      // A turn later: its sender may be in the middle of a transaction, or of a batch.
      const poll = pollers.get(queue.name);
      if (poll) clock.callAt(clock.now(), poll);
      return { id };
    },
    counts: (queue) => messages.counts(find(queue).name),
    resume: () => {
      messages.giveBack();
      for (const poll of pollers.values()) poll();
    },
  };
};
