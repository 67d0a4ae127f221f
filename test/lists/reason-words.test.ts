import { describe, expect, test } from 'vitest';
import { plainText } from '../../shared/domain/folded-text.ts';
import { AttemptReason, PaidTo } from '../../shared/domain/payout.ts';
import { paidToWords, readPaid, readPaidTo } from '../../shared/lists/paid-words.ts';
import { readReason, reasonWords } from '../../shared/lists/reason-words.ts';
import { callColumns } from '../../shared/lists/paper/call-columns.ts';
import { unpaidSheet } from '../../shared/lists/report/pack-lists.ts';
import { inBothLanguages } from '../../shared/lists/spellings.ts';
import { anAttempt, aPayout, carriedOver } from '../support/build.ts';

/** How a hurried hand or another keyboard writes the same words. */
const typings = (text: string): string[] => [
  text,
  text.toUpperCase(),
  text.toLowerCase(),
  text.normalize('NFD'),
  ` ${text.replaceAll(' ', '  ')}\u00a0`,
  plainText(text),
  plainText(text).toUpperCase(),
];

describe('every word that we print is read back as what it says', () => {
  test.each(AttemptReason.options)('of the reason %s', (reason) => {
    const attempts = [anAttempt(reason)];
    const call = { payout: aPayout(1, { attempts }), recipient: undefined, reminder: undefined };
    const called = callColumns.map(({ shows }) => String(shows(call, 1)).replace(' (03/8)', ''));
    const unpaid = unpaidSheet([
      { payout: carriedOver(call.payout), recipient: undefined, communeName: '', pointName: '' },
    ]).rows.flatMap((cells) => cells.map(String));
    const said = [...called, ...unpaid].filter((text) => readReason(text) !== undefined);
    expect(said).toEqual([reasonWords[reason].vi, inBothLanguages(reasonWords[reason])]);
    for (const typed of said.flatMap(typings)) expect(readReason(typed)).toBe(reason);
    const { vi, en } = reasonWords[reason];
    for (const typed of [reason, vi, en].flatMap(typings)) expect(readReason(typed)).toBe(reason);
  });

  test('where nobody came, of absence', () => {
    const call = { payout: aPayout(1), recipient: undefined, reminder: undefined };
    expect(callColumns.map(({ shows }) => shows(call, 1))).toContain(reasonWords.ABSENT.vi);
  });

  test.each(PaidTo.options)('of whoever was paid: %s', (paidTo) => {
    const { vi, en } = paidToWords[paidTo];
    for (const typed of [paidTo, vi, en, inBothLanguages(paidToWords[paidTo])].flatMap(typings))
      expect(readPaidTo(typed)).toBe(paidTo);
  });
});

test.each<[AttemptReason, string]>([
  ['ABSENT', 'vắng'],
  ['ABSENT', 'vắng mặt'],
  ['ABSENT', 'không đến'],
  ['SICK_AT_HOME', 'ốm'],
  ['SICK_AT_HOME', 'ốm tại nhà'],
  ['AWAY', 'đi xa'],
  ['AWAY', 'đi vắng'],
  ['NO_ID_PAPER', 'không có giấy tờ'],
  ['NO_ID_PAPER', 'thiếu giấy tờ'],
  ['PROXY_INVALID_OR_EXPIRED', 'giấy uỷ quyền hết hạn'],
  ['PROXY_INVALID_OR_EXPIRED', 'giấy ủy quyền hết hạn'],
  ['NAME_MISMATCH', 'sai tên'],
  ['NAME_MISMATCH', 'không khớp tên'],
  ['DIED', 'chết'],
  ['DIED', 'đã chết'],
  ['DIED', 'mất'],
  ['DIED', 'đã mất'],
  ['MOVED', 'chuyển đi'],
  ['REFUSED', 'từ chối'],
  ['REFUSED', 'không nhận'],
  ['ROAD_OR_WEATHER', 'mưa lũ'],
  ['ROAD_OR_WEATHER', 'đường sạt lở'],
  ['ROAD_OR_WEATHER', 'thời tiết'],
  ['POINT_OUT_OF_CASH', 'hết tiền'],
  ['HOME_NOT_FOUND', 'không tìm thấy nhà'],
  ['OTHER', 'khác'],
  ['OTHER', 'lý do khác'],
])('%s is what a teller means by "%s"', (reason, text) => {
  const doubtful = ['mat', 'MAT'];
  for (const typed of typings(text).filter((one) => !doubtful.includes(one)))
    expect(readReason(typed)).toBe(reason);
});

test.each(['x', '✓', 'xong', 'đã trả', 'đã nhận', 'đã chi', 'Đã Trả', 'da tra', 'rồi'])(
  '"%s" is paid',
  (text) => {
    expect(readPaid(text)).toBe('paid');
  },
);

test.each<[PaidTo, string]>([
  ['self', 'bản thân'],
  ['self', 'chính chủ'],
  ['guardian', 'người giám hộ'],
  ['guardian', 'giám hộ'],
  ['proxy', 'người nhận thay'],
  ['proxy', 'được uỷ quyền'],
  ['proxy', 'uỷ quyền'],
  ['proxy', 'ủy quyền'],
])('%s is what a teller means by "%s"', (paidTo, text) => {
  expect(readPaidTo(text)).toBe(paidTo);
  expect(readPaidTo(plainText(text))).toBe(paidTo);
});

describe('nothing is guessed', () => {
  test.each([
    ['mặt', 'another word than mất'],
    ['mat', 'mất, mặt or mắt'],
    ['vàng mặt', 'other accents'],
    ['chưa trả', 'no reason'],
    ['đi viện', 'neither at home nor away'],
    ['vắng, ốm', 'two reasons'],
    ['?', 'nothing'],
    ['', 'nothing'],
  ])('%s is no reason: %s', (text) => {
    expect(readReason(text)).toBeUndefined();
  });

  test.each(['roi', 'rơi', 'chưa', 'chưa nhận', 'đã', 'trả', '-', ''])('"%s" is not paid', (text) => {
    expect(readPaid(text)).toBeUndefined();
  });

  test.each(['con trai', 'vợ', 'con', 'người nhà', 'Hoàng Thị X', ''])('"%s" may be anybody', (text) => {
    expect(readPaidTo(text)).toBeUndefined();
  });

  test('no word means two things', () => {
    const meanings = new Map<string, string>();
    for (const [meaning, { vi, en, also = [], accented = [] }] of Object.entries(reasonWords))
      for (const word of [meaning, vi, en, ...also, ...accented]) {
        for (const text of new Set([word, plainText(word)].map((one) => one.toLowerCase()))) {
          expect([text, meanings.get(text) ?? meaning]).toEqual([text, meaning]);
          meanings.set(text, meaning);
          expect(readPaid(text)).toBeUndefined();
        }
      }
    expect(meanings.size).toBeGreaterThan(4 * AttemptReason.options.length);
  });
});
