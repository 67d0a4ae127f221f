import type { Books } from '../books.ts';
import { mayHaveGone, type SettingsFact } from '../facts.ts';
import type { PeriodBook } from '../period-books.ts';
import type { Message, Snapshot } from '../snapshot.ts';

const onTheWall = (instant: string, timeZone: string): { date: string; hour: number } => {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = parts.format(new Date(instant)).split(' ');
  return { date, hour: Number(time.slice(0, 2)) };
};

/** Promise 5: one SMS per phone, commune and date, notices included; none outside the hours; reminders within the limits. */
export function* messages(books: Books, { outbox }: Snapshot): Generator<string> {
  const [settings] = books.settings;
  if (settings === undefined) {
    if (outbox.length > 0) yield `${outbox.length} messages were sent without any settings`;
    return;
  }
  yield* hours(outbox, settings);
  yield* sentOnce(books, outbox, settings);
  for (const period of books.periods) yield* limits(period, settings);
}

function* hours(outbox: readonly Message[], { timeZone, messages: rules }: SettingsFact): Generator<string> {
  for (const { sentAt } of outbox) {
    const { hour } = onTheWall(sentAt, timeZone);
    if (hour < rules.fromHour || hour >= rules.toHour)
      yield `a message went out at ${sentAt}, outside the hours`;
  }
}

const keyOf = (phone: string, date: string): string => `${phone} ${date}`;
const counted = (keys: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));

/** The outbox holds what the table says was sent, and no phone more often in a day than its communes asked for. */
function* sentOnce(
  { periods, recipients }: Books,
  outbox: readonly Message[],
  settings: SettingsFact,
): Generator<string> {
  const keys = new Map<string, string>();
  for (const { phone, phoneKey } of recipients) if (phone && phoneKey) keys.set(phone, phoneKey);
  const out = counted(
    outbox.map(({ to, sentAt }) =>
      keyOf(keys.get(to) ?? 'unknown', onTheWall(sentAt, settings.timeZone).date),
    ),
  );
  const reminders = periods.flatMap((period) => period.reminders);
  const asked = reminders.filter(mayHaveGone);
  const allowed = counted(asked.map(({ phoneKey, date }) => keyOf(phoneKey, date)));
  for (const [key, times] of out) {
    const most = allowed.get(key) ?? 0;
    if (times > most) yield `phone ${key}: ${times} messages, ${most} reminders`;
  }
  const sent = counted(
    reminders.filter(({ status }) => status === 'sent').map(({ phoneKey, date }) => keyOf(phoneKey, date)),
  );
  for (const [key, times] of sent) {
    const went = out.get(key) ?? 0;
    if (went < times) yield `phone ${key}: ${times} reminders are sent, ${went} messages went out`;
  }
  const oneADay = counted(asked.map(({ commune, phoneKey, date }) => `${commune} ${keyOf(phoneKey, date)}`));
  for (const [key, times] of oneADay) if (times > 1) yield `phone and commune ${key}: ${times} messages`;
}

function* limits({ periodId, reminders }: PeriodBook, { messages: rules }: SettingsFact): Generator<string> {
  const gone = reminders.filter((one) => mayHaveGone(one) && one.notice === undefined);
  const perPayout = counted(
    gone.flatMap(({ commune, recipientIds }) => recipientIds.map((id) => `${commune} ${id}`)),
  );
  for (const [who, times] of perPayout) {
    if (times > rules.perPayoutMax) yield `${periodId} ${who} was reminded ${times} times`;
  }
  const perPhone = counted(gone.map(({ commune, phoneKey }) => `${commune} ${phoneKey}`));
  for (const [phone, times] of perPhone) {
    if (times > rules.perPhoneMax) yield `${periodId}: phone ${phone} got ${times} reminders`;
  }
}
