import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Payout } from '../../../shared/domain/payout.ts';
import { payoutNumber } from '../../../shared/domain/payout-number.ts';
import { standingOf, sumOfStanding } from '../../../shared/domain/standing.ts';
import { type PackLine, paidSheet, tableCsv, unpaidSheet } from '../../../shared/lists/report/pack-lists.ts';
import { shuffled } from '../../support/arbitrary.ts';
import {
  aCollector,
  aDecision,
  aLine,
  anAttempt,
  aPayout,
  aRecipient,
  atHome,
  carriedOver,
  noon,
  paid,
} from '../../support/build.ts';
import { settledPayouts } from '../../support/ended.ts';
import { csvCells } from '../../support/list-files.ts';

const lineOf = (payout: Payout, given: Partial<PackLine> = {}): PackLine => ({
  payout,
  recipient: aRecipient(1),
  communeName: 'Xã Yên Hân',
  pointName: 'BĐVHX Yên Hân',
  ...given,
});
const number = payoutNumber(aPayout(1));
const who = ['01834', 'Xã Yên Hân', number, 'Hoàng Thị 1', '1936', 'Nà Làng', '', 270_000];
const point = 'BĐVHX Yên Hân';

describe('who was paid', () => {
  test('how much, to whom, on which day, where and on which proof', () => {
    expect(paidSheet([lineOf(paid(aPayout(1)))]).rows).toEqual([
      [...who, 'Chính chủ / Self', '03/08/2016', point, 'P'],
    ]);
  });

  test('at home and by a guardian too', () => {
    const atDoor = paid(aPayout(1, { place: atHome(), collectorKey: 'A' }));
    const guardian = { ...atDoor, completion: { ...atDoor.completion, paidTo: 'guardian' as const } };
    const recipient = aRecipient(1, { collector: aCollector('A') });
    const [row] = paidSheet([lineOf(guardian, { recipient })]).rows;
    expect(row?.[6]).toBe('Lý Văn A');
    expect(row?.slice(8, 11)).toEqual([
      'Người giám hộ / Guardian',
      '03/08/2016',
      `Tại nhà / At home (${point})`,
    ]);
  });

  test.each([
    ['has another by now', 'A', aCollector('B'), 'đã đổi sau khi chi / changed since'],
    ['has none any more', 'A', undefined, 'đã đổi sau khi chi / changed since'],
    ['had none then', undefined, aCollector('B'), ''],
  ])('the collector of then: nobody else where the register %s', (_, collectorKey, collector, shown) => {
    const lines = (payout: Payout) => [lineOf(payout, { recipient: aRecipient(1, { collector }) })];
    const payout = aPayout(1, { collectorKey });
    expect(paidSheet(lines(paid(payout))).rows[0]?.[6]).toBe(shown);
    expect(unpaidSheet(lines(carriedOver(payout))).rows[0]?.[6]).toBe(shown);
  });

  test('whoever left the register since is there all the same', () => {
    const [row] = paidSheet([lineOf(paid(aPayout(1)), { recipient: undefined })]).rows;
    expect(row?.slice(2, 5)).toEqual([number, '(không còn trong sổ / not in the register)', '']);
  });
});

describe('who was not paid', () => {
  test.each<[string, Payout, unknown[]]>([
    [
      'nobody came: carried over',
      carriedOver(aPayout(1)),
      ['Chuyển kỳ sau / Carried over', 'Vắng mặt / Absent', '', 1, ''],
    ],
    [
      'for the third month: for review, and nothing else',
      carriedOver(aPayout(1, { missedBefore: 2, attempts: [anAttempt('AWAY')] })),
      [
        'Chuyển kỳ sau / Carried over',
        'Đi xa / Away',
        '',
        3,
        'Đề nghị xem xét, hệ thống không tự dừng / For review, nothing stops by itself',
      ],
    ],
    [
      'handed back by a decision',
      { ...aPayout(1), state: 'handedBack', decision: aDecision('DIED') },
      ['Thôi chi theo quyết định / Ended by decision', 'Đã chết / Died', '112/QĐ-UBND', '', ''],
    ],
    [
      'withheld by a decision',
      { ...aPayout(1), state: 'withheld', decision: aDecision('DETAINED') },
      ['Tạm giữ / Withheld', 'Bị tạm giữ, tạm giam / Detained', '112/QĐ-UBND', '', ''],
    ],
    [
      'still open where nothing balances',
      aPayout(1),
      ['Chưa kết thúc / Still open', 'Vắng mặt / Absent', '', '', ''],
    ],
  ])('%s', (_, payout, fate) => {
    expect(unpaidSheet([lineOf(payout)]).rows).toEqual([[...who, point, ...fate]]);
  });

  test('what the month before had paid late stands beside what was paid now', () => {
    const settledLate = { proofId: 'L', lines: [aLine(135_000)], by: 'accountant-1', at: noon.toISOString() };
    const lines = [lineOf(paid(aPayout(1, { settledLate })))];
    expect(paidSheet(lines).rows).toHaveLength(1);
    const late = [
      'Thôi chi theo quyết định / Ended by decision',
      'Kỳ trước đã trả / Paid in an earlier period',
      '',
      '',
      '',
    ];
    expect(unpaidSheet(lines).rows).toEqual([[...who.slice(0, 7), 135_000, point, ...late]]);
  });
});

describe('both lists', () => {
  const totalOf = ({ foot }: ReturnType<typeof paidSheet>) => foot?.[0]?.[7];

  test('add up to what was approved, and name everybody', () => {
    fc.assert(
      fc.property(settledPayouts, (all) => {
        const lines = all.map((payout) => lineOf(payout));
        const standing = standingOf(all);
        expect(totalOf(paidSheet(lines))).toBe(standing.paid.amount);
        const notPaid = sumOfStanding(standing).amount - standing.paid.amount;
        expect(totalOf(unpaidSheet(lines))).toBe(notPaid);
        const numbers = [...paidSheet(lines).rows, ...unpaidSheet(lines).rows].map((row) => row[2]);
        expect(new Set(numbers).size).toBe(all.length);
      }),
    );
  });

  test('stand in the same order however they were read', () => {
    const lines = settledPayouts
      .map((all) => all.map((payout) => lineOf(payout)))
      .chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(lines, ([all, inAnyOrder]) => {
        expect(unpaidSheet(inAnyOrder)).toEqual(unpaidSheet(all));
        expect(paidSheet(inAnyOrder)).toEqual(paidSheet(all));
      }),
    );
  });

  test('as CSV carry no formula', () => {
    const recipient = aRecipient(1, { name: '=HYPERLINK("http://x")', hamlet: '+Nà Làng' });
    const csv = csvCells(tableCsv(paidSheet([lineOf(paid(aPayout(1)), { recipient })])));
    expect(csv[0]?.slice(0, 3)).toEqual(['Mã xã / Code', 'Xã / Commune', 'Số chi trả / Payout']);
    expect(csv[1]?.slice(3, 6)).toEqual([`'=HYPERLINK("http://x")`, '1936', `'+Nà Làng`]);
    expect(csv).toHaveLength(2);
  });
});
