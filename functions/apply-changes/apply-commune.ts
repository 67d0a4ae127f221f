import { type Arrival, type CommuneDiff, countDiff, diffHash } from '../../shared/domain/commune-diff.ts';
import { withoutArrivals } from '../../shared/domain/identity-claims.ts';
import type { List, ListCommune } from '../../shared/domain/payout-list.ts';
import { countRows } from '../../shared/domain/people-of-rows.ts';
import { system } from '../../shared/domain/person.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { versionFor } from '../../shared/domain/review.ts';
import { diffKeyOf } from '../../shared/lists/files.ts';
import { registerScope } from '../../shared/store/leases.ts';
import { settleArrivals } from './arrivals.ts';
import type { Needs } from './handler.ts';
import { beingWritten, raised } from './register-versions.ts';

type CommuneOfList = Readonly<{ list: List; part: ListCommune; diff: CommuneDiff }>;

/** Writes one commune's difference; it is done when nobody waits any more for the commune that they come from. */
export const applyCommune = async (needs: Needs, given: CommuneOfList): Promise<void> => {
  const { lists, registers, leases, audit, now } = needs;
  const { list, part, diff } = given;
  const { listId, programme } = list;
  if (!programme || !part.diff) throw new Error(`commune ${part.commune} of ${listId} cannot be applied`);
  const { commune } = part;
  const { counts } = part.diff;
  const arrivals = await settleArrivals(needs, { listId, programme, arrivals: diff.arrivals });
  const isWritten = await leases.hold(registerScope(programme, commune), async (assertHeld) => {
    const register = await registers.get(programme, commune);
    const isRaised = register.lastList?.listId === listId;
    if (!isRaised && versionFor(listId, register) !== diff.registerVersion) return false;
    const own = isRaised ? [] : [...diff.added, ...diff.changed.map(({ after }) => after), ...diff.stopped];
    const arrived = await arrivedSoFar(needs, diff.arrivals, arrivals.come);
    // A step that died between the people and the register has written somebody whom no version stands for yet.
    const isTold = isRaised
      ? register.lastList?.arrived === arrivals.come.length
      : own.length + arrivals.come.length === 0;
    if (isTold) return true;
    assertHeld();
    const marked = beingWritten(register, listId);
    if (marked !== register) await registers.saveRegister(programme, marked);
    await registers.saveRecipients([...own, ...arrived.toWrite], assertHeld);
    assertHeld();
    const written = { diff: part.diff, come: arrivals.come.length, missing: arrived.missing };
    await registers.saveRegister(programme, raised(marked, list, written));
    return true;
  });
  if (!isWritten || arrivals.waiting) return;
  const kept = arrivals.stayed.length > 0 ? await withoutStayed(needs, given, arrivals.stayed) : part;
  const facts = { new: counts.new, changed: counts.changed, stopped: counts.stopped };
  const subject = `COMMUNE#${programme}#${commune}`;
  await audit.record({ subject, act: 'apply-list', actId: listId, actor: system, at: now(), facts });
  await lists.saveCommune(listId, { ...kept, outcome: 'applied' });
};

/** Of those who may come, whoever is not in the register yet as the list has them; and how many are still away. */
const arrivedSoFar = async (
  { registers }: Needs,
  arrivals: readonly Arrival[],
  come: readonly Recipient[],
): Promise<{ toWrite: readonly Recipient[]; missing: number }> => {
  const all = arrivals.map(({ recipient }) => recipient);
  const [first] = all;
  if (!first) return { toWrite: [], missing: 0 };
  const ids = all.map(({ recipientId }) => recipientId);
  const found = await registers.listSome(first.programme, first.commune, ids);
  const active = new Map(
    found.filter(({ status }) => status === 'active').map((one) => [one.recipientId, one.rowHash]),
  );
  return {
    toWrite: come.filter(({ recipientId, rowHash }) => active.get(recipientId) !== rowHash),
    missing: all.filter((one) => !come.includes(one) && !active.has(one.recipientId)).length,
  };
};

/** Rows of people whom their old commune has not let go are rejected after all. */
const withoutStayed = async (
  { files, lists, registers }: Needs,
  { list, part, diff }: CommuneOfList,
  stayed: readonly Arrival[],
): Promise<ListCommune> => {
  if (!part.diff || !list.programme) return part;
  const left = withoutArrivals(diff, stayed);
  const hash = diffHash(left);
  const key = diffKeyOf(list.listId, `${part.commune}-${hash}`);
  const register = await registers.listRecipients(list.programme, part.commune);
  const rows = countRows(stayed.map(({ recipient }) => recipient));
  const { counts } = part.diff;
  const { amountBefore, sizeBefore } = counts;
  const now = countDiff(register, left, { ...counts, rejected: counts.rejected + rows });
  await files.writeJson(key, [left]);
  const kept = {
    ...part,
    diff: { ...part.diff, key, hash, counts: { ...now, amountBefore, sizeBefore }, wholeHash: undefined },
  };
  await lists.saveCommune(list.listId, kept);
  return kept;
};
