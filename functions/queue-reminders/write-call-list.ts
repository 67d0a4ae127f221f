import { dayNow } from '../../shared/domain/moved-day.ts';
import { forOfficer } from '../../shared/domain/overdue.ts';
import { partsOf } from '../../shared/domain/payment-period.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { callListKeyOf } from '../../shared/lists/files.ts';
import type { CallLine } from '../../shared/lists/paper/call-columns.ts';
import { callList } from '../../shared/lists/paper/call-list.ts';
import { paperWorkbook } from '../../shared/lists/paper/paper-workbook.ts';
import type { CommuneNeeds, Seen, Visit } from './visit-commune.ts';

/**
 * Writes whom the commune's officer calls and answers how many they are. Where nobody is overdue any more, a list that
 * still names somebody is written anew: an old one would have people called who were paid.
 */
export const writeCallList = async (
  needs: Pick<CommuneNeeds, 'communes' | 'directory' | 'files'>,
  visit: Visit,
  { morning, register, points }: Seen,
  planned: readonly Reminder[],
): Promise<number> => {
  const { period, settings, today, moved, commune, nameOf } = visit;
  const overdue = forOfficer(morning);
  if (overdue.length === 0) {
    const { callList: named = 0 } = (await needs.communes.find(period.periodId, commune)) ?? {};
    if (named === 0) return 0;
  }
  const reminders = [...morning.reminders, ...planned].filter(({ notice }) => notice === undefined);
  const lines = overdue.map((payout): CallLine => {
    const { recipientId } = payout;
    const had = reminders.filter(({ recipientIds }) => recipientIds.includes(recipientId));
    return {
      payout: { ...payout, place: { ...payout.place, day: dayNow(payout.place, moved) } },
      recipient: register.find((one) => one.recipientId === recipientId),
      reminder: had.toSorted((a, b) => (a.date < b.date ? -1 : 1)).at(-1),
    };
  });
  const named = await nameOf(commune);
  const place = partsOf(period.periodId);
  // A morning without people has not looked for points.
  const known = points.length > 0 ? points : await needs.directory.listPointsOf(place, commune);
  const page = callList(
    {
      period,
      today,
      province: settings.provinces[place.province]?.name ?? '',
      commune: named,
      office: known.find(({ isCatchUpOffice }) => isCatchUpOffice)?.name ?? named.name,
    },
    lines,
  );
  await needs.files.writeWorkbook(callListKeyOf(period.periodId, commune), await paperWorkbook(page));
  return overdue.length;
};
