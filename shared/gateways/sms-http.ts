import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { MessageGateway } from '../domain/settings.ts';
import { realNowMs } from '../runtime/clock.ts';
import type { Sending, Sms } from './sms.ts';

type HttpGateway = Pick<Extract<MessageGateway, { kind: 'http' }>, 'url' | 'account'>;

/** A provider that has not answered by then may still have taken it. */
const timeoutMs = 10_000;

/**
 * A provider of brand names behind a generic gateway: one signed POST a message. The signature is over the time and
 * the body as it is sent, so that nobody else can send in the brand's name or send a message once more.
 */
export const openHttpSms = (
  { url, account }: HttpGateway,
  secret: string,
  timeout: number = timeoutMs,
): Sms => ({
  async send({ to, text, brand, id }) {
    const body = JSON.stringify({ account, from: brand, to, text, id });
    const timestamp = String(Math.floor(realNowMs() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-chitra-timestamp': timestamp,
      'x-chitra-signature': signature,
    };
    const signal = AbortSignal.timeout(timeout);
    try {
      // Followed, a redirect would be a second attempt, and to somebody else.
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await answer.body?.cancel().catch(() => undefined);
      return sendingOf(answer.status);
    } catch (error) {
      return isBeforeSending(error) ? 'refused' : 'uncertain';
    }
  },
});

/** 409 is the provider's word for an id that it has taken already; with 408 it does not know itself. */
const sendingOf = (status: number): Sending => {
  if ((status >= 200 && status < 300) || status === 409) return 'sent';
  return status >= 300 && status < 500 && status !== 408 ? 'refused' : 'uncertain';
};

/** No connection came about, so that nothing can have been taken. */
const neverConnected = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
const Failure = z.object({ cause: z.object({ code: z.string() }) });

const isBeforeSending = (error: unknown): boolean => {
  const failure = Failure.safeParse(error);
  return failure.success && neverConnected.includes(failure.data.cause.code);
};
