import type { IncomingMessage, ServerResponse } from 'node:http';

/** A refusal that AWS has a name for. */
export class ApiError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const readBody = async (request: IncomingMessage): Promise<string> => {
  request.setEncoding('utf8');
  const parts: string[] = [];
  for await (const part of request) parts.push(String(part));
  return parts.join('');
};

export const answerJson = (
  response: ServerResponse,
  status: number,
  body: string,
  type = 'application/json',
) => {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
};
