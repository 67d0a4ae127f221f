import { Worker } from 'node:worker_threads';
import type { Units } from './capacity.ts';
import { openOutgoing } from './outgoing.ts';

export interface TableRequest {
  readonly id: number;
  readonly target: string;
  readonly body: string;
}
export interface TableAnswer {
  readonly id: number;
  readonly status: number;
  readonly body: string;
  readonly units: Units | undefined;
}

/** Starts dynalite in its thread; asks are answered in whatever order they are done. */
export const openWorker = (path: string) => {
  const worker = new Worker(new URL('./tables-worker.ts', import.meta.url), { workerData: { path } });
  const waiting = new Map<number, (answer: TableAnswer) => void>();
  const outgoing = openOutgoing<TableRequest>((requests) => {
    worker.postMessage(requests);
  });
  let last = 0;
  let broken: string | undefined;
  const fail = (id: number, answer: (answer: TableAnswer) => void): void => {
    const body = JSON.stringify({ __type: 'InternalServerError', message: broken });
    answer({ id, status: 500, body, units: undefined });
  };
  worker.on('message', (answers: readonly TableAnswer[]) => {
    for (const answer of answers) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  worker.on('error', (error: unknown) => {
    broken = String(error);
    for (const [id, answer] of waiting) fail(id, answer);
    waiting.clear();
  });
  return {
    ask: (target: string, body: string) =>
      new Promise<TableAnswer>((resolve) => {
        last += 1;
        if (broken !== undefined) {
          fail(last, resolve);
          return;
        }
        waiting.set(last, resolve);
        outgoing({ id: last, target, body });
      }),
    close: async (): Promise<void> => {
      await worker.terminate();
    },
  };
};
