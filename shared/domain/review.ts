import type { CommuneCode } from './geography.ts';
import {
  type ComparisonCounts,
  hasChanges,
  type HeldBecause,
  type List,
  type ListCommune,
  type ListId,
} from './payout-list.ts';

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

/** Why a human must look at a list that was compared; undefined where it may go through by itself. */
export const reasonToHold = (
  { uploader, doubt }: Pick<List, 'uploader' | 'doubt'>,
  open: readonly ListCommune[],
  { trustInbox, isOvertaken }: Readonly<{ trustInbox: boolean; isOvertaken: boolean }>,
): HeldBecause | undefined => {
  if (!trustInbox && uploader === undefined) return 'uploader-unknown';
  if (doubt !== undefined) return doubt;
  if (isOvertaken) return 'later-changes';
  return open.every(({ diff }) => diff && isOrdinary(diff.counts)) ? undefined : 'large-change';
};

type KnownRegister = Readonly<{
  commune: CommuneCode;
  version: number;
  lastList?: Readonly<{ listId: ListId; arrivedAt: string }> | undefined;
  beingWritten?: Readonly<{ listId: ListId; from: number }> | undefined;
}>;

/** The version that a list's differences must come from: its own half-written people do not make them stale. */
export const versionFor = (listId: ListId, register: Omit<KnownRegister, 'commune'> | undefined): number =>
  register?.beingWritten?.listId === listId ? register.beingWritten.from : (register?.version ?? 0);
type ListInProgress = Readonly<{
  /** All communes that the list names. */
  codes: readonly CommuneCode[];
  parts: readonly ListCommune[];
  /** Those that exist. */
  registers: readonly KnownRegister[];
}>;

/**
 * What is left to do of a list. A commune is stale, and must be compared (again), while it was not or its register is
 * not the one that was compared with; a register that this very list has raised is not, whatever a step that died
 * meanwhile has not noted. What is compared and changes something is to be applied.
 */
export const openCommunes = (
  listId: ListId,
  { codes, parts, registers }: ListInProgress,
): { stale: CommuneCode[]; toApply: CommuneCode[] } => {
  const partOf = new Map(parts.map((part) => [part.commune, part]));
  const registerOf = new Map(registers.map((register) => [register.commune, register]));
  const open = codes.filter((commune) => partOf.get(commune)?.outcome === undefined);
  const isStale = (commune: CommuneCode): boolean => {
    const register = registerOf.get(commune);
    const comparedWith = partOf.get(commune)?.diff?.registerVersion;
    return comparedWith !== versionFor(listId, register) && register?.lastList?.listId !== listId;
  };
  const isToApply = (commune: CommuneCode): boolean => {
    const part = partOf.get(commune);
    return !isStale(commune) && part !== undefined && hasChanges(part);
  };
  return { stale: open.filter(isStale), toApply: open.filter(isToApply) };
};

/** Whether a list that arrived later has changed one of these registers: this one would undo some of that. */
export const isOvertaken = (
  { arrivedAt }: Readonly<{ arrivedAt: string }>,
  open: readonly ListCommune[],
  registers: readonly KnownRegister[],
): boolean => {
  const changing = new Set(open.filter(hasChanges).map(({ commune }) => commune));
  return registers.some(
    ({ commune, lastList }) =>
      changing.has(commune) && lastList !== undefined && lastList.arrivedAt > arrivedAt,
  );
};
