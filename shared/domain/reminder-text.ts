import { addDays, type PlainDate } from './calendar.ts';
import { plainText } from './folded-text.ts';
import { partsOf, type PeriodId } from './payment-period.ts';
import type { MessageRules } from './settings.ts';

/** One SMS part in GSM-7, whose basic alphabet has every character that is left after the accents are off. */
export const partLengthMax = 160;

export type ReminderFacts = Readonly<{
  periodId: PeriodId;
  rules: MessageRules;
  names: readonly string[];
  office: string;
  lastDay: PlainDate;
}>;

/**
 * Unaccented Vietnamese in one part: brand first, whose money, where, until when, papers, no fee, hotline; no
 * link, no amount, no benefit group. A name or office that is too long is shortened, the rest never is.
 */
export const reminderText = ({ periodId, rules, names, office, lastDay }: ReminderFacts): string => {
  const [year, month] = partsOf(periodId).month.split('-');
  const whole = (who: string, where: string) =>
    gsm(
      `${rules.brand}: Tro cap thang ${String(month)}/${String(year)} cua ${who} chua nhan. ` +
        `Moi den ${where} truoc ${dayAndMonth(addDays(lastDay, 1))}, mang CCCD. KHONG mat phi. Hoi: ${rules.hotline}`,
    );
  const room = partLengthMax - whole('', '').length;
  const who =
    names.length === 1
      ? `ong/ba ${plainText(names[0] ?? '').toUpperCase()}`
      : `${String(names.length)} nguoi`;
  const officeRoom = Math.max(room - who.length, Math.min(plainText(office).length, officeMin));
  const where = plainText(office).slice(0, officeRoom).trim();
  return whole(who.slice(0, room - where.length).trim(), where);
};

/** Enough of an office's name to find it. */
const officeMin = 24;

const dayAndMonth = (date: PlainDate): string => `${date.slice(8)}/${date.slice(5, 7)}`;

/** Anything that GSM-7's basic table lacks becomes a space, so that no stray sign turns one part into three. */
const gsm = (text: string): string => text.replaceAll(/[^A-Za-z0-9 .,:;/()'!?&+=*#%"<>_-]/g, ' ');

/** Parts of a GSM-7 text: 160 characters alone, 153 each where it takes several. */
export const partsOfText = (text: string): number =>
  text.length <= partLengthMax ? 1 : Math.ceil(text.length / 153);
