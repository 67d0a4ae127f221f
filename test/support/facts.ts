import { ProvinceCode } from '../../shared/domain/geography.ts';
import type { List } from '../../shared/domain/payout-list.ts';
import type { AssignedPayout, PaidPayout } from '../../shared/domain/payout.ts';
import type { Actor, Role } from '../../shared/domain/person.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import {
  aCommune,
  aDay,
  anAttempt,
  anId,
  aSettings,
  assistance,
  august,
  inAugust,
  listId,
  noon,
  paid,
  yenHan,
} from './build.ts';

/** What stores and functions meet beyond what the domain is tested with. */

export const bacKan = ProvinceCode.parse('06');
export const here = { programme: assistance, province: bacKan };
/** Another commune of the province. */
export const nextDoor = aCommune('01835');
/** Settings that let nobody unknown put files into the inbox. */
export const settings = aSettings({ trustInbox: false });

export const person = (role: Role, id: string = role): Actor => ({ id, role });

/** The payout as it stands once that proof has paid it. */
export const paidBy = (payout: AssignedPayout, proofId: string): PaidPayout => {
  const { completion, ...facts } = paid(payout);
  return { ...facts, proofs: [...payout.proofs, proofId], completion: { ...completion, proofId } };
};

/** The payout after one more visit that ended without payment. */
export const triedBy = (payout: AssignedPayout, proofId: string): AssignedPayout => ({
  ...payout,
  proofs: [...payout.proofs, proofId],
  attempts: [...payout.attempts, anAttempt('ABSENT')],
});

export const aReminder = (given: Partial<Reminder> = {}): Reminder => ({
  periodId: inAugust,
  commune: yenHan,
  phoneKey: 'PHONEKEY',
  date: aDay('2016-08-04'),
  recipientIds: [anId(1)],
  status: 'queued',
  ...given,
});

export const aList = (given: Partial<List> = {}): List => ({
  listId,
  kind: 'roster',
  key: 'inbox/roster/assistance/2016-08/roster.csv',
  copyKey: `lists/${listId}/roster.csv`,
  uploader: 'officer',
  arrivedAt: '2016-07-20T01:02:03Z',
  status: 'reading',
  programme: assistance,
  province: bacKan,
  month: august,
  rows: 0,
  rejected: 0,
  ...given,
});

export const at = noon.toISOString();
