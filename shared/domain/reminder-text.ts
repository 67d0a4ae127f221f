import { addDays, type PlainDate } from './calendar.ts';
import { partsOf, type PeriodId } from './payment-period.ts';
import type { MessageRules } from './settings.ts';
import { dayAndMonth, fittedText } from './sms-text.ts';

/** What every message says of: whose assistance of which month, by whom and whom to ask. */
export type MessageFacts = Readonly<{
  periodId: PeriodId;
  rules: Pick<MessageRules, 'brand' | 'hotline'>;
  names: readonly string[];
}>;
export type ReminderFacts = MessageFacts & Readonly<{ office: string; lastDay: PlainDate }>;

/**
 * Unaccented Vietnamese in one part: brand first, whose money, where, until when, papers, no fee, hotline; no
 * link, no amount, no benefit group.
 */
export const reminderText = ({ periodId, rules, names, office, lastDay }: ReminderFacts): string =>
  fittedText(
    (who, where) =>
      `${rules.brand}: Tro cap thang ${writtenMonth(periodId)} cua ${who} chua nhan. ` +
      `Moi den ${where} truoc ${dayAndMonth(addDays(lastDay, 1))}, mang CCCD. KHONG mat phi. Hoi: ${rules.hotline}`,
    names,
    office,
  );

export const writtenMonth = (periodId: PeriodId): string => {
  const [year, month] = partsOf(periodId).month.split('-');
  return `${String(month)}/${String(year)}`;
};
