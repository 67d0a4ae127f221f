import { describe, expect, test } from 'vitest';
import { Born, Dong, monthlyAmount, Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { aBenefit, aCollector, aRecipient, august } from '../support/build.ts';

test.each([
  [
    'an id',
    RecipientId,
    ['0000000001', 'ABCDEFGHJK', 'MNPQRSTVWX'],
    ['000000001', 'ABCDEFGHIJ', 'abcdefghjk', 'OOOOOOOOOO'],
  ],
  ['a birth', Born, ['1936', '1936-05-03'], ['36', '1936-05', '03/05/1936', '']],
  ['an amount', Dong, [1, 270_000], [0, -1, 0.5, '270000', Number.NaN]],
] as const)('%s', (_, schema, right, wrong) => {
  expect([...right, ...wrong].map((value) => schema.safeParse(value).success)).toEqual([
    ...right.map(() => true),
    ...wrong.map(() => false),
  ]);
});

describe('Recipient', () => {
  test('is read back as it was', () => {
    const one = aRecipient(1, { collector: aCollector('C1'), homeVisit: 'VERY_OLD' });
    expect(Recipient.parse(one)).toEqual(one);
  });

  test('may be somebody of whom only a funeral is owed', () => {
    const funeral = { month: august, amount: 5_400_000 };
    expect(Recipient.safeParse(aRecipient(1, { benefits: [], funeral })).success).toBe(true);
  });

  test.each([
    ['no name', { name: '' }],
    ['an unknown reason for a home visit', { homeVisit: 'LAZY' }],
    ['a status that is none', { status: 'dead' }],
  ])('is none with %s', (_, wrong) => {
    expect(Recipient.safeParse({ ...aRecipient(1), ...wrong }).success).toBe(false);
  });
});

test('monthlyAmount leaves one-off arrears out', () => {
  const arrears = { month: august, amount: 540_000 };
  const benefits = [{ ...aBenefit(270_000), arrears }, aBenefit(405_000)];
  expect(monthlyAmount({ benefits })).toBe(675_000);
});
