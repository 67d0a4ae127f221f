import { isOpenQuestion, type Late } from '../../shared/domain/late.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';

export type FindNeeds = Readonly<{ contradictions: Pick<ContradictionStore, 'findLate' | 'listLate'> }>;

type Meant =
  | Readonly<{ late: Late }>
  | Readonly<{ refused: 'no-such-result' | 'says-not-paid' }>
  | Readonly<{ refused: 'which-one'; proofIds: string[] }>;

/**
 * Which late result of a payout somebody decides about. Where no proof is named there must be one that is open; where
 * none is, the only one there is: the same decision said again.
 */
export const findMeant = async (
  { contradictions }: FindNeeds,
  about: Pick<Late, 'periodId' | 'commune' | 'recipientId'>,
  proofId: string | undefined,
): Promise<Meant> => {
  if (proofId !== undefined) {
    const late = await contradictions.findLate(about, proofId);
    if (!late) return { refused: 'no-such-result' };
    return late.saysPaid ? { late } : { refused: 'says-not-paid' };
  }
  const all = await contradictions.listLate(about.periodId, about.commune);
  const own = all.filter(({ recipientId, saysPaid }) => saysPaid && recipientId === about.recipientId);
  const open = own.filter(isOpenQuestion);
  const [late, ...others] = open.length > 0 ? open : own;
  if (!late) return { refused: 'no-such-result' };
  if (others.length === 0) return { late };
  return { refused: 'which-one', proofIds: [late, ...others].map((one) => one.proofId) };
};
