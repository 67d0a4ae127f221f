import type { Words } from '../../domain/finding.ts';
import type { Recipient } from '../../domain/recipient.ts';

/** What a change of somebody is about; whoever comes back after a stop changes the amount from nothing. */
export type ChangeKind = 'amount' | 'collector' | 'other';

export const changeKinds = (before: Recipient, after: Recipient): ChangeKind[] => {
  const kinds: ChangeKind[] = [];
  if (amountOf(before) !== amountOf(after)) kinds.push('amount');
  if (before.status === 'active' && collectorMark(before) !== collectorMark(after)) kinds.push('collector');
  return kinds.length > 0 ? kinds : ['other'];
};

/** Monthly đồng that somebody who was stopped does not get. */
export const amountOf = ({ status, benefits }: Recipient): number =>
  status === 'active' ? benefits.reduce((sum, { amount }) => sum + amount, 0) : 0;

/** In words, everything that the list says otherwise than before. */
export const whatChanged = (before: Recipient, after: Recipient): Words => {
  const changed = aspects.filter(({ of }) => of(before) !== of(after));
  const join = (words: readonly string[]) => words.join(', ');
  return { vi: join(changed.map(({ vi }) => vi)), en: join(changed.map(({ en }) => en)) };
};

const oneOff = (owed: Recipient['funeral']): string => (owed ? `${owed.month} ${owed.amount}` : '');
const collectorMark = ({ collector }: Recipient): string =>
  collector ? [collector.name, collector.relation, collector.idNumber].join('|') : '';
const inOrder = (texts: readonly string[]): string => texts.toSorted().join('|');

type Aspect = Words & Readonly<{ of: (recipient: Recipient) => string | number | undefined }>;

const aspects: readonly Aspect[] = [
  { vi: 'hưởng lại', en: 'returned', of: ({ status }) => status },
  {
    vi: 'mức trợ cấp',
    en: 'amount',
    of: ({ benefits }) => benefits.reduce((sum, one) => sum + one.amount, 0),
  },
  {
    vi: 'nhóm, hệ số',
    en: 'group, coefficient',
    of: ({ benefits }) => inOrder(benefits.map(({ group, coefficient }) => `${group} ${coefficient}`)),
  },
  {
    vi: 'truy lĩnh',
    en: 'arrears',
    of: ({ benefits }) => inOrder(benefits.map(({ group, arrears }) => `${group} ${oneOff(arrears)}`)),
  },
  { vi: 'mai táng phí', en: 'funeral', of: ({ funeral }) => oneOff(funeral) },
  { vi: 'chưa lĩnh kỳ trước', en: 'carried over', of: ({ openingCarryOver }) => oneOff(openingCarryOver) },
  { vi: 'người nhận', en: 'collector', of: collectorMark },
  { vi: 'họ tên', en: 'name', of: ({ name }) => name },
  { vi: 'ngày sinh', en: 'birth', of: ({ born }) => born },
  { vi: 'giới tính', en: 'sex', of: ({ sex }) => sex },
  { vi: 'số sổ', en: 'file number', of: ({ fileNumber }) => fileNumber },
  { vi: 'số CCCD', en: 'id number', of: ({ idNumber }) => idNumber },
  { vi: 'thôn', en: 'hamlet', of: ({ hamlet }) => hamlet },
  { vi: 'điện thoại', en: 'phone', of: ({ phone }) => phone },
  { vi: 'quyết định', en: 'decision', of: ({ decisionNumber }) => decisionNumber },
  { vi: 'điểm chi trả', en: 'payout point', of: ({ pointId }) => pointId },
  { vi: 'chi trả tại nhà', en: 'home visit', of: ({ homeVisit }) => homeVisit },
];
