import { z } from 'zod';
import { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import { CommuneCode } from './geography.ts';
import type { ComparisonCounts } from './payout-list.ts';
import { countRows } from './people-of-rows.ts';
import { monthlyAmount, Recipient, RecipientId } from './recipient.ts';

/** Somebody who comes from another commune, where this list or an earlier one stopped them. */
export const Arrival = z.object({
  recipient: Recipient,
  from: z.object({ commune: CommuneCode, recipientId: RecipientId }),
});
export type Arrival = z.infer<typeof Arrival>;

/** What applying a list would write in one commune. Stops are whole recipients with their status turned. */
export const CommuneDiff = z.object({
  commune: CommuneCode,
  registerVersion: z.int().nonnegative(),
  added: z.array(Recipient),
  arrivals: z.array(Arrival),
  changed: z.array(z.object({ before: Recipient, after: Recipient })),
  stopped: z.array(Recipient),
  findings: z.array(Finding),
});
export type CommuneDiff = z.infer<typeof CommuneDiff>;

/** Tells differences by what they write and find; the version of the register is not part of it. */
export const diffHash = ({ added, arrivals, changed, stopped, findings }: CommuneDiff): string => {
  const said = ({ recipientId, rowHash, stopReason }: Recipient) => [recipientId, rowHash, stopReason ?? ''];
  return fingerprint([
    added.map(said),
    arrivals.map(({ recipient, from }) => [...said(recipient), from.commune]),
    changed.map(({ after }) => said(after)),
    stopped.map(said),
    findings.map(({ sheet, row, rule }) => [sheet, row, rule]),
  ]);
};

/** The register as it is once a difference is written. */
export const applied = (
  register: readonly Recipient[],
  { added, arrivals, changed, stopped }: CommuneDiff,
): Recipient[] => {
  const after = new Map(register.map((one) => [one.recipientId, one]));
  const come = arrivals.map(({ recipient }) => recipient);
  const now = [...added, ...come, ...changed.map((change) => change.after), ...stopped];
  for (const one of now) after.set(one.recipientId, one);
  return [...after.values()];
};

/** A difference in rows and đồng; what cannot be seen in it is told. */
export const countDiff = (
  register: readonly Recipient[],
  diff: CommuneDiff,
  told: Pick<ComparisonCounts, 'unchanged' | 'rejected' | 'stopsWaiting'>,
): ComparisonCounts => {
  const before = register.filter(isActive);
  const after = applied(register, diff).filter(isActive);
  const come = [...diff.added, ...diff.arrivals.map(({ recipient }) => recipient)];
  return {
    ...told,
    new: countRows(come),
    changed: countRows(diff.changed.map(({ after: recipient }) => recipient)),
    stopped: diff.stopped.length,
    sizeBefore: before.length,
    sizeAfter: after.length,
    amountBefore: sumMonthly(before),
    amountAfter: sumMonthly(after),
  };
};

const isActive = ({ status }: Recipient): boolean => status === 'active';

/** Tells what a whole roster says of a commune, in any order. */
export const wholeHashOf = (people: readonly Pick<Recipient, 'rowHash'>[]): string =>
  fingerprint(people.map(({ rowHash }) => rowHash).toSorted());

export const wholeHashAfter = (register: readonly Recipient[], diff: CommuneDiff): string =>
  wholeHashOf(applied(register, diff).filter(isActive));

const sumMonthly = (people: readonly Recipient[]): number =>
  people.reduce((sum, one) => sum + monthlyAmount(one), 0);
