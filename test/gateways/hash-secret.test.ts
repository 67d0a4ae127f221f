import { expect, test } from 'vitest';
import { keyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { openHashSecret } from '../../shared/gateways/hash-secret.ts';
import { aService, json } from '../support/http-answers.ts';

const reachable = async (...answers: Parameters<typeof aService>) => {
  const { requests, reach } = await aService(...answers);
  const { accessKeyId, secretAccessKey } = reach.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: reach.endpoint,
    AWS_REGION: reach.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  return requests;
};

const secret = json(200, { SecretString: 'a secret' });
const denied = json(400, { __type: 'AccessDeniedException', message: 'not yet' });

test('is read once, however many ask at once', async () => {
  const requests = await reachable(secret);
  const asked = await Promise.all([openHashSecret('one')(), openHashSecret('one')()]);
  expect(asked.map((keyed) => keyed('phone'))).toEqual(Array(2).fill(keyedFingerprint('a secret')('phone')));
  await openHashSecret('one')();
  expect(requests).toHaveLength(1);
});

test('is asked for again after a failure', async () => {
  await reachable(denied, secret);
  await expect(openHashSecret('two')()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const keyed = await openHashSecret('two')();
  expect(keyed('phone')).toBe(keyedFingerprint('a secret')('phone'));
});

test('that is empty is no secret', async () => {
  await reachable(json(200, { SecretString: '' }));
  await expect(openHashSecret('three')()).rejects.toThrow('empty');
});
