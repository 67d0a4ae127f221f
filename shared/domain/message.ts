import type { PayoutPoint } from './geography.ts';
import { noticeText, type Told } from './notice-text.ts';
import type { Period } from './payment-period.ts';
import type { Payout } from './payout.ts';
import type { Recipient } from './recipient.ts';
import type { Reminder } from './reminder.ts';
import { reminderText } from './reminder-text.ts';
import type { MessageRules } from './settings.ts';
import { partsOfText } from './sms-text.ts';

/** Somebody who is told, as they stand in the register and in the period. */
export type Addressee = Readonly<{
  payout: Payout;
  recipient: Pick<Recipient, 'name' | 'phone' | 'phoneKey'>;
}>;

export type MessageContext = Readonly<{
  period: Pick<Period, 'periodId' | 'calendar'>;
  rules: MessageRules;
  /** The commune's. */
  points: readonly PayoutPoint[];
}>;

/** What is sent to whom, as how many parts and for how many đồng. */
export type Message = Readonly<{ to: string; text: string; parts: number; price: number }>;

/** The same words for the price beforehand as for the sending; undefined where nobody has that phone any more. */
export const messageOf = (
  reminder: Pick<Reminder, 'notice' | 'day' | 'phoneKey'>,
  addressees: readonly Addressee[],
  context: MessageContext,
): Message | undefined => {
  const reached = addressees.filter(({ recipient }) => recipient.phoneKey === reminder.phoneKey);
  const to = reached[0]?.recipient.phone;
  const text = textOf(reminder, reached, context);
  if (to === undefined || text === undefined) return undefined;
  const parts = partsOfText(text);
  return { to, text, parts, price: parts * context.rules.partPrice };
};

const textOf = (
  reminder: Pick<Reminder, 'notice' | 'day'>,
  addressees: readonly Addressee[],
  { period: { periodId, calendar }, rules, points }: MessageContext,
): string | undefined => {
  const names = addressees.map(({ recipient }) => recipient.name);
  const facts = { periodId, rules, names };
  if (reminder.notice === undefined) {
    const office = points.find(({ isCatchUpOffice }) => isCatchUpOffice);
    return office && reminderText({ ...facts, office: office.name, lastDay: calendar.catchUpUntil });
  }
  const payouts = addressees.map(({ payout }) => payout);
  const told = toldBy(reminder, payouts, points);
  return told && noticeText(facts, told);
};

const toldBy = (
  { notice, day }: Pick<Reminder, 'notice' | 'day'>,
  payouts: readonly Payout[],
  points: readonly PayoutPoint[],
): Told | undefined => {
  const place = payouts[0]?.place;
  switch (notice) {
    case undefined:
      return undefined;
    case 'day-moved': {
      const point = points.find(({ pointId }) => pointId === place?.pointId);
      if (!day || !point) return undefined;
      return place?.kind === 'home' ? { notice: 'home-day-moved', day } : { notice, day, place: point.name };
    }
    case 'new-collector':
      return { notice };
    case 'paid-to-proxy':
    case 'first-payment': {
      const days = new Set(
        payouts.flatMap((payout) => (payout.state === 'paid' ? [payout.completion.paidOn] : [])),
      );
      return { notice, paidOn: days.size === 1 ? [...days][0] : undefined };
    }
  }
};
