import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlements } from '../../shared/domain/entitlement.ts';
import { totalOf } from '../../shared/domain/payout.ts';
import { amount, numbers } from '../support/arbitrary.ts';
import {
  aBenefit,
  aLine,
  aMonth,
  anId,
  aPayout,
  aRecipient,
  august,
  carriedOver,
  inAugust,
  inJuly,
  source,
} from '../support/build.ts';

const july = aMonth('2016-07');
const owedInJuly = (number: number, lines = [aLine(270_000, { month: july })]) =>
  carriedOver(aPayout(number, { periodId: inJuly, lines }));

describe('entitlements', () => {
  test('are a regular line for each benefit, led back to its row in the list', () => {
    const benefits = [aBenefit(270_000), { ...aBenefit(405_000), group: '5(6)' }];
    expect(entitlements([aRecipient(1, { benefits })], [], august)).toEqual([
      {
        recipientId: anId(1),
        lines: [
          { kind: 'regular', benefit: '5(5)b', month: august, amount: 270_000, source },
          { kind: 'regular', benefit: '5(6)', month: august, amount: 405_000, source },
        ],
      },
    ]);
  });

  test('are nothing for whoever was stopped', () => {
    expect(entitlements([aRecipient(1, { status: 'stopped' })], [], august)).toEqual([]);
  });

  test.each([
    ['in the month that the list is for', august, ['regular', 'arrears']],
    ['not again in the next', july, ['regular']],
  ])('have arrears once: %s', (_, month, kinds) => {
    const benefits = [{ ...aBenefit(), arrears: { month, amount: 540_000 } }];
    const [due] = entitlements([aRecipient(1, { benefits })], [], august);
    expect(due?.lines.map(({ kind }) => kind)).toEqual(kinds);
    expect(due?.lines.map((line) => line.amount)).toEqual([270_000, 540_000].slice(0, kinds.length));
  });

  test('name the period that owed a line and did not pay it', () => {
    const [due] = entitlements([aRecipient(1)], [owedInJuly(1)], august);
    expect(due?.lines).toEqual([
      { kind: 'regular', benefit: '5(5)b', month: july, amount: 270_000, source, carriedFrom: inJuly },
      { kind: 'regular', benefit: '5(5)b', month: august, amount: 270_000, source },
    ]);
  });

  test('go on naming the first of them, however often it is carried over', () => {
    const lines = [aLine(270_000, { carriedFrom: inJuly }), aLine(270_000)];
    const [due] = entitlements([], [carriedOver(aPayout(1, { lines }))], aMonth('2016-09'));
    expect(due?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([inJuly, inAugust]);
  });

  test.each([
    ['who was stopped', [aRecipient(1, { status: 'stopped' as const })]],
    ['who is in no register', []],
  ])('are owed to somebody %s', (_, register) => {
    expect(entitlements(register, [owedInJuly(1)], august)).toEqual([
      { recipientId: anId(1), lines: [aLine(270_000, { month: july, carriedFrom: inJuly })] },
    ]);
  });

  test('are a register’s money, its arrears and what was carried over, to the last đồng', () => {
    const register = numbers().chain((all) =>
      fc.tuple(
        ...all.map((number) =>
          fc
            .record({
              status: fc.constantFrom('active' as const, 'stopped' as const),
              amount,
              owed: fc.option(fc.record({ amount, month: fc.constantFrom(july, august) }), {
                nil: undefined,
              }),
            })
            .map(({ status, owed, ...benefit }) =>
              aRecipient(number, { status, benefits: [{ ...aBenefit(benefit.amount), arrears: owed }] }),
            ),
        ),
      ),
    );
    const before = numbers().chain((all) =>
      fc.tuple(...all.map((number) => amount.map((of) => owedInJuly(number, [aLine(of)])))),
    );
    fc.assert(
      fc.property(register, before, (people, carried) => {
        const due = entitlements(people, carried, august);
        const active = people.filter(({ status }) => status === 'active').flatMap(({ benefits }) => benefits);
        const arrears = active.flatMap(({ arrears: owed }) => (owed?.month === august ? [owed] : []));
        const owed = totalOf(active) + totalOf(arrears) + totalOf(carried.flatMap(({ lines }) => lines));
        expect(totalOf(due.flatMap(({ lines }) => lines))).toBe(owed);
        expect(new Set(due.map(({ recipientId }) => recipientId)).size).toBe(due.length);
      }),
    );
  });
});
