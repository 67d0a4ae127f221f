import { type CommuneDiff, wholeHashAfter, wholeHashOf } from '../../shared/domain/commune-diff.ts';
import { compareCommune } from '../../shared/domain/comparison.ts';
import type { KeyedFingerprint } from '../../shared/domain/fingerprint.ts';
import { rowHashOf } from '../../shared/domain/identity.ts';
import type { ComparisonCounts, List, ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import { peopleOfRows } from '../../shared/domain/people-of-rows.ts';
import { versionFor } from '../../shared/domain/review.ts';
import type { RejectedRow, StagedPart } from '../../shared/lists/staged.ts';
import type { Register } from '../../shared/store/register.ts';
import type { Needs } from './handler.ts';

/** A commune's difference; none where a later roster was there first. */
export type Compared = Readonly<{
  part: ListCommune;
  found?: Readonly<{ diff: CommuneDiff; counts: ComparisonCounts }>;
  wholeHash?: string | undefined;
}>;

type CommuneOfList = Readonly<{
  list: List;
  part: StagedPart;
  strays: readonly RejectedRow[];
  later: readonly ListId[];
}>;

/** Compares one commune with its register; nothing where this list has its outcome there already. */
export const compareOne = async (
  needs: Needs,
  keyed: KeyedFingerprint,
  { list, part: staged, strays, later }: CommuneOfList,
): Promise<Compared[]> => {
  const { lists, registers } = needs;
  const { listId, programme, arrivedAt } = list;
  const { commune } = staged;
  if (!programme) throw new Error(`list ${listId} has no programme`);
  const known = await lists.findCommune(listId, commune);
  if (known?.outcome) return [];
  const register = await registers.get(programme, commune);
  if (register.lastList?.listId === listId) return [];
  const part = {
    commune,
    rows: staged.rows.length + staged.stops.length + staged.rejected.length,
    rejected: staged.rejected.length,
  };
  const isOvertaken = register.lastRoster !== undefined && register.lastRoster.arrivedAt > arrivedAt;
  if (isOvertaken || (await wasLookedAt(needs, later, commune)))
    return [{ part: { ...part, outcome: 'superseded' } }];
  // What was worked out from this version stands: it may be half written by now, and be claimed.
  if (known?.diff?.registerVersion === versionFor(listId, register)) return [];
  const isWhole = list.kind === 'roster';
  const isClean = isWhole && staged.rejected.length + strays.length === 0;
  if (isClean && saysTheSame(staged, register)) return [{ part, found: nothingNew(register, part.rows) }];
  const recipients = await registers.listRecipients(programme, commune);
  const found = compareCommune(
    {
      programme,
      commune,
      registerVersion: register.version,
      register: recipients,
      isWhole,
      rows: staged.rows,
      stops: staged.stops.map(({ sheet, row, reason, ...marks }) => ({ sheet, row, reason, marks })),
      rejected: [...staged.rejected, ...strays],
    },
    keyed,
  );
  const isAll = isClean && found.counts.rejected + found.counts.stopsWaiting === 0;
  return [{ part, found, wholeHash: isAll ? wholeHashAfter(recipients, found.diff) : undefined }];
};

/** Whether a roster says of everybody what the register's last one said: then nobody has to be read. */
const saysTheSame = ({ rows }: StagedPart, { version, lastWhole }: Register): boolean =>
  lastWhole?.version === version &&
  lastWhole.hash === wholeHashOf(peopleOfRows(rows).map((person) => ({ rowHash: rowHashOf(person) })));

const nothingNew = (
  { commune, version, size, lastWhole }: Register,
  rows: number,
): NonNullable<Compared['found']> => {
  const amount = lastWhole?.amount ?? 0;
  const diff = { commune, registerVersion: version, ...emptyDiff };
  const told = { new: 0, changed: 0, stopped: 0, stopsWaiting: 0, rejected: 0, unchanged: rows };
  const stays = { sizeBefore: size, sizeAfter: size, amountBefore: amount, amountAfter: amount };
  return { diff, counts: { ...told, ...stays } };
};
const emptyDiff = { added: [], arrivals: [], changed: [], stopped: [], findings: [] };

const wasLookedAt = async (
  { lists }: Needs,
  later: readonly ListId[],
  commune: ListCommune['commune'],
): Promise<boolean> => {
  for (const listId of later) {
    const there = await lists.findCommune(listId, commune);
    if (there && there.outcome !== 'superseded') return true;
  }
  return false;
};
