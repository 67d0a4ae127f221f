import { z } from 'zod';
import { PlainDate } from './calendar.ts';
import { Programme } from './geography.ts';
import { PayerFee } from './payer-fee.ts';

const age = z.int().min(0).max(130);
const day = z.int().min(1).max(28);
const hour = z.int().min(0).max(23);

/** Asked of the calendar itself: its list of names has only one spelling of each zone. */
const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What somebody is told whether or not they are overdue, on their own phone. */
export const NoticeKind = z.enum(['day-moved', 'new-collector', 'paid-to-proxy', 'first-payment']);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** What an authority decides for a programme from a date on; one settings file is one version. */
export const Settings = z.strictObject({
  programme: Programme,
  from: PlainDate,
  timeZone: z.string().refine(isTimeZone, 'unknown time zone'),
  /** Whether a file put into the inbox without a signed uploader goes through by itself. */
  trustInbox: z.boolean(),
  /** By province code; standard in đồng (Decree 20/2021 art. 4: never below the national one). */
  provinces: z.record(
    z.string().regex(/^\d{2}$/),
    z.strictObject({
      name: z.string().min(1),
      standard: z.int().positive(),
      /** What the province pays for the paying out; nothing where nothing is said. */
      payerFee: PayerFee.optional(),
    }),
  ),
  coefficients: z.array(z.number().positive()).min(1),
  /** The programme's benefit groups by code (`5.5b`), with the whole years of age that one fits, both ends included. */
  groups: z
    .record(
      z.string().min(1),
      z.strictObject({
        name: z.string().min(1).optional(),
        ages: z
          .tuple([age, age])
          .refine(([from, until]) => from <= until, 'the ages must come in this order: from, until')
          .optional(),
      }),
    )
    .optional(),
  /** More names for the columns of a roster, by field (`amount`: "Tiền hỗ trợ"). */
  headers: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).optional(),
  calendar: z
    .strictObject({
      openOnDay: day,
      submitBeforeDay: day,
      payoutDays: z.tuple([day, day]),
      catchUpUntilDay: day,
      sheetsDueOnDay: day,
      closeOnDay: day,
    })
    .refine(
      ({ payoutDays: [from, until], catchUpUntilDay, sheetsDueOnDay, closeOnDay }) =>
        from <= until &&
        until <= catchUpUntilDay &&
        catchUpUntilDay <= sheetsDueOnDay &&
        sheetsDueOnDay < closeOnDay,
      'the days must come in this order: payout days, catch-up, sheets due, close',
    ),
  holidays: z.array(PlainDate),
  messages: z
    .strictObject({
      /** The registered brand name, at most 11 characters (Decree 91/2020). */
      brand: z.string().regex(/^[A-Za-z0-9._-]{1,11}$/),
      hotline: z.string().regex(/^\d{6,12}$/),
      fromHour: hour,
      toHour: hour,
      perPayoutMax: z.int().min(0).max(5),
      perPhoneMax: z.int().min(0).max(10),
      lastCallDaysBefore: z.int().min(0).max(10),
      /** Đồng per message part. */
      partPrice: z.int().nonnegative(),
      /** A larger share of a point's day that is missing at once waits for the planner; 0.3 where nothing is said. */
      brakeShare: z.number().positive().max(1).optional(),
      /** Which notices are sent; all of them where nothing is said. */
      notices: z.array(NoticeKind).optional(),
      /** Who carries the messages; AWS where nothing is said. A provider's secret is in no file: it is set at deploy. */
      gateway: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('aws') }),
          z.strictObject({
            kind: z.literal('http'),
            url: z.url({ protocol: /^https?$/ }),
            account: z.string().min(1),
          }),
        ])
        .optional(),
    })
    .refine(({ fromHour, toHour }) => fromHour < toHour, 'fromHour must come before toHour'),
});
export type Settings = z.infer<typeof Settings>;
export type MessageRules = Settings['messages'];
export type MessageGateway = NonNullable<MessageRules['gateway']>;
export type BenefitGroups = NonNullable<Settings['groups']>;
/** Names of columns by field, beside those that every list knows. */
export type ExtraHeaders = NonNullable<Settings['headers']>;
