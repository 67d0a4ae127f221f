import { groups, standard } from './benefits.ts';

export const programme = 'assistance';
export const province = '06';

/** What Bắc Kạn would have decided for 2016; the message rules are the product's defaults. */
export const sampleSettings = {
  programme,
  from: '2016-01-01',
  timeZone: 'Asia/Ho_Chi_Minh',
  trustInbox: true,
  provinces: { [province]: { name: 'Bắc Kạn', standard } },
  coefficients: [1, 1.5, 2, 2.5, 3],
  groups,
  calendar: {
    openOnDay: 20,
    submitBeforeDay: 25,
    payoutDays: [1, 10],
    catchUpUntilDay: 17,
    sheetsDueOnDay: 18,
    closeOnDay: 19,
  },
  /** New Year; Tết; Hùng kings (a Saturday, so Monday 18 April); 30 April and 1 May (a weekend); National Day. */
  holidays: [
    '2016-01-01',
    '2016-02-07',
    '2016-02-08',
    '2016-02-09',
    '2016-02-10',
    '2016-02-11',
    '2016-02-12',
    '2016-04-18',
    '2016-05-02',
    '2016-05-03',
    '2016-09-02',
  ],
  messages: {
    brand: 'BDBACKAN',
    hotline: '1900545481',
    fromHour: 8,
    toHour: 19,
    perPayoutMax: 2,
    perPhoneMax: 3,
    lastCallDaysBefore: 3,
    partPrice: 250,
  },
} as const;
