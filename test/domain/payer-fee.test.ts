import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PayerFee, payerFeeOf } from '../../shared/domain/payer-fee.ts';
import { Settings } from '../../shared/domain/settings.ts';
import { aSettings } from '../support/build.ts';

const provincesWith = <Fee>(payerFee: Fee) => ({ '06': { name: 'Bắc Kạn', standard: 270_000, payerFee } });
const paid = { count: 3, amount: 1_080_000 };

describe('the payer’s fee', () => {
  test.each([
    ['a share of the money paid', { kind: 'percent', percent: 0.8 }, 8_640],
    ['a share with three decimals', { kind: 'percent', percent: 0.575 }, 6_210],
    ['so much a recipient paid', { kind: 'perRecipient', dong: 6_600 }, 19_800],
    ['so much a point', { kind: 'perPoint', dong: 1_000_000 }, 2_000_000],
  ] as const)('is %s', (_, fee, dong) => {
    expect(payerFeeOf(fee, paid, 2)).toBe(dong);
  });

  test('is rounded down to whole đồng', () => {
    expect(payerFeeOf({ kind: 'percent', percent: 0.8 }, { count: 1, amount: 270_124 }, 1)).toBe(2_160);
  });

  test('is nothing where the settings say nothing', () => {
    expect(payerFeeOf(undefined, paid, 2)).toBe(0);
  });

  test('is nothing where nothing was paid', () => {
    for (const fee of [
      { kind: 'percent', percent: 5 },
      { kind: 'perRecipient', dong: 6_600 },
      { kind: 'perPoint', dong: 1_000_000 },
    ] as const)
      expect(payerFeeOf(fee, { count: 0, amount: 0 }, 0)).toBe(0);
  });

  test('is exact to the đồng for any share and any province’s money', () => {
    const thousandths = fc.integer({ min: 1, max: 5_000 });
    const money = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(thousandths, money, (share, amount) => {
        const exact = (BigInt(amount) * BigInt(share)) / 100_000n;
        const fee = PayerFee.parse({ kind: 'percent', percent: share / 1_000 });
        expect(BigInt(payerFeeOf(fee, { count: 1, amount }, 1))).toBe(exact);
      }),
    );
  });

  test.each([
    { kind: 'percent', percent: 0 },
    { kind: 'percent', percent: 80 },
    { kind: 'percent', percent: 0.8001 },
    { kind: 'perRecipient', dong: 0.5 },
    { kind: 'perPoint', dong: -1 },
    { kind: 'percent', percent: 0.8, recipient: 0.1 },
    { kind: 'fromRecipient', dong: 2_000 },
  ])('has no such rule as %o', (payerFee) => {
    expect(Settings.safeParse({ ...aSettings(), provinces: provincesWith(payerFee) }).success).toBe(false);
  });

  test('is what the province decided', () => {
    const payerFee = { kind: 'percent', percent: 0.8 } as const;
    const provinces = provincesWith(payerFee);
    expect(aSettings({ provinces }).provinces).toEqual(provinces);
  });
});
