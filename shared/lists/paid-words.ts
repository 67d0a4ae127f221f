import { PaidTo } from '../domain/payout.ts';
import { type Spelling, spellingReader } from './spellings.ts';

/** Money was handed over, or in the row of the day: the day is over. */
export const readPaid = spellingReader(['paid'], {
  paid: {
    vi: 'Đã trả',
    en: 'Paid',
    also: [
      'x',
      '✓',
      '✔',
      'xong',
      'đã xong',
      'done',
      'đã nhận',
      'đã chi',
      'đã chi trả',
      'đã trả tiền',
      'đã nhận tiền',
    ],
    accented: ['rồi'],
  },
});

/** Into whose hands. A word for one of the family says neither guardian nor proxy: the row is asked about. */
export const paidToWords: Readonly<Record<PaidTo, Spelling>> = {
  self: { vi: 'Chính chủ', en: 'Self', also: ['bản thân'] },
  guardian: { vi: 'Người giám hộ', en: 'Guardian', also: ['giám hộ'] },
  proxy: {
    vi: 'Người được ủy quyền',
    en: 'Proxy',
    also: ['được ủy quyền', 'ủy quyền', 'người nhận thay', 'nhận thay'],
  },
};

export const readPaidTo = spellingReader(PaidTo.options, paidToWords);
