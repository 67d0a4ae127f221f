import { describe, expect, test } from 'vitest';
import { Settings } from '../../shared/domain/settings.ts';
import { aSettings } from '../support/build.ts';

const { calendar, messages } = aSettings();

const days = (given: Partial<typeof calendar>) => ({ calendar: { ...calendar, ...given } });
const hours = (fromHour: number, toHour: number) => ({ messages: { ...messages, fromHour, toHour } });

describe('Settings', () => {
  test.each(['Asia/Ho_Chi_Minh', 'Asia/Saigon', 'UTC'])('know the zone %s', (timeZone) => {
    expect(Settings.safeParse({ ...aSettings(), timeZone }).success).toBe(true);
  });

  test.each([
    ['an unknown zone', { timeZone: 'Asia/Yen_Han' }, 'timeZone'],
    ['no zone', { timeZone: '' }, 'timeZone'],
    ['a day that not every month has', { calendar: { ...calendar, closeOnDay: 31 } }, 'calendar.closeOnDay'],
    ['an hour that is none', { messages: { ...messages, toHour: 24 } }, 'messages.toHour'],
    ['a brand that is too long', { messages: { ...messages, brand: 'BUUDIENBACKAN' } }, 'messages.brand'],
    ['a brand with accents', { messages: { ...messages, brand: 'BĐ BẮC KẠN' } }, 'messages.brand'],
    ['a hotline with signs', { messages: { ...messages, hotline: '1900 545 481' } }, 'messages.hotline'],
    ['too many reminders', { messages: { ...messages, perPayoutMax: 6 } }, 'messages.perPayoutMax'],
    [
      'a province that is no code',
      { provinces: { BK: { name: 'Bắc Kạn', standard: 270_000 } } },
      'provinces.BK',
    ],
    [
      'a standard in halves',
      { provinces: { '06': { name: 'Bắc Kạn', standard: 0.5 } } },
      'provinces.06.standard',
    ],
    ['no coefficient', { coefficients: [] }, 'coefficients'],
    [
      'a group of ages that end before they begin',
      { groups: { '5.5b': { ages: [80, 79] } } },
      'groups.5.5b.ages',
    ],
    ['a group with a field that nobody knows', { groups: { '5.5b': { age: 80 } } }, 'groups.5.5b'],
    ['a column without more names', { headers: { amount: [] } }, 'headers.amount'],
    ['a holiday that is none', { holidays: ['2016-02-30'] }, 'holidays.0'],
    ['a field that nobody knows', { recipientFee: 1_000 }, ''],
    ['payout days that end before they begin', days({ payoutDays: [10, 9] }), 'calendar'],
    ['a catch-up that ends before the payout days', days({ catchUpUntilDay: 9 }), 'calendar'],
    ['sheets due before the catch-up ends', days({ sheetsDueOnDay: 16 }), 'calendar'],
    ['a close on the day on which sheets are due', days({ closeOnDay: 18 }), 'calendar'],
    ['messages that end before they begin', hours(19, 8), 'messages'],
    ['messages that end when they begin', hours(8, 8), 'messages'],
  ])('with %s name that field', (_, wrong, path) => {
    const read = Settings.safeParse({ ...aSettings(), ...wrong });
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test.each([
    ['one payout day', days({ payoutDays: [10, 10] })],
    ['no catch-up after the payout days', days({ catchUpUntilDay: 10 })],
    ['sheets due when the catch-up ends', days({ sheetsDueOnDay: 17 })],
    ['one hour for messages', hours(8, 9)],
    [
      'groups with and without a name and ages',
      { groups: { '5.5b': { name: 'Người cao tuổi', ages: [80, 80] }, '5.6': {} } },
    ],
    ['more names for columns', { headers: { amount: ['Tiền hỗ trợ'] } }],
  ])('may have %s', (_, given) => {
    expect(Settings.safeParse({ ...aSettings(), ...given }).success).toBe(true);
  });
});
