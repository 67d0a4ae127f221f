import { applied, type CommuneDiff } from '../../shared/domain/commune-diff.ts';
import { compareCommune, type StopRow } from '../../shared/domain/comparison.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import {
  type Claimed,
  type Holder,
  type Moving,
  movingIn,
  settleClaims,
} from '../../shared/domain/identity-claims.ts';
import type { ListedPerson, Recipient, RecipientId } from '../../shared/domain/recipient.ts';
import { assistance, keyed } from './build.ts';

/** One list: per commune who is named and, in corrections, who is stopped. */
export type ProvinceList = Readonly<{
  isWhole: boolean;
  communes: readonly Readonly<{
    commune: CommuneCode;
    rows: readonly ListedPerson[];
    stops: readonly StopRow[];
  }>[];
}>;
type Place = Readonly<{ commune: CommuneCode; recipientId: RecipientId }>;
type Claim = Place & Readonly<{ from?: Place | undefined; isOfThisList: boolean }>;

/**
 * The registers of some communes and the claims on id numbers, as the steps of an import deal with them, in a few
 * lines: claims are settled one commune after the other, and each commune is written at once. `onWrite` looks on.
 */
export const openProvince = (onWrite: () => void = () => undefined) => {
  const registers = new Map<CommuneCode, Recipient[]>();
  const claims = new Map<string, Claim>();
  const registerOf = (commune: CommuneCode) => registers.get(commune) ?? [];
  const find = ({ commune, recipientId }: Place) =>
    registerOf(commune).find((one) => one.recipientId === recipientId);

  const standingOf = (idNumber: string, place: Place): Holder['standing'] => {
    const one = find(place);
    return one?.idNumber === idNumber ? one.status : 'gone';
  };
  const holderOf = (idNumber: string, claim: Claim, { commune: asking, arrivals }: CommuneDiff): Holder => {
    const isArriving = arrivals.some(({ recipient }) => recipient.idNumber === idNumber);
    const { commune, recipientId, from, isOfThisList } = claim;
    const own = { commune, recipientId, standing: standingOf(idNumber, claim) };
    const before = from && { ...from, standing: standingOf(idNumber, from) };
    if (own.standing === 'active') return own;
    if (isOfThisList && (isArriving || commune !== asking || !before)) return { ...own, standing: 'active' };
    return before && (before.standing === 'active' || own.standing === 'gone') ? before : own;
  };
  const settle = (diff: CommuneDiff, moving: Moving): Claimed => {
    const holders = [...claims].map(
      ([idNumber, claim]) => [idNumber, holderOf(idNumber, claim, diff)] as const,
    );
    return settleClaims(diff, {
      ...moving,
      keyOf: ({ idNumber = '' }) => idNumber,
      holders: new Map(holders),
    });
  };
  const whoMoves = (diffs: readonly CommuneDiff[]): Moving => {
    const coming = new Set(diffs.flatMap((diff) => [...movingIn(diff).coming]));
    let leaving = new Set(diffs.flatMap((diff) => [...movingIn(diff).leaving]));
    for (;;) {
      const settled = diffs.map((diff) => settle(diff, { leaving, coming }).diff);
      const stay = new Set(settled.flatMap((diff) => [...movingIn(diff).leaving]));
      if (stay.size === leaving.size) return { leaving, coming };
      leaving = stay;
    }
  };

  return {
    registers,
    claims,

    compare: ({ isWhole, communes }: ProvinceList): CommuneDiff[] =>
      communes.map(
        (given) =>
          compareCommune(
            {
              ...{ programme: assistance, registerVersion: 1, rejected: [], isWhole },
              ...{ ...given, register: registerOf(given.commune) },
            },
            keyed,
          ).diff,
      ),

    /** Dies, where told to, when it has written a commune's difference and not yet the claims of it. */
    claim: (diffs: readonly CommuneDiff[], diesAt = diffs.length): CommuneDiff[] => {
      const moving = whoMoves(diffs);
      const settled = [...diffs];
      for (const [at, diff] of diffs.slice(0, diesAt + 1).entries()) {
        const claimed = settle(diff, moving);
        settled[at] = claimed.diff;
        if (at === diesAt) break;
        for (const { recipient, from } of claimed.taken) {
          const { commune, recipientId, idNumber = '' } = recipient;
          claims.set(idNumber, { commune, recipientId, from, isOfThisList: true });
        }
      }
      return settled;
    },

    /** Twice: who arrives is written when they are stopped where they come from. Returns who never is. */
    apply: (diffs: readonly CommuneDiff[]): CommuneDiff['arrivals'] => {
      const isLeft = ({ from }: CommuneDiff['arrivals'][number]) => find(from)?.status !== 'active';
      for (const diff of [...diffs, ...diffs]) {
        const arrivals = diff.arrivals.filter(isLeft);
        registers.set(diff.commune, applied(registerOf(diff.commune), { ...diff, arrivals }));
        onWrite();
      }
      const registered = ({ recipient }: CommuneDiff['arrivals'][number]) =>
        find(recipient)?.status === 'active';
      return diffs.flatMap(({ arrivals }) => arrivals.filter((one) => !registered(one)));
    },

    endList: (): void => {
      for (const [idNumber, claim] of claims) claims.set(idNumber, { ...claim, isOfThisList: false });
    },
  };
};
