import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerJson, ApiError } from './api.ts';

export type Serve = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Everything that can be asked for behind the one port. */
export interface Doors {
  /** By the `x-amz-target` header, e.g. `AmazonSQS.SendMessage`. */
  readonly target: (target: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The first whose path matches. */
  readonly routes: readonly { readonly path: RegExp; readonly serve: Serve }[];
  /** Whatever is left is S3's. */
  readonly rest: Serve;
}

export interface FrontDoor {
  readonly endpoint: string;
  readonly open: (doors: Doors, hold: () => () => void) => void;
  /** Cuts every connection at once. */
  readonly slam: () => void;
}

const KEEP_ALIVE_MS = 600_000; // clients keep their connections for a minute: theirs must end first

const serveOne = (doors: Doors, request: IncomingMessage, response: ServerResponse): unknown => {
  const { 'x-amz-target': target } = request.headers;
  if (typeof target === 'string') return doors.target(target, request, response);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const route = doors.routes.find((each) => each.path.test(path));
  return (route?.serve ?? doors.rest)(request, response);
};

const refuse = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const name = error instanceof ApiError ? error.name : 'InternalFailure';
  const message = error instanceof Error ? error.message : String(error);
  const status = error instanceof ApiError ? error.status : 500;
  answerJson(response, status, JSON.stringify({ __type: name, message }));
};

/** The only port of the local cloud, and only for this machine. Closed until it is opened. */
export const buildFrontDoor = async (port: number): Promise<FrontDoor> => {
  const { promise: opened, resolve: open } = Promise.withResolvers<readonly [Doors, () => () => void]>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    const serve = async (): Promise<void> => {
      const [doors, hold] = await opened;
      response.once('close', hold());
      await serveOne(doors, request, response);
    };
    serve().catch((error: unknown) => {
      refuse(response, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} of this machine is in use: choose another.`) : error);
    };
    server.once('error', fail).listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The local cloud has no port.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    open: (doors, hold) => {
      open([doors, hold]);
    },
    slam: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
