import { complaint } from '../domain/finding.ts';
import { paidToWords } from './paid-words.ts';
import { reasonWords } from './reason-words.ts';
import type { Spelling } from './spellings.ts';

const written = ({ vi }: Spelling): string => vi.toLowerCase();
const reasonsWritten = Object.values(reasonWords).map(written).join('; ');

export const numberWrong = complaint(
  'payout-number-wrong',
  { vi: 'Số chi trả không đúng.', en: 'This payout number is mistyped.' },
  { vi: 'Chép lại số trên phiếu.', en: 'Copy the number from the sheet.' },
);
export const resultUnclear = complaint(
  'result-unclear',
  { vi: 'Kết quả không rõ.', en: 'The result is unclear.' },
  {
    vi: `Đã trả thì ghi x, đã trả hoặc số tiền; chưa trả thì ghi một lý do (${reasonsWritten}) hoặc để trống.`,
    en: `If paid, write x, đã trả or the amount; if not, write one reason (such as ${written(reasonWords.ABSENT)}, or ABSENT) or leave it empty.`,
  },
);
export const paidToUnclear = complaint(
  'paid-to-unclear',
  { vi: 'Người nhận không rõ.', en: 'It is unclear who was paid.' },
  {
    vi: `Ghi ${written(paidToWords.self)} (hoặc để trống), ${written(paidToWords.guardian)} hoặc ${written(paidToWords.proxy)}.`,
    en: `Write ${written(paidToWords.self)} (self), ${written(paidToWords.guardian)} (guardian) or ${written(paidToWords.proxy)} (proxy).`,
  },
);
export const dayToCome = complaint(
  'paid-on-to-come',
  { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' },
  {
    vi: 'Ngày chi trả chưa đến: nếu đã trả trước hẹn thì ghi ngày đã trả, không muộn hơn hôm nay; nếu chưa trả thì để trống kết quả.',
    en: 'The day has not come: if it was paid before, write that day, today or earlier; if not, leave the result empty.',
  },
);
export const dayTooEarly = complaint(
  'paid-on-too-early',
  { vi: 'Ngày này trước ngày mở kỳ chi trả.', en: 'This day is before the period was opened.' },
  {
    vi: 'Ngày trả trước ngày mở kỳ: kiểm tra tháng của phiếu, ghi đúng ngày đã trả hoặc gửi phiếu vào đúng kỳ.',
    en: 'The day is before the period was opened: check the month of the sheet, write the day of the payment, or upload the sheet to its own period.',
  },
);
export const dayDoneToCome = complaint(
  'day-done-to-come',
  { vi: 'Ngày chi trả của phiếu này chưa đến.', en: 'The day of this sheet has not come yet.' },
  {
    vi: 'Ghi x ở dòng DAY-DONE khi ngày chi trả đã xong rồi gửi lại.',
    en: 'Mark the DAY-DONE row once the day is over, and upload the sheet again.',
  },
);
export const dayUnclear = complaint(
  'paid-on-unclear',
  { vi: 'Ngày trả không rõ.', en: 'The day is unclear.' },
  { vi: 'Ghi ngày như 03/06/2016.', en: 'Write a day like 2016-06-03.' },
);
