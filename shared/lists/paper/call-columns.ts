import type { Payout } from '../../domain/payout.ts';
import type { Recipient } from '../../domain/recipient.ts';
import type { Reminder } from '../../domain/reminder.ts';
import { reasonWords } from '../reason-words.ts';
import type { Block } from './canvas.ts';
import { collectorText, phoneText } from './sheet-columns.ts';
import * as styles from './styles.ts';
import { shortDay } from './written-days.ts';

/** Somebody who is overdue; `reminder` is the last one that they had, or are sent this morning. */
export type CallLine = Readonly<{
  payout: Payout;
  recipient: Recipient | undefined;
  reminder: Reminder | undefined;
}>;

type Column = Readonly<{
  header: string;
  width: number;
  style: NonNullable<Block['style']>;
  shows: (line: CallLine, ordinal: number) => string | number;
}>;

const small = { ...styles.left, font: { ...styles.left.font, size: 10 } };
const bold = { ...styles.left, font: { ...styles.left.font, bold: true } };
/** What an officer calls by, and room for what they hear. */
export const callColumns: readonly Column[] = [
  { header: 'STT', width: 5, style: styles.centre, shows: (_line, ordinal) => ordinal },
  {
    header: 'Họ và tên',
    width: 24,
    style: bold,
    shows: ({ recipient }) => recipient?.name ?? '(không còn trong sổ)',
  },
  {
    header: 'Năm sinh',
    width: 7,
    style: styles.centre,
    shows: ({ recipient }) => recipient?.born.slice(0, 4) ?? '',
  },
  {
    header: 'Điện thoại',
    width: 13,
    style: styles.code,
    shows: ({ recipient }) => (recipient?.phone ? phoneText(recipient.phone) : 'không có số'),
  },
  {
    header: 'Người nhận thay',
    width: 22,
    style: styles.left,
    shows: (line) => collectorText(line),
  },
  { header: 'Đã hẹn', width: 14, style: small, shows: ({ payout: { place } }) => appointment(place) },
  { header: 'Lý do chưa nhận', width: 24, style: small, shows: ({ payout }) => reasonsOf(payout) },
  { header: 'Tin nhắn', width: 15, style: small, shows: ({ reminder }) => messageText(reminder) },
  { header: 'Cán bộ hỏi được', width: 30, style: styles.left, shows: () => '' },
];
const appointment = ({ kind, day }: Payout['place']): string =>
  `${kind === 'home' ? 'Tại nhà' : 'Tại điểm'} ${shortDay(day)}`;

const reasonsOf = ({ attempts }: Payout): string =>
  attempts
    .map(({ reason, attemptedOn }) => `${reasonWords[reason].vi} (${shortDay(attemptedOn)})`)
    .join('; ') || reasonWords.ABSENT.vi;

const messageText = (reminder: Reminder | undefined): string => {
  switch (reminder?.status) {
    case undefined:
    case 'dropped':
    case 'expired':
      return 'Chưa gửi';
    case 'queued':
      return `Gửi ${shortDay(reminder.date)}`;
    case 'sent':
      return `Đã gửi ${shortDay(reminder.date)}`;
    case 'sending':
    case 'uncertain':
      return `Chưa rõ ${shortDay(reminder.date)}`;
  }
};
