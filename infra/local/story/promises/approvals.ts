import type { Books } from '../books.ts';
import { isApproved, type PeriodBook } from '../period-books.ts';

/** Promise 8: approver ≠ submitter; an approval counts for one exact plan. */
export function* approvals({ periods, acts }: Books): Generator<string> {
  for (const period of periods.filter(isApproved)) {
    yield* byTwo(period);
    yield* exact(period);
    const approved = acts.filter(
      ({ pk, act }) => pk === `PERIOD#${period.periodId}` && act === 'approve-period',
    );
    const { approvedBy, hash } = period.approval ?? {};
    const isOnRecord = approved.some(({ by, facts }) => by === approvedBy && facts['hash'] === hash);
    if (!isOnRecord) yield `${period.periodId}: the approval of this plan is not on record`;
  }
}

function* byTwo({ periodId, approval }: PeriodBook): Generator<string> {
  const { submittedBy, submittedAt = '', approvedBy, approvedAt = '' } = approval ?? {};
  if (approvedBy === undefined || submittedBy === undefined) yield `${periodId} is open, approved by nobody`;
  else if (approvedBy === submittedBy) yield `${periodId} was submitted and approved by the same person`;
  if (approvedAt < submittedAt) yield `${periodId} was approved before it was submitted`;
}

/** The plan that stands is the one that was submitted, commune by commune. */
function* exact({ periodId, communes, approval }: PeriodBook): Generator<string> {
  let count = 0;
  let amount = 0;
  for (const [commune, { planned, submitted }] of communes) {
    count += submitted?.total.count ?? 0;
    amount += submitted?.total.amount ?? 0;
    if (submitted === undefined) yield `${periodId} ${commune} was never submitted`;
    else if (planned?.hash !== submitted.hash)
      yield `${periodId} ${commune} was planned again after it was submitted`;
  }
  if (approval && (approval.total.count !== count || approval.total.amount !== amount))
    yield `${periodId}: what was approved in total is not the sum of what was submitted`;
}
