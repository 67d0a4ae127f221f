import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { type ReminderFacts, reminderText } from '../../shared/domain/reminder-text.ts';
import { partsOfText } from '../../shared/domain/sms-text.ts';
import { characterOf, vietnamese } from '../support/arbitrary.ts';
import { aDay, aSettings, inAugust } from '../support/build.ts';

const facts = (given: Partial<ReminderFacts> = {}): ReminderFacts => ({
  periodId: inAugust,
  rules: aSettings().messages,
  names: ['Hoàng Thị X'],
  office: 'BĐVHX Yên Hân',
  lastDay: aDay('2016-08-19'),
  ...given,
});

/** GSM 03.38, default alphabet; its extension table costs two places and is left out. */
const gsm7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

describe('reminderText', () => {
  test('says whose money, where, until when, papers, no fee and whom to ask', () => {
    expect(reminderText(facts())).toBe(
      'BDBACKAN: Tro cap thang 08/2016 cua ong/ba HOANG THI X chua nhan. ' +
        'Moi den BDVHX Yen Han truoc 20/08, mang CCCD. KHONG mat phi. Hoi: 1900545481',
    );
  });

  test('names how many share the phone, not who', () => {
    const text = reminderText(facts({ names: ['Hoàng Thị X', 'Lý Văn Thu', 'Bàn Thị Y'] }));
    expect(text).toContain(' cua 3 nguoi chua nhan.');
    expect(text).not.toMatch(/HOANG|LY VAN|BAN THI/);
  });

  test('counts the last day in, over the end of a month and a year', () => {
    expect(reminderText(facts({ lastDay: aDay('2016-08-31') }))).toContain(' truoc 01/09,');
    const january = PeriodId.parse('assistance.06.2017-01');
    const text = reminderText(facts({ periodId: january, lastDay: aDay('2016-12-31') }));
    expect(text).toContain('thang 01/2017');
    expect(text).toContain(' truoc 01/01,');
  });

  test('shortens a long name before a long office, and both where it must', () => {
    const [long, office] = [
      'Nguyễn Phước Công Tằng Tôn Nữ Hoàng Thị Bích',
      'Điểm Bưu điện - Văn hoá xã Yên Hân',
    ];
    const text = reminderText(facts({ names: [long], office }));
    expect(text).toContain(' cua ong/ba NGUYEN');
    expect(text).toContain(' Moi den Diem Buu dien - Van hoa');
    expect(text.length).toBeLessThanOrEqual(160);
  });

  test('turns signs that a phone would not get into spaces', () => {
    const text = reminderText(facts({ names: ['Hoàng [Thị] €X 😀'], office: 'Nhà\nvăn hoá {thôn}' }));
    expect(Array.from(text).every((character) => gsm7.has(character))).toBe(true);
    expect(text).not.toMatch(/[\n€[\]{}]/);
  });

  const brand = fc.string({ unit: characterOf('ABCxyz09._-'), minLength: 1, maxLength: 11 });
  const hotline = fc.string({ unit: characterOf('0123456789'), minLength: 6, maxLength: 12 });
  const name = fc.oneof(vietnamese(), fc.string({ unit: 'grapheme', minLength: 1 }));
  const any = fc
    .record({ brand, hotline, names: fc.array(name, { minLength: 1, maxLength: 12 }), office: name })
    .map(({ names, office, ...own }) => facts({ names, office, rules: { ...aSettings().messages, ...own } }));

  test('is always one part of GSM-7 with brand, hotline and the word about the fee', () => {
    fc.assert(
      fc.property(any, (given) => {
        const text = reminderText(given);
        const { brand: from, hotline: ask } = given.rules;
        expect(text.length).toBeLessThanOrEqual(160);
        expect(partsOfText(text)).toBe(1);
        expect(Array.from(text).filter((character) => !gsm7.has(character))).toEqual([]);
        expect(text.startsWith(`${from}: `)).toBe(true);
        expect(text.endsWith(`, mang CCCD. KHONG mat phi. Hoi: ${ask}`)).toBe(true);
        expect(text).toContain(' truoc 20/08');
      }),
    );
  });

  test('says no amount and has no link, whatever names people have', () => {
    const named = any.chain((given) =>
      fc.tuple(vietnamese(), vietnamese()).map(([one, office]) => ({ ...given, names: [one], office })),
    );
    fc.assert(
      fc.property(named, (given) => {
        const { brand: from, hotline: ask } = given.rules;
        const own = reminderText(given).slice(from.length, -ask.length);
        expect(own.match(/\d+/g)).toEqual(['08', '2016', '20', '08']);
        expect(own).not.toMatch(/http|www|:\/\//i);
      }),
    );
  });

  test('always leaves enough of the office to find it', () => {
    fc.assert(
      fc.property(any, (given) => {
        const office = 'Diem Buu dien Van hoa xa Yen Han';
        expect(reminderText({ ...given, office })).toContain('Moi den Diem Buu dien Van hoa xa');
      }),
    );
  });
});
