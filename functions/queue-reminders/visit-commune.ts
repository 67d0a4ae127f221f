import { brakesOf } from '../../shared/domain/brake.ts';
import type { PlainDate } from '../../shared/domain/calendar.ts';
import type { Commune, CommuneCode, PayoutPoint } from '../../shared/domain/geography.ts';
import type { MovedDays } from '../../shared/domain/moved-day.ts';
import { dueNotices } from '../../shared/domain/notice.ts';
import { forOfficer } from '../../shared/domain/overdue.ts';
import { partsOf, type Period } from '../../shared/domain/payment-period.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { Morning } from '../../shared/domain/reminder.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { planWave } from '../../shared/domain/wave.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import type { ReminderQueue } from '../../shared/gateways/reminder-queue.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { DirectoryStore } from '../../shared/store/directory.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { RegisterStore } from '../../shared/store/register.ts';
import type { ReminderStore } from '../../shared/store/reminders.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';
import { queueMessages } from './queue-messages.ts';
import { writeCallList } from './write-call-list.ts';

export type CommuneNeeds = Readonly<{
  communes: Pick<PeriodCommuneStore, 'find' | 'mark'>;
  payouts: Pick<PayoutStore, 'list'>;
  sheets: Pick<SheetStore, 'list' | 'brake'>;
  registers: Pick<RegisterStore, 'listSome'>;
  reminders: Pick<ReminderStore, 'list' | 'add'>;
  directory: Pick<DirectoryStore, 'listPointsOf' | 'listCommunes'>;
  files: Pick<FileStore, 'writeWorkbook'>;
  queue: ReminderQueue;
  now: () => Date;
}>;

export type Visit = Readonly<{
  period: Period;
  settings: Settings;
  today: PlainDate;
  moved: MovedDays;
  commune: CommuneCode;
  /** Asked for only where something is written. */
  nameOf: (commune: CommuneCode) => Promise<Commune>;
}>;

/** What a visit has seen of a commune. */
export type Seen = Readonly<{
  morning: Morning;
  register: readonly Recipient[];
  points: readonly PayoutPoint[];
}>;

/** One commune's morning. Until nobody waits for another morning, it stays one that has to be looked at. */
export const visitCommune = async (needs: CommuneNeeds, visit: Visit): Promise<void> => {
  const { period, commune } = visit;
  const lookedAt = needs.now().toISOString();
  const seen = await look(needs, visit);
  const { reminders, notices, isWaiting } = planWave(seen.morning, seen.register);
  const { planned, isBeaten } = await queueMessages(needs, visit, seen, [...reminders, ...notices]);
  const callList = mayCollect(seen.morning) ? await writeCallList(needs, visit, seen, planned) : undefined;
  const sheetsOut = seen.morning.sheets.filter(
    ({ kind, status }) => kind !== 'catch-up' && status === 'issued',
  ).length;
  const marks = { commune, sheetsOut, callList, ...(!isWaiting && !isBeaten && { lookedAt }) };
  await needs.communes.mark(period.periodId, marks);
};

/** Once the catch-up is over nobody is called on to come; what was paid on its last days is still told. */
const mayCollect = ({ today, calendar }: Morning): boolean => today <= calendar.catchUpUntil;

const look = async (needs: CommuneNeeds, visit: Visit): Promise<Seen> => {
  const { commune, period } = visit;
  const place = partsOf(period.periodId);
  const morning = await brakeWaves(needs, await readMorning(needs, visit));
  const called = mayCollect(morning) ? forOfficer(morning) : [];
  const people = [...called, ...dueNotices(morning)].map(({ recipientId }) => recipientId);
  if (people.length === 0) return { morning, register: [], points: [] };
  return {
    morning,
    register: await needs.registers.listSome(place.programme, commune, [...new Set(people)], 'to-look'),
    points: await needs.directory.listPointsOf(place, commune),
  };
};

const readMorning = async (
  { sheets, payouts, reminders }: CommuneNeeds,
  { period, settings, today, moved, commune }: Visit,
): Promise<Morning> => {
  const { periodId, calendar } = period;
  return {
    periodId,
    commune,
    today,
    calendar,
    rules: settings.messages,
    moved,
    sheets: await sheets.list(periodId, commune),
    // A look, not a decision: every message is looked at again before it is sent.
    payouts: await payouts.list(periodId, commune, 'to-look'),
    reminders: await reminders.list(periodId, commune),
  };
};

const brakeWaves = async (needs: CommuneNeeds, morning: Morning): Promise<Morning> => {
  const braked = brakesOf(morning, needs.now().toISOString());
  for (const { wave, ...sheet } of braked) {
    if (!wave) continue;
    const { periodId, commune, sheetId } = sheet;
    await needs.sheets.brake(sheet, wave);
    logger.warn('wave waits', { periodId, commune, sheetId, overdue: wave.overdue, of: wave.of });
  }
  const now = new Map(braked.map((sheet) => [sheet.sheetId, sheet]));
  return { ...morning, sheets: morning.sheets.map((sheet) => now.get(sheet.sheetId) ?? sheet) };
};
