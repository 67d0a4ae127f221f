import { Month } from '../../domain/calendar.ts';
import { complaint, type Complaint } from '../../domain/finding.ts';
import { plainText } from '../../domain/folded-text.ts';

/** The months that a list's title names: "Tháng 6 năm 2016", "tháng 06/2016"; the day of a paper is none. */
export const monthsInTitle = (title: string): Month[] => {
  const said = plainText(title).matchAll(
    /(?<!\bngay\s*\d{1,2}\s*)\bthang\s*(\d{1,2})\s*(?:nam|[/.-])\s*(\d{4})/gi,
  );
  return [...said].flatMap(([, month = '', year = '']) => {
    const read = Month.safeParse(`${year}-${month.padStart(2, '0')}`);
    return read.success ? [read.data] : [];
  });
};

/** Last month's file in this month's folder would bring back whoever was stopped since. */
export const monthDiffers = (said: Month, wanted: Month): Complaint =>
  complaint(
    'month-differs',
    {
      vi: `Tiêu đề ghi tháng ${said}, nhưng danh sách được gửi cho tháng ${wanted}.`,
      en: `The title says ${said}, the list was uploaded for ${wanted}.`,
    },
    {
      vi: 'Kiểm tra có gửi nhầm tệp hoặc nhầm thư mục không; người duyệt quyết định.',
      en: 'See whether it is the right file and folder; an approver decides.',
    },
    'warning',
  );
