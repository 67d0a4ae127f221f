import { CommuneCode } from './geography.ts';
import { checkCharacter } from './fingerprint.ts';
import { RecipientId } from './recipient.ts';

export type PayoutOf = Readonly<{ commune: CommuneCode; recipientId: RecipientId }>;

/** The number on sheets, `01834-ABCDE-FGHJK-M`: commune, recipient in two halves, check character. */
export const payoutNumber = ({ commune, recipientId }: PayoutOf): string =>
  `${commune}-${recipientId.slice(0, 5)}-${recipientId.slice(5)}-${checkCharacter(commune + recipientId)}`;

/** Reads a typed number; spaces, case, missing dashes and O/I/L typed for 0/1 are forgiven, a wrong one is undefined. */
export const readPayoutNumber = (typed: string): PayoutOf | undefined => {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s.-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const commune = CommuneCode.safeParse(text.slice(0, 5));
  const recipientId = RecipientId.safeParse(text.slice(5, 15));
  if (text.length !== 16 || !commune.success || !recipientId.success) return undefined;
  const read = { commune: commune.data, recipientId: recipientId.data };
  return checkCharacter(text.slice(0, 15)) === text.slice(15) ? read : undefined;
};
