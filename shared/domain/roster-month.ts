import type { Month } from './calendar.ts';
import { complaint, type Complaint } from './finding.ts';
import { isSubmitted, type PeriodStatus } from './payment-period.ts';

export type KnownMonth = Readonly<{ month: Month; status?: PeriodStatus | undefined }>;

/**
 * Why a roster for that month may not be applied now, or undefined. The register is one month's picture: a
 * later month would change an earlier plan that nobody has approved, and what was submitted stays as it was.
 */
export const monthRefusal = (month: Month, known: readonly KnownMonth[]): Complaint | undefined => {
  if (known.some((one) => one.month > month || (one.month === month && isSubmitted(one.status))))
    return monthSubmitted(month);
  const waiting = known.find(
    (one) => one.month < month && (!isSubmitted(one.status) || one.status === 'submitted'),
  );
  return waiting && earlierMonthOpen(waiting.month);
};

const monthSubmitted = (month: Month): Complaint =>
  complaint(
    'month-submitted',
    {
      vi: `Kỳ chi trả ${month} đã trình duyệt hoặc đã qua.`,
      en: `The period ${month} was submitted already, or a later one exists.`,
    },
    {
      vi: 'Kỳ chưa được duyệt: thu hồi rồi gửi lại. Kỳ đã được duyệt: đưa thay đổi vào danh sách tháng sau, hoặc thôi chi theo quyết định.',
      en: 'Before it is approved, recall the period and upload again. Once approved, put the changes into the next month’s roster, or hand back by decision.',
    },
  );

const earlierMonthOpen = (month: Month): Complaint =>
  complaint(
    'earlier-month-not-approved',
    { vi: `Kỳ chi trả ${month} chưa được duyệt.`, en: `The period ${month} is not approved yet.` },
    {
      vi: 'Duyệt kỳ đó trước, rồi gửi lại danh sách này.',
      en: 'Have that period approved first, then upload this roster again.',
    },
  );
