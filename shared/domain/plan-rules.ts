import { fingerprint } from './fingerprint.ts';
import type { PayoutPoint } from './geography.ts';
import type { Period } from './payment-period.ts';

/**
 * What the plan of one commune is made from beside its register. A day of a point that lies before `notBefore`
 * moves on to it: the paper of a late approval names no day that is over.
 */
export type PlanRules = Readonly<{ points: readonly PayoutPoint[] }> &
  Pick<Period, 'calendar' | 'notBefore' | 'settingsFrom'>;

/** Another plan is due where it differs; in which order the points come makes no difference. */
export const planRulesHash = ({ points, calendar, notBefore, settingsFrom }: PlanRules): string => {
  const { payoutFrom, payoutUntil } = calendar;
  const ordered = points.toSorted((a, b) => (a.pointId < b.pointId ? -1 : 1));
  return fingerprint({ points: ordered, payoutFrom, payoutUntil, notBefore, settingsFrom });
};
