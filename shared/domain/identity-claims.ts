import type { Arrival, CommuneDiff } from './commune-diff.ts';
import { complaint } from './finding.ts';
import type { CommuneCode } from './geography.ts';
import { countRows, rowsOf } from './people-of-rows.ts';
import type { Recipient, RecipientId } from './recipient.ts';

/**
 * Whom an id number belongs to: `active` there (or about to be, by a list that is not over), `stopped`, or `gone`:
 * nobody has it, because the list that claimed it ended without them or they have a better number by now.
 */
export type Holder = Readonly<{
  commune: CommuneCode;
  recipientId: RecipientId;
  standing: 'active' | 'stopped' | 'gone';
}>;

/** Everyone of a difference who needs a claim: whoever comes, comes back or gets a better number. */
export const claimants = ({ added, arrivals, changed }: CommuneDiff): Recipient[] => {
  const renewed = changed.filter(
    ({ before, after }) => before.status === 'stopped' || before.idNumber !== after.idNumber,
  );
  const all = [...added, ...arrivals.map(({ recipient }) => recipient), ...renewed.map(({ after }) => after)];
  return all.filter(({ idNumber }) => idNumber !== undefined);
};

export const placeOf = ({ commune, recipientId }: Pick<Holder, 'commune' | 'recipientId'>): string =>
  `${commune} ${recipientId}`;

/** Places of those whom a list itself stops, so that their numbers may move on with them, and of those who come. */
export type Moving = Readonly<{ leaving: ReadonlySet<string>; coming: ReadonlySet<string> }>;

export const movingIn = ({ arrivals, changed, stopped }: CommuneDiff): Moving => {
  const back = changed.filter(({ before }) => before.status === 'stopped').map(({ after }) => after);
  const come = [...arrivals.map(({ recipient }) => recipient), ...back];
  return { leaving: new Set(stopped.map(placeOf)), coming: new Set(come.map(placeOf)) };
};

export type Claims = Moving &
  Readonly<{ keyOf: (recipient: Recipient) => string; holders: ReadonlyMap<string, Holder> }>;

export type Claimed = Readonly<{
  diff: CommuneDiff;
  taken: readonly Readonly<{ recipient: Recipient; from?: Arrival['from'] }>[];
  /** Rows that had to be taken out. */
  refused: number;
}>;

/**
 * Lets through who may have their id number. An active recipient belongs to one commune: who holds the number in
 * another one arrives from there if they were stopped or this list stops them, else the row is an error, because the
 * same number twice would be paid twice.
 */
export const settleClaims = (diff: CommuneDiff, claims: Claims): Claimed => {
  const refused = new Set<Recipient>();
  const taken: Claimed['taken'][number][] = [];
  const arrivals = new Map<Recipient, Arrival>(diff.arrivals.map((one) => [one.recipient, one]));
  const added = new Set(diff.added);
  for (const recipient of claimants(diff)) {
    const holder = claims.holders.get(claims.keyOf(recipient));
    if (holder && placeOf(holder) === placeOf(recipient)) {
      // Whoever comes back claims anew: to another list that comes at the same time they would be free.
      if (holder.standing !== 'active') taken.push({ recipient });
      continue;
    }
    if (!holder || holder.standing === 'gone') {
      taken.push({ recipient });
      continue;
    }
    if (isThere(holder, claims)) {
      refused.add(recipient);
      continue;
    }
    if (holder.commune === recipient.commune) {
      taken.push({ recipient });
      continue;
    }
    const from = { commune: holder.commune, recipientId: holder.recipientId };
    const arrived = added.has(recipient) ? { ...recipient, recipientId: holder.recipientId } : recipient;
    arrivals.set(recipient, { recipient: arrived, from });
    taken.push({ recipient: arrived, from });
  }
  const stays = (recipient: Recipient) => !refused.has(recipient);
  const settled: CommuneDiff = {
    ...diff,
    added: diff.added.filter((one) => stays(one) && !arrivals.has(one)),
    arrivals: [...arrivals].flatMap(([recipient, arrival]) => (stays(recipient) ? [arrival] : [])),
    changed: diff.changed.filter(({ after }) => stays(after) && !arrivals.has(after)),
  };
  return {
    diff: refused.size === 0 ? settled : withoutThem(settled, [...refused]),
    taken,
    refused: countRows([...refused]),
  };
};

/** Whether a holder is paid where they are, once the list is applied. */
const isThere = (holder: Holder, { leaving, coming }: Moving): boolean =>
  holder.standing === 'active' ? !leaving.has(placeOf(holder)) : coming.has(placeOf(holder));

/** A number that was mistyped may belong to somebody who would now be stopped: stops wait until it is mended. */
const withoutThem = (diff: CommuneDiff, refused: readonly Recipient[]): CommuneDiff => ({
  ...diff,
  stopped: diff.stopped.filter(({ stopReason }) => stopReason !== undefined),
  findings: [...diff.findings, ...refused.flatMap(heldElsewhere)],
});

/** Takes out who was to arrive from a commune that, as it turned out, has not let them go. */
export const withoutArrivals = (diff: CommuneDiff, kept: readonly Arrival[]): CommuneDiff => ({
  ...diff,
  arrivals: diff.arrivals.filter((one) => !kept.includes(one)),
  findings: [...diff.findings, ...kept.flatMap(({ recipient }) => heldElsewhere(recipient))],
});

const heldElsewhere = (recipient: Recipient) =>
  rowsOf(recipient).map(({ sheet, row }) => ({
    sheet,
    row,
    column: 'id_number',
    value: '',
    ...idNumberHeldElsewhere,
  }));

const idNumberHeldElsewhere = complaint(
  'id-number-held-elsewhere',
  {
    vi: 'Số CCCD này đang thuộc một người khác đang hưởng.',
    en: 'Another active recipient holds this id number.',
  },
  {
    vi: 'Kiểm tra số; nếu người này chuyển xã, gửi danh sách của xã cũ (không còn tên) trước hoặc cùng lúc.',
    en: 'Check the number; if the person moved, upload the old commune’s roster without them, before or in the same file.',
  },
);
