import type { Books } from '../books.ts';
import type { PayoutFact, ReversalFact } from '../facts.ts';
import { type PeriodBook, seriesOf } from '../period-books.ts';

/** Whether somebody is known to act by one of these rights: every act of a person is on record. */
type OnRecord = (by: string | undefined, roles: readonly string[]) => boolean;

/**
 * Promise 8, after the approval: what people decide of single payouts, days and sheets is theirs to decide, and a
 * payment is undone by two, or by the teller whose own it was.
 */
export function* byRight({ periods, acts }: Books): Generator<string> {
  for (const period of periods) {
    const own = acts.filter(({ pk }) => pk.startsWith(`PERIOD#${seriesOf(period)}.`));
    const onRecord: OnRecord = (by, roles) => own.some((act) => act.by === by && roles.includes(act.role));
    for (const payout of period.payouts) {
      const who = `${period.periodId} ${payout.commune} ${payout.recipientId}`;
      const wrong = [
        ...decided(payout, period, onRecord),
        ...restored(payout, onRecord),
        ...reversed(payout, onRecord),
      ];
      for (const what of wrong) yield `${who} ${what}`;
      if (payout.chosen && !onRecord(payout.chosen.by, ['planner']))
        yield `${who} was given another place by somebody who is no planner on record`;
    }
    yield* ofDaysAndSheets(period, onRecord);
  }
}

const outOfPlan = ['handedBack', 'withheld'];

function* decided(
  { state, decision, commune }: PayoutFact,
  period: PeriodBook,
  onRecord: OnRecord,
): Generator<string> {
  if (decision === undefined) {
    if (outOfPlan.includes(state)) yield `is ${state} by nobody's decision`;
    return;
  }
  if (!outOfPlan.includes(state)) yield `is ${state} against a decision`;
  if ((decision.paper ?? '') === '') yield `is ${state} without a paper`;
  const roles = decision.reason === 'PAID_LATE' ? ['accountant'] : ['approver'];
  if (!onRecord(decision.by, roles)) yield `is ${state} by somebody who is no ${roles.join()} on record`;
  const sealedAt = period.communes.get(commune)?.sealedAt;
  if (decision.at < (period.approval?.approvedAt ?? '9999')) yield 'was decided before the approval';
  if (sealedAt !== undefined && decision.at > sealedAt) yield 'was decided after its commune was sealed';
}

function* restored({ restored: back }: PayoutFact, onRecord: OnRecord): Generator<string> {
  if (back === undefined) return;
  if (back.by === back.decision.by) yield 'was restored by whoever had decided';
  if (back.decision.reason === 'PAID_LATE') yield 'was restored after it was paid late';
  if (!onRecord(back.by, ['approver'])) yield 'was restored by somebody who is no approver on record';
}

function* reversed({ reversals }: PayoutFact, onRecord: OnRecord): Generator<string> {
  for (const reversal of reversals) {
    const { askedBy, confirmedBy } = reversal;
    if (confirmedBy === undefined) {
      if (!isOwn(reversal)) yield 'was undone by one person, whose own payment it was not';
      if (!onRecord(askedBy, ['teller'])) yield 'was undone by somebody who is no teller on record';
    } else if (confirmedBy === askedBy) yield 'was undone by the same person twice';
    else if (!onRecord(confirmedBy, ['approver', 'accountant']))
      yield 'was undone with the word of somebody who has no right to it on record';
  }
}

const isOwn = ({ askedBy, completion }: ReversalFact): boolean => askedBy === completion.recordedBy;

function* ofDaysAndSheets(
  { periodId, moved, sheets, late }: PeriodBook,
  onRecord: OnRecord,
): Generator<string> {
  for (const { pointId, day, by } of moved) {
    if (!onRecord(by, ['planner'])) yield `${periodId} ${pointId} ${day} was moved by no planner on record`;
  }
  for (const { sheetId, status, settledBy, wave } of sheets) {
    if (status === 'signedOff' && !onRecord(settledBy, ['accountant']))
      yield `${periodId} ${sheetId} was signed off by no accountant on record`;
    const isDecided = wave !== undefined && wave.status !== 'waiting';
    if (isDecided && !onRecord(wave.by, ['planner']))
      yield `${periodId} ${sheetId}: the wave was ${wave.status} by no planner on record`;
  }
  for (const { commune, recipientId, decision, decidedBy } of late) {
    if (decision !== undefined && !onRecord(decidedBy, ['accountant']))
      yield `${periodId} ${commune} ${recipientId}: a late result was ${decision} by no accountant on record`;
  }
}
