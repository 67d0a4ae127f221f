// Runs in a worker thread: dynalite, without a port of its own. Requests arrive as messages and are played
// to its HTTP server, which costs half as much as a second connection for every call.
import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { z } from 'zod';
import { unitsOf } from './capacity.ts';
import { openOutgoing } from './outgoing.ts';
import type { TableAnswer, TableRequest } from './worker-client.ts';

const { path } = z.object({ path: z.string() }).parse(workerData);
const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0 });

const answer = openOutgoing<TableAnswer>((answers) => parentPort?.postMessage(answers));

const METERED = /\.(?:(?:Batch)?(?:Get|Write)|Put|Update|Delete)Item$|\.(?:Query|Scan)$/;
// dynalite wants a signature and checks nothing of it.
const SIGNED = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
};

/** So that the answer says what it cost, whether or not the caller asked. */
const askCapacity = (target: string, body: string): string =>
  METERED.test(target) && !body.includes('"ReturnConsumedCapacity"')
    ? `{"ReturnConsumedCapacity":"TOTAL",${body.slice(1)}`
    : body;

const serve = ({ id, target, body }: TableRequest): void => {
  const headers = { ...SIGNED, 'x-amz-target': target };
  const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers });
  const response = {
    statusCode: 200,
    setHeader: () => undefined,
    end: (text = '') => {
      const { statusCode: status } = response;
      answer({ id, status, body: text, units: unitsOf(target, text) });
    },
  };
  server.emit('request', request, response);
  request.emit('data', Buffer.from(askCapacity(target, body)));
  request.emit('end');
};

parentPort?.on('message', (requests: readonly TableRequest[]) => {
  for (const request of requests) serve(request);
});
