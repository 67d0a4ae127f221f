import type { PlainDate } from './calendar.ts';
import { dayNow } from './moved-day.ts';
import { isSilenced } from './overdue.ts';
import type { Payout } from './payout.ts';
import type { RecipientId } from './recipient.ts';
import { mayHaveArrived, type Morning, phoneKeys, type Register, type Reminder } from './reminder.ts';
import type { NoticeKind } from './settings.ts';

/** The most pressing first: of two on one morning the other one is told the next. */
const kinds = [
  'day-moved',
  'new-collector',
  'paid-to-proxy',
  'first-payment',
] as const satisfies NoticeKind[];

export type DueNotice = Readonly<{
  recipientId: RecipientId;
  notice: NoticeKind;
  /** Of a moved day: when and where it is now. */
  day?: PlainDate;
  where?: string;
}>;

type LastingNotice = Exclude<NoticeKind, 'day-moved'>;

/** Whether a notice is true of that payout as it stands. */
export const isTrueOf = (payout: Payout, notice: LastingNotice): boolean => {
  if (isSilenced(payout)) return false;
  switch (notice) {
    case 'new-collector':
      return payout.news === 'collector' && (payout.state === 'assigned' || payout.state === 'paid');
    case 'paid-to-proxy':
      return payout.state === 'paid' && payout.completion.paidTo === 'proxy';
    case 'first-payment':
      return payout.state === 'paid' && payout.news === 'first';
  }
};

/** What is to be told today and was not, each once a payout and kind, whether or not there is a phone. */
export const dueNotices = (morning: Morning): DueNotice[] => {
  const wanted = kinds.filter((kind) => morning.rules.notices?.includes(kind) ?? true);
  return morning.payouts.flatMap((payout) =>
    wanted.flatMap((notice) =>
      notice === 'day-moved' ? movedNotice(morning, payout) : lastingNotice(morning, payout, notice),
    ),
  );
};

const lastingNotice = (morning: Morning, payout: Payout, notice: LastingNotice): DueNotice[] => {
  const { recipientId } = payout;
  if (!isTrueOf(payout, notice)) return [];
  return toldOf(morning, recipientId, notice).length > 0 ? [] : [{ recipientId, notice }];
};

/** Told what is not what they were told last, or what stands on the poster; a day that is over is no news. */
const movedNotice = (morning: Morning, payout: Payout): DueNotice[] => {
  const { recipientId, place } = payout;
  if (payout.state !== 'assigned' || isSilenced(payout)) return [];
  const day = dayNow(place, morning.moved);
  const told = toldOf(morning, recipientId, 'day-moved').toSorted((a, b) => (a.date < b.date ? -1 : 1));
  if (day < morning.today || day === (told.at(-1)?.day ?? place.day)) return [];
  return [{ recipientId, notice: 'day-moved', day, where: `${place.kind} ${place.pointId}` }];
};

/** What may have arrived, or is on its way this morning. */
const toldOf = ({ reminders, today }: Morning, recipientId: RecipientId, notice: NoticeKind): Reminder[] =>
  reminders.filter(
    (one) =>
      one.notice === notice &&
      one.recipientIds.includes(recipientId) &&
      (mayHaveArrived(one) || (one.status === 'queued' && one.date === today)),
  );

/** Today's notices: one a phone, and none where the phone has had its message of today. */
export const planNotices = (
  morning: Morning,
  register: Register,
  planned: readonly Reminder[],
): Reminder[] => {
  const { periodId, commune, today } = morning;
  const phones = phoneKeys(register);
  const taken = new Set(
    [...morning.reminders, ...planned].filter(({ date }) => date === today).map(({ phoneKey }) => phoneKey),
  );
  const byPhone = Map.groupBy(dueNotices(morning), ({ recipientId }) => phones.get(recipientId) ?? '');
  return [...byPhone].flatMap(([phoneKey, due]) => {
    const [first] = due.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
    if (phoneKey === '' || taken.has(phoneKey) || !first) return [];
    const recipientIds = due
      .filter((one) => orderOf(one) === orderOf(first))
      .map(({ recipientId }) => recipientId)
      .toSorted();
    const { notice, day } = first;
    const message = { periodId, commune, phoneKey, date: today, recipientIds, notice };
    return [{ ...message, ...(day && { day }), status: 'queued' as const }];
  });
};

/** By kind, then the earlier day; who has the same stands in one message. */
const orderOf = ({ notice, day, where }: DueNotice): string => [kinds.indexOf(notice), day, where].join(' ');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
