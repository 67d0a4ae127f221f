import type { ComparisonCounts, ListCommune, ListId } from './payout-list.ts';

/** Shares of a commune's register that a list may change by itself; beyond them an approver looks. */
const stopsMax = { people: 2, share: 0.05 };
const addsMax = { people: 5, share: 0.1 };
const amountShareMax = 0.1;

/** Whether a list's changes in one commune are small enough to go through by themselves. */
export const isOrdinary = (counts: ComparisonCounts): boolean => {
  const { sizeBefore, amountBefore, amountAfter } = counts;
  if (sizeBefore === 0) return true;
  return (
    counts.stopped <= Math.max(stopsMax.people, sizeBefore * stopsMax.share) &&
    counts.new <= Math.max(addsMax.people, sizeBefore * addsMax.share) &&
    Math.abs(amountAfter - amountBefore) <= amountBefore * amountShareMax
  );
};

type KnownRegister = Readonly<{ version: number; lastRoster?: Readonly<{ listId: ListId }> | undefined }>;

/**
 * Whether a commune must be compared (again): its register is not the one that was compared with. A register
 * that this very list has raised is done, whatever a process that died meanwhile has not noted.
 */
export const isStale = (
  listId: ListId,
  { diff }: Pick<ListCommune, 'diff'>,
  register: KnownRegister | undefined,
): boolean => diff?.registerVersion !== (register?.version ?? 0) && register?.lastRoster?.listId !== listId;
