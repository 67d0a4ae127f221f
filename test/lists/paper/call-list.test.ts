import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { AttemptReason } from '../../../shared/domain/payout.ts';
import type { CallLine } from '../../../shared/lists/paper/call-columns.ts';
import { callList } from '../../../shared/lists/paper/call-list.ts';
import { paperWorkbook } from '../../../shared/lists/paper/paper-workbook.ts';
import { amount, numbers, shuffled, vietnamese } from '../../support/arbitrary.ts';
import {
  aCollector,
  aDay,
  aLine,
  anAttempt,
  aPayout,
  aPeriod,
  aRecipient,
  atHome,
} from '../../support/build.ts';
import { aReminder } from '../../support/facts.ts';

const facts = {
  period: aPeriod(),
  today: aDay('2016-08-04'),
  province: 'Bắc Kạn',
  commune: { name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' },
  office: 'BĐVHX Yên Hân',
};
const bytesOf = (lines: readonly CallLine[]) => paperWorkbook(callList(facts, lines));
const rowsOf = async (lines: readonly CallLine[]) => {
  const { sheets } = await readXlsx(await bytesOf(lines));
  const rows = sheets[0]?.rows ?? [];
  return rows.map((row) => row.filter((cell) => cell !== null)).filter((row) => row.length > 0);
};
const line = (
  number: number,
  recipient: Parameters<typeof aRecipient>[1] = {},
  given: Partial<Omit<CallLine, 'recipient'>> = {},
): CallLine => ({
  payout: aPayout(number, { collectorKey: recipient.collector?.key }),
  recipient: aRecipient(number, recipient),
  reminder: undefined,
  ...given,
});

describe('callList', () => {
  test('is what an officer calls from: where to come, hamlets, people, phones, reasons, messages', async () => {
    const phone = { phone: '+84912345678', phoneKey: 'K' };
    const rows = await rowsOf([
      line(2, { name: 'Nông Văn Tuấn', hamlet: 'Bản Cốc', ...phone }, { reminder: aReminder() }),
      line(
        1,
        { name: 'Hoàng Thị Xuân', born: '1936-05-03', collector: { ...aCollector('C'), name: 'Lý Thu' } },
        {
          payout: aPayout(1, {
            place: atHome(),
            collectorKey: 'C',
            attempts: [anAttempt('AWAY'), anAttempt('SICK_AT_HOME')],
          }),
        },
      ),
    ]);
    expect(rows).toEqual([
      ['BƯU ĐIỆN BẮC KẠN · Xã Yên Hân, huyện Chợ Mới'],
      ['DANH SÁCH NGƯỜI CHƯA NHẬN TRỢ CẤP XÃ HỘI'],
      ['Tháng 8 năm 2016'],
      ['Nơi nhận: BĐVHX Yên Hân, đến hết thứ Tư, ngày 17/8/2016'],
      ['Tính đến sáng 04/8/2016; ai đã nhận sau đó xin đừng gọi nữa. Không nói số tiền qua điện thoại.'],
      [
        'STT',
        'Họ và tên',
        'Năm sinh',
        'Điện thoại',
        'Người nhận thay',
        'Đã hẹn',
        'Lý do chưa nhận',
        'Tin nhắn',
        'Cán bộ hỏi được',
      ],
      ['Bản Cốc: 1 người'],
      [1, 'Nông Văn Tuấn', '1936', '0912 345 678', 'Tại điểm 03/8', 'Vắng mặt', 'Gửi 04/8'],
      ['Nà Làng: 1 người'],
      [
        2,
        'Hoàng Thị Xuân',
        '1936',
        'không có số',
        'Lý Thu (con)',
        'Tại nhà 03/8',
        'Đi xa (03/8); Ốm tại nhà (03/8)',
        'Chưa gửi',
      ],
    ]);
  });

  test.each([
    ['sent', 'Đã gửi 04/8'],
    ['uncertain', 'Chưa rõ 04/8'],
    ['sending', 'Chưa rõ 04/8'],
    ['queued', 'Gửi 04/8'],
    ['dropped', 'Chưa gửi'],
    ['expired', 'Chưa gửi'],
  ] as const)('says what became of the message: %s', async (status, words) => {
    const rows = await rowsOf([line(1, {}, { reminder: aReminder({ status }) })]);
    expect(rows.at(-1)).toContain(words);
  });

  test.each(AttemptReason.options)('has words of its own for %s', async (reason) => {
    const rows = await rowsOf([line(1, {}, { payout: aPayout(1, { attempts: [anAttempt(reason)] }) })]);
    expect(rows.at(-1)?.some((cell) => /^\p{Lu}[\p{L}, ]+ \(03\/8\)$/u.test(String(cell)))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(reason);
  });

  test('repeats its titles on every page, with where to come at the foot', () => {
    const page = callList(facts, [line(1)]);
    expect(page.repeated).toEqual([5, 5]);
    expect(page.footer).toBe(
      'Mời đến BĐVHX Yên Hân, đến hết thứ Tư, ngày 17/8/2016 · Người nhận không phải trả bất kỳ khoản phí nào.',
    );
  });

  const people = numbers(12).chain((all) =>
    fc.tuple(
      ...all.map((number) =>
        fc
          .record({
            hamlet: fc.constantFrom('', 'Nà Làng', 'Bản 2', 'Bản 10'),
            name: vietnamese(4),
            owed: amount,
          })
          .map(({ hamlet, name, owed }) =>
            line(
              number,
              { hamlet, name: name.normalize('NFC') },
              { payout: aPayout(number, { amount: owed, lines: [aLine(owed)] }) },
            ),
          ),
      ),
    ),
  );

  test('has everybody once, no amount and no benefit group, and the same bytes whatever order they come in', async () => {
    const both = people.chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    await fc.assert(
      fc.asyncProperty(both, async ([all, other]) => {
        const rows = await rowsOf(all);
        const named = rows.filter(([first]) => typeof first === 'number');
        expect(named.map(([first]) => first)).toEqual(all.map((_, at) => at + 1));
        expect(new Set(named.map(([, who]) => who))).toEqual(
          new Set(all.map(({ recipient }) => recipient?.name)),
        );
        const text = JSON.stringify(rows);
        for (const { payout } of all) expect(text).not.toContain(String(payout.amount));
        expect(text).not.toContain('5(5)');
        expect(await bytesOf(other)).toEqual(await bytesOf(all));
      }),
      { numRuns: 30 },
    );
  });

  test('says when nobody is left to call, and where to come all the same', async () => {
    const rows = await rowsOf([]);
    expect(rows.at(-1)).toEqual(['Không còn ai phải gọi.']);
    expect(rows).toContainEqual(['Nơi nhận: BĐVHX Yên Hân, đến hết thứ Tư, ngày 17/8/2016']);
  });

  test('does not name whoever collects by another month’s register', async () => {
    const payout = aPayout(1, { collectorKey: 'C1' });
    const rows = await rowsOf([line(1, { collector: aCollector('C2') }, { payout })]);
    expect(rows.at(-1)).toContain('người nhận thay đã đổi');
    expect(JSON.stringify(rows)).not.toContain('Lý Văn');
  });

  test('knows nothing of whoever is in no register any more', async () => {
    const rows = await rowsOf([{ payout: aPayout(1), recipient: undefined, reminder: undefined }]);
    expect(rows.slice(-2)).toEqual([
      ['Không ghi thôn: 1 người'],
      [1, '(không còn trong sổ)', 'không có số', 'Tại điểm 03/8', 'Vắng mặt', 'Chưa gửi'],
    ]);
  });
});
