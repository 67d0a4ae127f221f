import type { CommuneDiff } from './comparison.ts';
import { complaint } from './finding.ts';
import type { CommuneCode } from './geography.ts';
import type { Recipient, RecipientId } from './recipient.ts';

/** Whom an id number belongs to, as the claims say, and whether that may be taken over. */
export type Holder = Readonly<{ commune: CommuneCode; recipientId: RecipientId; isGone: boolean }>;

/** Everyone of a difference who needs a claim: whoever comes, comes back or gets a better number. */
export const claimants = ({ added, changed }: CommuneDiff): Recipient[] =>
  [...added, ...changed].filter(({ idNumber }) => idNumber !== undefined);

export type Claimed = Readonly<{ diff: CommuneDiff; taken: readonly Recipient[] }>;

/**
 * Takes out of a difference whoever has an id number that somebody else holds: an active recipient belongs to
 * one commune, and the same number twice would be paid twice. `holders` grows by those who are let through.
 */
export const settleClaims = (
  diff: CommuneDiff,
  keyOf: (recipient: Recipient) => string,
  holders: Map<string, Holder>,
): Claimed => {
  const refused = new Set<Recipient>();
  const taken: Recipient[] = [];
  for (const recipient of claimants(diff)) {
    const { commune, recipientId } = recipient;
    const holder = holders.get(keyOf(recipient));
    const isOwn = holder?.commune === commune && holder.recipientId === recipientId;
    if (holder && !isOwn && !holder.isGone) {
      refused.add(recipient);
      continue;
    }
    if (!isOwn) taken.push(recipient);
    holders.set(keyOf(recipient), { commune, recipientId, isGone: false });
  }
  if (refused.size === 0) return { diff, taken };
  const findings = [...refused].map(({ source }) => ({
    sheet: source.sheet,
    row: source.row,
    column: 'id_number',
    value: '',
    ...heldElsewhere,
  }));
  const stays = (recipient: Recipient) => !refused.has(recipient);
  return {
    taken,
    diff: {
      ...diff,
      added: diff.added.filter(stays),
      changed: diff.changed.filter(stays),
      // A number that was mistyped may belong to somebody who would now be stopped: stops wait until it is mended.
      stopped: [],
      findings: [...diff.findings, ...findings],
    },
  };
};

const heldElsewhere = complaint(
  'id-number-held-elsewhere',
  {
    vi: 'Số CCCD này đang thuộc một người khác đang hưởng.',
    en: 'Another active recipient holds this id number.',
  },
  {
    vi: 'Kiểm tra số; nếu người này chuyển xã, gửi danh sách của xã cũ (không còn tên) trước.',
    en: 'Check the number; if the person moved, first upload the old commune’s roster without them.',
  },
);
