import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openHttpSms } from '../../shared/gateways/sms-http.ts';
import { aService, dropped, json, silent } from '../support/http-answers.ts';

type Answers = Parameters<typeof aService>;

const sms = { to: '+84912345678', text: 'Moi den Buu dien.', brand: 'BDBACKAN', id: 'MESSAGE-1' };

const send = (...answers: Answers) => sendWithin(undefined, ...answers);
const sendWithin = async (ms: number | undefined, ...answers: Answers) => {
  const { requests, reach } = await aService(...answers);
  const url = `${reach.endpoint}/send`;
  const sending = await openHttpSms({ url, account: 'bdbk' }, 'a secret', ms).send(sms);
  return { sending, requests };
};
/** Where a moment ago somebody listened. */
const deadEnd = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/send`;
};
const status = (code: number, headers: Record<string, string> = {}): Answers[number] =>
  json(code, { said: 'something' }, headers);

describe('a message through a provider’s gateway', () => {
  test('is one POST, signed over its time and its body', async () => {
    const { sending, requests } = await send(status(200));
    expect(sending).toBe('sent');
    expect(requests).toHaveLength(1);
    const { method, url, headers, body } = requests[0]!;
    expect([method, url, headers['content-type']]).toEqual(['POST', '/send', 'application/json']);
    expect(JSON.parse(body)).toEqual({
      account: 'bdbk',
      from: 'BDBACKAN',
      to: '+84912345678',
      text: 'Moi den Buu dien.',
      id: 'MESSAGE-1',
    });
    const timestamp = String(headers['x-chitra-timestamp']);
    expect(timestamp).toMatch(/^\d{10}$/);
    expect(headers['x-chitra-signature']).toBe(
      createHmac('sha256', 'a secret').update(`${timestamp}.${body}`).digest('hex'),
    );
  });

  test.each([
    [200, 'sent'],
    [202, 'sent'],
    [409, 'sent'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'refused'],
    [408, 'uncertain'],
    [500, 'uncertain'],
    [502, 'uncertain'],
    [503, 'uncertain'],
    [504, 'uncertain'],
  ])('that is answered by %i is %s, after one attempt', async (code, expected) => {
    const elsewhere = code < 400 && code >= 300 ? { location: '/elsewhere' } : {};
    const { sending, requests } = await send(status(code, elsewhere), status(200));
    expect(sending).toBe(expected);
    expect(requests).toHaveLength(1);
  });

  test('is uncertain where the line breaks, after one attempt', async () => {
    const { sending, requests } = await send(dropped, status(200));
    expect(sending).toBe('uncertain');
    expect(requests).toHaveLength(1);
  });

  test('is uncertain where nobody answers in time', async () => {
    const { sending, requests } = await sendWithin(500, silent);
    expect(sending).toBe('uncertain');
    expect(requests.length).toBeLessThanOrEqual(1);
  });

  test('is refused where nobody listens', async () => {
    const gateway = openHttpSms({ url: await deadEnd(), account: 'bdbk' }, 'a secret');
    expect(await gateway.send(sms)).toBe('refused');
  });

  test('is refused where the name is nobody’s', async () => {
    const gateway = openHttpSms({ url: 'http://sms.invalid/send', account: 'bdbk' }, 'a secret');
    expect(await gateway.send(sms)).toBe('refused');
  });
});
