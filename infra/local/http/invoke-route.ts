import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson } from '../json.ts';
import type { Functions } from '../lambda/functions.ts';
import { FunctionFault } from '../lambda/handler.ts';
import { answerJson, readBody } from './api.ts';

/** Lambda's Invoke, `RequestResponse` only. */
export const makeInvokeRoute = (functions: Functions) => {
  const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
  return {
    path,
    serve: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const name = decodeURIComponent(path.exec((request.url ?? '').split('?')[0] ?? '')?.[1] ?? '');
      const body = await readBody(request);
      try {
        const answer = await functions.invoke(name, readJson(body === '' ? 'null' : body));
        answerJson(response, 200, JSON.stringify(answer));
      } catch (error) {
        if (!(error instanceof FunctionFault)) throw error;
        response.setHeader('x-amz-function-error', 'Unhandled');
        answerJson(response, functions.has(name) ? 200 : 404, JSON.stringify(error.toPayload()));
      }
    },
  };
};
