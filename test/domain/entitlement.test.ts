import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlements } from '../../shared/domain/entitlement.ts';
import type { Late } from '../../shared/domain/late.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { type CarriedOverPayout, totalOf } from '../../shared/domain/payout.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { amount, numbers } from '../support/arbitrary.ts';
import {
  aBenefit,
  aLate,
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
const inSeptember = PeriodId.parse('assistance.06.2016-09');
const owedInJuly = (number: number, lines = [aLine(270_000, { month: july })]) =>
  carriedOver(aPayout(number, { periodId: inJuly, lines }));

const entitled = (
  register: readonly Recipient[],
  owed: readonly CarriedOverPayout[],
  periodId = inAugust,
  lates: readonly Late[] = [],
) => entitlements(register, { carriedOver: owed, lates }, periodId);

describe('entitlements', () => {
  test('are a regular line for each benefit, led back to its row in the list', () => {
    const benefits = [aBenefit(270_000), { ...aBenefit(405_000), group: '5(6)' }];
    expect(entitled([aRecipient(1, { benefits })], [], inAugust)).toEqual([
      {
        recipientId: anId(1),
        lines: [
          { kind: 'regular', benefit: '5(5)b', month: august, amount: 270_000, source },
          { kind: 'regular', benefit: '5(6)', month: august, amount: 405_000, source },
        ],
      },
    ]);
  });

  test('lead back to the row of the benefit where it has one of its own', () => {
    const own = { ...source, row: 3 };
    const arrears = { month: august, amount: 540_000 };
    const benefits = [aBenefit(), { ...aBenefit(), group: '5(6)', arrears, source: own }];
    const [due] = entitled([aRecipient(1, { benefits })], [], inAugust);
    expect(due?.lines.map((line) => [line.kind, line.source.row])).toEqual([
      ['regular', 2],
      ['regular', 3],
      ['arrears', 3],
    ]);
  });

  test('are nothing for whoever was stopped', () => {
    const owed = { month: august, amount: 540_000 };
    const stopped = aRecipient(1, { status: 'stopped', funeral: owed, openingCarryOver: owed });
    expect(entitled([stopped], [], inAugust)).toEqual([]);
  });

  test.each([
    ['in the month that the list is for', august, ['regular', 'arrears']],
    ['not again in the next', july, ['regular']],
  ])('have arrears once: %s', (_, month, kinds) => {
    const benefits = [{ ...aBenefit(), arrears: { month, amount: 540_000 } }];
    const [due] = entitled([aRecipient(1, { benefits })], [], inAugust);
    expect(due?.lines.map(({ kind }) => kind)).toEqual(kinds);
    expect(due?.lines.map((line) => line.amount)).toEqual([270_000, 540_000].slice(0, kinds.length));
  });

  describe('have a funeral', () => {
    const funeral = { month: august, amount: 5_400_000 };
    const line = { kind: 'funeral', benefit: 'funeral', month: august, amount: 5_400_000, source };

    test('in its month, beside benefits or without any', () => {
      const [one, other] = entitled(
        [aRecipient(1, { funeral }), aRecipient(2, { funeral, benefits: [] })],
        [],
        inAugust,
      );
      expect(one?.lines).toEqual([aLine(270_000), line]);
      expect(other?.lines).toEqual([line]);
    });

    test('not again in the next, when nothing at all is due for it', () => {
      const people = [aRecipient(1, { funeral }), aRecipient(2, { funeral, benefits: [] })];
      expect(entitled(people, [], inSeptember)).toMatchObject([
        { recipientId: anId(1), lines: [{ kind: 'regular', month: '2016-09' }] },
      ]);
    });
  });

  describe('have what another system owed', () => {
    const openingCarryOver = { month: august, amount: 540_000 };
    const carried = aLine(540_000, { month: july, carriedFrom: inJuly });

    test('in its month, as if the period before had carried it over', () => {
      const [due] = entitled([aRecipient(1, { openingCarryOver })], [], inAugust);
      expect(due?.lines).toEqual([carried, aLine(270_000)]);
    });

    test('of no benefit where there is none', () => {
      const [due] = entitled([aRecipient(1, { openingCarryOver, benefits: [] })], [], inAugust);
      expect(due?.lines).toEqual([{ ...carried, benefit: 'opening' }]);
    });

    test('over the turn of the year', () => {
      const inJanuary = PeriodId.parse('assistance.06.2017-01');
      const owed = { ...openingCarryOver, month: aMonth('2017-01') };
      const [due] = entitled([aRecipient(1, { openingCarryOver: owed })], [], inJanuary);
      expect(due?.lines[0]).toMatchObject({ month: '2016-12', carriedFrom: 'assistance.06.2016-12' });
    });

    test('not again in the next month, whose plan has it from the one that did not pay it', () => {
      const recipient = aRecipient(1, { openingCarryOver });
      const [due] = entitled([recipient], [], inAugust);
      const left = carriedOver(aPayout(1, { lines: [...(due?.lines ?? [])], amount: 810_000 }));
      const [next] = entitled([recipient], [left], inSeptember);
      expect(next?.lines).toEqual([
        carried,
        aLine(270_000, { carriedFrom: inAugust }),
        aLine(270_000, { month: aMonth('2016-09') }),
      ]);
    });
  });

  test('name the period that owed a line and did not pay it', () => {
    const [due] = entitled([aRecipient(1)], [owedInJuly(1)], inAugust);
    expect(due?.lines).toEqual([
      { kind: 'regular', benefit: '5(5)b', month: july, amount: 270_000, source, carriedFrom: inJuly },
      { kind: 'regular', benefit: '5(5)b', month: august, amount: 270_000, source },
    ]);
  });

  test('go on naming the first of them, however often it is carried over', () => {
    const lines = [aLine(270_000, { carriedFrom: inJuly }), aLine(270_000)];
    const [due] = entitled([], [carriedOver(aPayout(1, { lines }))], inSeptember);
    expect(due?.lines.map(({ carriedFrom }) => carriedFrom)).toEqual([inJuly, inAugust]);
  });

  test.each([
    ['who was stopped', [aRecipient(1, { status: 'stopped' as const })]],
    ['who is in no register', []],
  ])('are owed to somebody %s', (_, register) => {
    expect(entitled(register, [owedInJuly(1)], inAugust)).toEqual([
      { recipientId: anId(1), lines: [aLine(270_000, { month: july, carriedFrom: inJuly })] },
    ]);
  });

  describe('of a payout that the month before turned out to have paid', () => {
    const owed = [owedInJuly(1), owedInJuly(2)];
    const linesOf = (lates: readonly Late[]) =>
      entitled([aRecipient(1)], owed, inAugust, lates).map(({ lines }) =>
        lines.map((line) => line.carriedFrom),
      );

    test('owe its lines no more, and everybody else’s still', () => {
      expect(linesOf([aLate(1, { decision: 'confirmed' })])).toEqual([[undefined], [inJuly]]);
      expect(linesOf([aLate(2, { decision: 'confirmed' })])).toEqual([[undefined, inJuly].toReversed()]);
    });

    test.each<[string, Partial<Late>]>([
      ['nobody has decided about', {}],
      ['was rejected', { decision: 'rejected' }],
      ['said that nobody was paid', { saysPaid: false, decision: 'confirmed' }],
      ['is of another month', { periodId: inSeptember, decision: 'confirmed' }],
    ])('owe them where the late result %s', (_, given) => {
      expect(linesOf([aLate(1, given)])).toEqual([[inJuly, undefined], [inJuly]]);
    });

    test('owe what came after it: the question of July is answered when August is carried over too', () => {
      const held = { periodId: inJuly, proofId: 'L' };
      const lines = [aLine(270_000, { month: july, carriedFrom: inJuly }), aLine(270_000)];
      const stillOwed = carriedOver(aPayout(1, { lines, amount: 540_000, held }));
      const [due] = entitled([], [stillOwed], inSeptember, [aLate(1, { decision: 'confirmed' })]);
      expect(due?.lines).toEqual([aLine(270_000, { carriedFrom: inAugust })]);
    });
  });

  test('are a register’s money, its arrears and what was carried over, to the last đồng', () => {
    const once = fc.option(fc.record({ amount, month: fc.constantFrom(july, august) }), { nil: undefined });
    const register = numbers().chain((all) =>
      fc.tuple(
        ...all.map((number) =>
          fc
            .record({
              status: fc.constantFrom('active' as const, 'stopped' as const),
              amount,
              owed: once,
              funeral: once,
              openingCarryOver: once,
              isBenefit: fc.boolean(),
            })
            .map(({ owed, isBenefit, amount: of, ...given }) =>
              aRecipient(number, {
                ...given,
                benefits: isBenefit ? [{ ...aBenefit(of), arrears: owed }] : [],
              }),
            ),
        ),
      ),
    );
    const before = numbers().chain((all) =>
      fc.tuple(...all.map((number) => amount.map((of) => owedInJuly(number, [aLine(of)])))),
    );
    fc.assert(
      fc.property(register, before, (people, carried) => {
        const due = entitled(people, carried, inAugust);
        const active = people.filter(({ status }) => status === 'active');
        const benefits = active.flatMap((one) => one.benefits);
        const owedOnce = [
          ...benefits.map(({ arrears }) => arrears),
          ...active.flatMap(({ funeral, openingCarryOver }) => [funeral, openingCarryOver]),
        ].flatMap((one) => (one?.month === august ? [one] : []));
        const owed = totalOf(benefits) + totalOf(owedOnce) + totalOf(carried.flatMap(({ lines }) => lines));
        expect(totalOf(due.flatMap(({ lines }) => lines))).toBe(owed);
        expect(new Set(due.map(({ recipientId }) => recipientId)).size).toBe(due.length);
        expect(due.filter(({ lines }) => lines.length === 0)).toEqual([]);
      }),
    );
  });
});
