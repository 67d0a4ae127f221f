import { type CommuneEnding, type PointEnding, sumByReason } from '../../domain/ending.ts';
import { type Tally } from '../../domain/payout.ts';
import { returnedOf } from '../../domain/settlement-acts.ts';
import { isBalanced, type SettledCommune, type Settlement } from '../../domain/settlement.ts';
import type { Standing } from '../../domain/standing.ts';
import { isPackList } from '../files.ts';

type PackCommune = Readonly<{
  commune: string;
  name: string;
  approved: Tally;
  standing: Standing;
  longMissed: number;
  isBalanced: boolean;
}>;
type PackPoint = PointEnding & Readonly<{ commune: string; name: string }>;

/** Who answers for the period, by the ids of officers, and the voucher of the money. */
type PackApproval = Readonly<{
  submittedBy: string;
  submittedAt: string;
  approvedBy?: string | undefined;
  approvedAt?: string | undefined;
  voucher?: string | undefined;
}>;

/** Every figure of a settled period, for people and for other programs; no recipient is named. */
export type Pack = Readonly<
  Pick<CommuneEnding, 'unpaidReasons' | 'decisions' | 'longMissed' | 'messages' | 'undecided'> & {
    province: string;
    /** By which its hours are told to people. */
    timeZone: string;
    approval: PackApproval;
    settlement: Settlement;
    returned: number;
    stillToHandBack: number;
    /** What recipients paid for it: nothing, ever. */
    recipientFee: 0;
    communes: readonly PackCommune[];
    points: readonly PackPoint[];
    /** The lists of who was paid and who was not. */
    files: readonly string[];
  }
>;

export type PackGiven = Readonly<{
  province: string;
  timeZone: string;
  approval: PackApproval;
  settlement: Settlement;
  communes: readonly SettledCommune[];
  /** Of communes by code and of points by id. */
  names: ReadonlyMap<string, string>;
  /** Whatever lies in the period's folder. */
  keys: readonly string[];
}>;

export const packOf = ({ settlement, communes, names, keys, ...given }: PackGiven): Pack => {
  const { submittedBy, submittedAt, approvedBy, approvedAt, voucher } = given.approval;
  const endings = communes.flatMap(({ ending }) => ending ?? []);
  const returned = returnedOf(settlement.returned);
  return {
    province: given.province,
    timeZone: given.timeZone,
    approval: { submittedBy, submittedAt, approvedBy, approvedAt, voucher },
    settlement,
    returned,
    stillToHandBack: settlement.toHandBack - returned,
    recipientFee: 0,
    communes: communes.map((one) => communeOf(one, names)),
    points: communes.flatMap(({ commune, ending }) =>
      (ending?.points ?? []).map((one) => ({ ...one, commune, name: names.get(one.pointId) ?? one.pointId })),
    ),
    unpaidReasons: sumByReason(endings.map(({ unpaidReasons }) => unpaidReasons)),
    decisions: sumByReason(endings.map(({ decisions }) => decisions)),
    longMissed: endings.reduce((sum, one) => sum + one.longMissed, 0),
    messages: sumOfMessages(endings),
    undecided: {
      late: endings.reduce((sum, { undecided }) => sum + undecided.late, 0),
      conflicts: endings.reduce((sum, { undecided }) => sum + undecided.conflicts, 0),
    },
    files: keys.filter(isPackList).toSorted(),
  };
};

const communeOf = (one: SettledCommune, names: PackGiven['names']): PackCommune => ({
  commune: one.commune,
  name: names.get(one.commune) ?? one.commune,
  approved: one.submitted,
  standing: one.standing,
  longMissed: one.ending?.longMissed ?? 0,
  isBalanced: isBalanced(one),
});

const sumOfMessages = (endings: readonly CommuneEnding[]): CommuneEnding['messages'] => {
  const sumIn = (part: keyof CommuneEnding['messages']): number =>
    endings.reduce((sum, { messages }) => sum + messages[part], 0);
  return {
    sent: sumIn('sent'),
    parts: sumIn('parts'),
    uncertain: sumIn('uncertain'),
    dropped: sumIn('dropped'),
    price: sumIn('price'),
  };
};
