import { type CellValue, readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { endingOf } from '../../../shared/domain/ending.ts';
import type { Payout } from '../../../shared/domain/payout.ts';
import { settle, type Settlement } from '../../../shared/domain/settlement.ts';
import { standingOf, sumOfStanding } from '../../../shared/domain/standing.ts';
import { type Pack, packOf } from '../../../shared/lists/report/pack-figures.ts';
import { packWorkbook } from '../../../shared/lists/report/pack-workbook.ts';
import {
  aCommune,
  aDecision,
  aPayout,
  atPoint,
  carriedOver,
  hanoi,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../../support/build.ts';
import { aReminder, at } from '../../support/facts.ts';

const hanMai = aCommune('01840');
const here: Payout[] = [
  paid(aPayout(1)),
  carriedOver(aPayout(2, { missedBefore: 2 })),
  { ...aPayout(3), state: 'handedBack', decision: aDecision('DIED') },
];
const there: Payout[] = [
  paid(aPayout(4, { commune: hanMai, place: atPoint('2016-08-03', '01840-1'), amount: 405_000 })),
  {
    ...aPayout(5, { commune: hanMai, place: atPoint('2016-08-03', '01840-1') }),
    state: 'withheld',
    decision: aDecision('DETAINED'),
  },
];
const reminders = [aReminder({ status: 'sent', parts: 1, price: 750 })];
const communeOf = (commune: typeof yenHan, payouts: Payout[]) => ({
  commune,
  submitted: sumOfStanding(standingOf(payouts)),
  standing: standingOf(payouts),
  ending: endingOf({ payouts, reminders, late: [], conflicts: 1 }),
});
const communes = [communeOf(yenHan, here), communeOf(hanMai, there)];
const packed = (given: Partial<Settlement> = {}): Pack => {
  const approved = { count: 5, amount: 1_485_000 };
  const funded = { approved, received: 1_500_000, payerFee: { kind: 'perRecipient', dong: 6_600 } } as const;
  return packOf({
    province: 'Bắc Kạn',
    timeZone: hanoi,
    approval: {
      submittedBy: 'planner-1',
      submittedAt: '2016-07-29T02:15:00.000Z',
      approvedBy: 'approver-1',
      approvedAt: '2016-07-30T18:05:00.000Z',
      voucher: 'UNC-7/2016',
    },
    settlement: { ...settle(inAugust, communes, funded, noon), ...given },
    communes,
    names: new Map([
      ['01834', 'Yên Hân'],
      ['01840-1', 'BĐVHX Hân Mai'],
    ]),
    keys: ['pack.json', 'unpaid-01834.csv', 'paid-01834.xlsx'].map(
      (name) => `reports/periods/${inAugust}/${name}`,
    ),
  });
};
/** Sheets by the Vietnamese half of their names, without headers and what stands above them. */
const read = async (pack: Pack): Promise<Map<string, CellValue[][]>> => {
  const { sheets } = await readXlsx(await packWorkbook(pack));
  return new Map(
    sheets.map(({ name, rows }) => [
      name.split(' - ')[0] ?? '',
      rows.slice(rows.findIndex((row) => !row.includes(null)) + 1),
    ]),
  );
};

describe('the pack', () => {
  test('begins with the month, the province and who answers for it', async () => {
    const { sheets } = await readXlsx(await packWorkbook(packed()));
    expect(sheets[0]?.rows.slice(0, 8).map((row) => row.slice(0, 2))).toEqual([
      ['HỒ SƠ CHI TRẢ TRỢ CẤP XÃ HỘI / PACK OF THE MONTH', null],
      ['Kỳ chi trả / Period', 'Tháng 08/2016'],
      ['Tỉnh / Province', 'Bắc Kạn'],
      ['Chốt lúc / Closed on', '12:00 03/08/2016'],
      ['Người trình / Submitted by', 'planner-1, 09:15 29/07/2016'],
      ['Người duyệt / Approved by', 'approver-1, 01:05 31/07/2016'],
      ['Chứng từ nhận tiền / Voucher of the money', 'UNC-7/2016'],
      [null, null],
    ]);
  });

  test('tells the money, to the đồng', async () => {
    const sheets = await read(packed());
    expect(sheets.get('Tiền')).toEqual([
      ['Kết quả / Status', null, null, 'Khớp / Balanced'],
      ['Được duyệt / Approved', 5, 1_485_000, null],
      ['Đã trả / Paid', 2, 675_000, null],
      ['Trong đó tại nhà / Of which at home', 0, 0, null],
      ['Chuyển kỳ sau / Carried over', 1, 270_000, null],
      ['Thôi chi theo quyết định / Ended by decision', 1, 270_000, null],
      ['Tạm giữ / Withheld', 1, 270_000, null],
      ['Chênh lệch / Difference', null, 0, null],
      ['Đã nhận / Received', null, 1_500_000, null],
      ['Phải nộp trả / To be handed back', null, 825_000, null],
      ['Còn phải nộp / Still to be handed back', null, 825_000, null],
      ['Phí chi trả, ngân sách trả / Payer’s fee, paid by the budget', null, 13_200, null],
      ['Người hưởng trả phí / Fee paid by recipients', null, 0, null],
    ]);
  });

  test('tells what was returned and how it was adjusted', async () => {
    const adjustment = {
      amount: 1,
      reason: 'MONEY_LOST',
      paper: '112/QĐ-UBND',
      askedBy: 'accountant-1',
      askedAt: at,
    } as const;
    const returned = [{ amount: 800_000, voucher: 'UNC-1', by: 'accountant-1', at }];
    const money = (await read(packed({ adjustment, returned, status: 'unbalanced', difference: 1 }))).get(
      'Tiền',
    );
    expect(money).toContainEqual(['Kết quả / Status', null, null, 'Chưa khớp / Not balanced']);
    expect(money).toContainEqual([
      'Chênh lệch / Difference',
      null,
      1,
      'Mất tiền / Money lost, 112/QĐ-UBND, chờ duyệt / to be confirmed',
    ]);
    expect(money).toContainEqual(['Đã nộp / Returned', null, 800_000, 'UNC-1']);
    expect(money).toContainEqual(['Còn phải nộp / Still to be handed back', null, 25_000, null]);
    const confirmed = { ...adjustment, confirmedBy: 'approver-1', confirmedAt: at };
    const after = (await read(packed({ adjustment: confirmed, status: 'adjusted', difference: 1 }))).get(
      'Tiền',
    );
    expect(after?.[0]?.[3]).toBe('Đã điều chỉnh / Adjusted');
    expect(after?.[7]?.[3]).toBe('Mất tiền / Money lost, 112/QĐ-UBND, đã duyệt / confirmed');
  });

  test('adds up by commune and by point', async () => {
    const sheets = await read(packed());
    expect(sheets.get('Theo xã')).toEqual([
      ['01834', 'Yên Hân', 3, 810_000, 1, 270_000, 270_000, 270_000, 0, 1, 'x'],
      ['01840', '01840', 2, 675_000, 1, 405_000, 0, 0, 270_000, 0, 'x'],
      [null, 'Tổng cộng / Total', 5, 1_485_000, 2, 675_000, 270_000, 270_000, 270_000, 1, null],
    ]);
    expect(sheets.get('Theo điểm')).toEqual([
      ['01834', '01834-1', '01834-1', 1, 270_000, 2, 540_000],
      ['01840', '01840-1', 'BĐVHX Hân Mai', 1, 405_000, 1, 270_000],
    ]);
  });

  test('says why money was not handed over, and what is left to decide', async () => {
    const sheets = await read(packed());
    expect(sheets.get('Lý do chưa trả')).toEqual([
      ['Chuyển kỳ sau / Carried over', 'Vắng mặt / Absent', 1, 270_000],
      ['Theo quyết định / By decision', 'Đã chết / Died', 1, 270_000],
      ['Theo quyết định / By decision', 'Bị tạm giữ, tạm giam / Detained', 1, 270_000],
    ]);
    expect(sheets.get('Cần xem, tin nhắn')).toEqual([
      ['Chưa lĩnh từ 3 tháng liền / Not collected for 3 months or more', 1],
      ['Kết quả đến muộn chờ kế toán / Late results to decide', 0],
      ['Kết quả mâu thuẫn / Conflicting results', 2],
      ['Tin nhắn đã gửi / Messages sent', 2],
      ['Tin nhắn không rõ / Messages uncertain', 0],
      ['Tin nhắn đã hủy / Messages dropped', 0],
      ['Số phần tin nhắn / Message parts', 2],
      ['Cước tin nhắn (đ) / Cost of messages', 1_500],
    ]);
  });

  test('names the lists, and nothing else that lies there', async () => {
    const pack = packed();
    const lists = ['paid-01834.xlsx', 'unpaid-01834.csv'].map(
      (name) => `reports/periods/${inAugust}/${name}`,
    );
    expect(pack.files).toEqual(lists);
    expect((await read(pack)).get('Tệp')).toEqual(lists.map((key) => [key]));
  });

  test('of communes that were sealed before endings were kept has their money all the same', () => {
    const old = communes.map((one) => ({ ...one, ending: undefined }));
    const pack = packOf({ ...packed(), communes: old, names: new Map(), keys: [] });
    expect(pack).toMatchObject({ points: [], longMissed: 0, unpaidReasons: {}, decisions: {} });
    expect(pack.communes).toMatchObject([{ isBalanced: true }, { isBalanced: true }]);
  });
});
