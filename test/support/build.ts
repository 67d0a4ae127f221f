import { Month, PlainDate } from '../../shared/domain/calendar.ts';
import type { CommuneDiff } from '../../shared/domain/commune-diff.ts';
import { keyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { CommuneCode, type PayoutPoint, PointId, Programme } from '../../shared/domain/geography.ts';
import { rowHashOf } from '../../shared/domain/identity.ts';
import type { Late } from '../../shared/domain/late.ts';
import type { MovedDay } from '../../shared/domain/moved-day.ts';
import { type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import type {
  AssignedPayout,
  CarriedOverPayout,
  Decision,
  PaidPayout,
  PayoutLine,
} from '../../shared/domain/payout.ts';
import { type ComparisonCounts, type ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import { type ListedPerson, type Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { Settings } from '../../shared/domain/settings.ts';
import { type Sheet, sheetIdOf, type SheetKind } from '../../shared/domain/sheet.ts';

/** Noon on the wall in Hà Nội, on a Wednesday inside the payout days of August 2016. */
export const noon = new Date('2016-08-03T05:00:00.000Z');
export const hanoi = 'Asia/Ho_Chi_Minh';

export const aDay = (text: string): PlainDate => PlainDate.parse(text);
export const aMonth = (text: string): Month => Month.parse(text);
export const aCommune = (code: string): CommuneCode => CommuneCode.parse(code);
export const aPointId = (text: string): PointId => PointId.parse(text);
export const anId = (number: number): RecipientId => RecipientId.parse(String(number).padStart(10, '0'));

export const assistance = Programme.parse('assistance');
export const august = aMonth('2016-08');
export const inAugust = PeriodId.parse('assistance.06.2016-08');
export const inJuly = PeriodId.parse('assistance.06.2016-07');
export const yenHan = aCommune('01834');
export const listId = ListId.parse('20160720T010203-a1');
export const source = { listId, sheet: '', row: 2 };
export const keyed = keyedFingerprint('a secret of the tests');

export const aSettings = (given: Partial<Settings> = {}): Settings =>
  Settings.parse({
    programme: 'assistance',
    from: '2016-01-01',
    timeZone: hanoi,
    trustInbox: true,
    provinces: { '06': { name: 'Bắc Kạn', standard: 270_000 } },
    coefficients: [1, 1.5, 2, 2.5, 3],
    calendar: {
      openOnDay: 20,
      submitBeforeDay: 25,
      payoutDays: [1, 10],
      catchUpUntilDay: 17,
      sheetsDueOnDay: 18,
      closeOnDay: 19,
    },
    holidays: [],
    messages: {
      brand: 'BDBACKAN',
      hotline: '1900545481',
      fromHour: 8,
      toHour: 19,
      perPayoutMax: 2,
      perPhoneMax: 3,
      lastCallDaysBefore: 3,
      partPrice: 750,
    },
    ...given,
  });

/** August 2016 as the default dates have it: the 1st is a Monday, the 17th a Wednesday. */
export const aPeriod = (given: Partial<Period> = {}): Period => ({
  periodId: inAugust,
  status: 'open',
  isFrozen: false,
  calendar: {
    openOn: aDay('2016-07-20'),
    submitBefore: aDay('2016-07-25'),
    payoutFrom: aDay('2016-08-01'),
    payoutUntil: aDay('2016-08-10'),
    catchUpUntil: aDay('2016-08-17'),
    closeOn: aDay('2016-08-19'),
  },
  settingsFrom: aDay('2016-01-01'),
  openedAt: '2016-07-20T01:00:00.000Z',
  ...given,
});

export const aPoint = (pointId = '01834-1', given: Partial<PayoutPoint> = {}): PayoutPoint => ({
  pointId: aPointId(pointId),
  commune: aCommune(pointId.slice(0, 5)),
  name: 'BĐVHX Yên Hân',
  days: [3],
  sessions: ['AM', 'PM'],
  capacity: 300,
  isCatchUpOffice: true,
  ...given,
});

export const aBenefit = (amount = 270_000): ListedPerson['benefits'][number] => ({
  group: '5(5)b',
  coefficient: 1,
  amount,
});

const somebody = {
  commune: yenHan,
  name: 'Hoàng Thị Xuân',
  born: '1936',
  hamlet: 'Nà Làng',
  benefits: [aBenefit()],
  source,
};

export const aPerson = (given: Partial<ListedPerson> = {}): ListedPerson => ({ ...somebody, ...given });

/** Somebody in the register; without a number of their own they are told apart by their names. */
export const aRecipient = (number: number, given: Partial<Recipient> = {}): Recipient => {
  const person = { ...somebody, name: `Hoàng Thị ${String(number)}` };
  return {
    ...person,
    programme: assistance,
    recipientId: anId(number),
    status: 'active',
    rowHash: rowHashOf(person),
    ...given,
  };
};

/** A difference that changes nothing. */
export const aDiff = (given: Partial<CommuneDiff> = {}): CommuneDiff => ({
  commune: yenHan,
  registerVersion: 1,
  added: [],
  arrivals: [],
  changed: [],
  stopped: [],
  findings: [],
  ...given,
});

export const aCounts = (given: Partial<ComparisonCounts> = {}): ComparisonCounts => ({
  new: 0,
  changed: 0,
  unchanged: 0,
  stopped: 0,
  stopsWaiting: 0,
  rejected: 0,
  sizeBefore: 0,
  sizeAfter: 0,
  amountBefore: 0,
  amountAfter: 0,
  ...given,
});

/** A commune of a list, compared with the first version of its register. */
export const aListCommune = (
  counts: Partial<ComparisonCounts> = {},
  given: Partial<ListCommune> = {},
): ListCommune => ({
  commune: yenHan,
  rows: 10,
  rejected: 2,
  diff: { key: 'k', hash: 'h', registerVersion: 1, counts: aCounts(counts) },
  ...given,
});

export const aCollector = (key: string): NonNullable<Recipient['collector']> => ({
  name: `Lý Văn ${key}`,
  relation: 'con',
  key,
});

export const aLine = (amount = 270_000, given: Partial<PayoutLine> = {}): PayoutLine => ({
  kind: 'regular',
  benefit: '5(5)b',
  month: august,
  amount,
  source,
  ...given,
});

export const atPoint = (day = '2016-08-03', pointId = '01834-1') => ({
  kind: 'point' as const,
  pointId: aPointId(pointId),
  day: aDay(day),
  session: 'AM' as const,
});

export const atHome = (day = '2016-08-03', pointId = '01834-1') => ({
  kind: 'home' as const,
  pointId: aPointId(pointId),
  day: aDay(day),
  reason: 'SICK' as const,
});

export const aPayout = (number: number, given: Partial<AssignedPayout> = {}): AssignedPayout => ({
  state: 'assigned',
  periodId: inAugust,
  commune: yenHan,
  recipientId: anId(number),
  lines: [aLine()],
  amount: 270_000,
  place: atPoint(),
  attempts: [],
  proofs: [],
  ...given,
});

export const paid = (payout: AssignedPayout): PaidPayout => ({
  ...payout,
  state: 'paid',
  completion: {
    proofId: 'P',
    paidTo: 'self',
    paidOn: aDay('2016-08-03'),
    recordedAt: noon.toISOString(),
    recordedBy: 'teller-1',
    source,
  },
});

export const carriedOver = (payout: AssignedPayout): CarriedOverPayout => ({
  ...payout,
  state: 'carriedOver',
  carriedOverAt: noon.toISOString(),
});

export const anAttempt = (
  reason: AssignedPayout['attempts'][number]['reason'],
): AssignedPayout['attempts'][number] => ({
  reason,
  attemptedOn: aDay('2016-08-03'),
  recordedAt: noon.toISOString(),
  recordedBy: 'teller-1',
});

export const aMovedDay = (day: string, to: string, pointId = '01834-1'): MovedDay => ({
  periodId: inAugust,
  pointId: aPointId(pointId),
  day: aDay(day),
  to: aDay(to),
  reason: 'ROAD_OR_WEATHER',
  by: 'planner-1',
  at: noon.toISOString(),
});

export const aDecision = (reason: Decision['reason'] = 'DIED'): Decision => ({
  reason,
  paper: '112/QĐ-UBND',
  by: 'approver-1',
  at: noon.toISOString(),
});

export const aLate = (number: number, given: Partial<Late> = {}): Late => ({
  periodId: inJuly,
  commune: yenHan,
  recipientId: anId(number),
  proofId: 'L',
  saysPaid: true,
  by: 'teller-1',
  at: noon.toISOString(),
  ...given,
});

export const aSheet = (
  status: Sheet['status'] = 'issued',
  {
    day = '2016-08-03',
    kind = 'day',
    pointId = '01834-1',
  }: { day?: string; kind?: SheetKind; pointId?: string } = {},
): Sheet => ({
  periodId: inAugust,
  commune: aCommune(pointId.slice(0, 5)),
  sheetId: sheetIdOf(aPointId(pointId), aDay(day), kind),
  kind,
  pointId: aPointId(pointId),
  day: aDay(day),
  status,
});
