import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type HttpRequest = Readonly<{
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  /** The operation that a client of AWS asks for. */
  operation: string;
  body: string;
}>;
type Answer = (request: HttpRequest, response: ServerResponse) => void;

export const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(JSON.stringify(body));
  };

/** A service that answers as told, the last answer over and over; and what a client of AWS needs to reach it. */
export const aService = async (...answers: Answer[]) => {
  const requests: HttpRequest[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const operation = String(headers['x-amz-target'] ?? '').replace(/.*\./, '');
      const request = { method, url, headers, operation, body };
      requests.push(request);
      answers[Math.min(requests.length, answers.length) - 1]?.(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { requests, reach: { endpoint, region: 'us-east-1', credentials } };
};

export const dropped: Answer = (_request, response) => {
  response.destroy();
};
export const silent: Answer = () => undefined;
