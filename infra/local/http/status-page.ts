import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson } from './api.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** `/status` for people, `/status.json` for programs: the same facts. */
export const makeStatusRoute = (read: () => object) => ({
  path: /^\/status(?:\.json)?$/,
  serve: (request: IncomingMessage, response: ServerResponse): void => {
    const text = JSON.stringify(read(), null, 2);
    if (request.url?.startsWith('/status.json')) {
      answerJson(response, 200, text);
      return;
    }
    const page = `<!doctype html><meta charset="utf-8"><title>Chitra</title><pre>${escape(text)}</pre>`;
    answerJson(response, 200, page, 'text/html; charset=utf-8');
  },
});
