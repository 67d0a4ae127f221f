import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, test } from 'vitest';
import { openSms } from '../../shared/gateways/sms.ts';
import { aService, dropped, json, silent } from '../support/http-answers.ts';

const sms = { to: '+84912345678', text: 'Moi den Buu dien.', brand: 'BDBACKAN', id: 'MESSAGE-1' };

type Answers = Parameters<typeof aService>;

const send = async (...answers: Answers) => {
  const { requests, reach } = await aService(...answers);
  const client = new PinpointSMSVoiceV2Client({
    ...reach,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true },
  });
  const sending = await openSms(client).send(sms);
  return { sending, requests };
};

const fault = (status: number, name: string): Answers[number] =>
  json(status, { __type: name, message: 'no' });

describe('a message', () => {
  test('is sent with its brand', async () => {
    const { sending, requests } = await send(json(200, { MessageId: 'm-1' }));
    expect(sending).toBe('sent');
    expect(requests.map(({ operation }) => operation)).toEqual(['SendTextMessage']);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      DestinationPhoneNumber: '+84912345678',
      MessageBody: 'Moi den Buu dien.',
      OriginationIdentity: 'BDBACKAN',
      MessageType: 'TRANSACTIONAL',
    });
  });

  test.each<[string, Answers[number]]>([
    ['it is not valid', fault(400, 'ValidationException')],
    ['it is throttled', fault(400, 'ThrottlingException')],
    ['the phone has opted out', fault(400, 'ConflictException')],
    ['nothing more may be spent', fault(400, 'ServiceQuotaExceededException')],
    ['it may not be sent', fault(400, 'AccessDeniedException')],
  ])('is refused where %s, after one attempt', async (_name, answer) => {
    const { sending, requests } = await send(answer, json(200, { MessageId: 'second' }));
    expect(sending).toBe('refused');
    expect(requests).toHaveLength(1);
  });

  test.each<[string, Answers[number]]>([
    ['the service fails', fault(500, 'InternalServerException')],
    ['the service fails in a way of its own', fault(503, 'SomethingUnheardOf')],
    [
      'a gateway in between fails',
      (_request, response) => {
        response.writeHead(502, { 'content-type': 'text/html' });
        response.end('<html>Bad Gateway</html>');
      },
    ],
    ['the line breaks', dropped],
    ['nobody answers', silent],
  ])('is uncertain where %s, after one attempt', async (_name, answer) => {
    const { sending, requests } = await send(answer, json(200, { MessageId: 'second' }));
    expect(sending).toBe('uncertain');
    expect(requests).toHaveLength(1);
  });
});

test('the client that a function opens by itself makes one attempt too', async () => {
  const { requests, reach } = await aService(fault(500, 'InternalServerException'));
  const { accessKeyId, secretAccessKey } = reach.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: reach.endpoint,
    AWS_REGION: reach.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  expect(await openSms().send(sms)).toBe('uncertain');
  expect(requests).toHaveLength(1);
});
