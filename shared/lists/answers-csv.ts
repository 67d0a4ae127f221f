import type { Answer, Remark } from '../domain/completion.ts';
import type { Words } from '../domain/finding.ts';
import { writeCsv } from './csv.ts';

/** `advice`: what to do about a row that is unclear; what to do about any other answer is said here. */
export type AnsweredRow = Readonly<{
  /** 0 for CSV, else which page of the workbook. */
  sheet: number;
  row: number;
  number: string;
  answer: Answer;
  advice?: readonly Words[];
  remarks?: readonly Remark[];
}>;

/** What became of every row of a result file, in its order, and what to do; `2:5` is row 5 of a workbook's second page. */
export const answersCsv = (rows: readonly AnsweredRow[]): string =>
  writeCsv([
    ['dòng / row', 'số chi trả / payout', 'kết quả / answer', 'trả lời', 'cần làm gì', 'what to do'],
    ...rows.map(({ sheet, row, number, answer, advice = [], remarks = [] }) => {
      const toDo = [...advice, ...adviceOn[answer], ...remarks.map((remark) => adviceOnRemark[remark])];
      return [
        sheet > 1 ? `${String(sheet)}:${String(row)}` : String(row),
        number,
        answer,
        inVietnamese[answer],
        toDo.map(({ vi }) => vi).join(' '),
        toDo.map(({ en }) => en).join(' '),
      ];
    }),
  ]);

const inVietnamese: Readonly<Record<Answer, string>> = {
  recorded: 'đã ghi nhận',
  'already-recorded': 'đã ghi nhận từ trước',
  reversed: 'kết quả này đã được ghi rồi hủy',
  conflict: 'mâu thuẫn với kết quả đã ghi; giữ cả hai',
  'amount-differs': 'số tiền khác số phải trả; chưa ghi nhận',
  'unknown-payout': 'không có khoản chi trả này trong kỳ',
  'not-open': 'kỳ chi trả không mở',
  'handed-back': 'tiền của người này đã được quyết định nộp trả',
  withheld: 'tiền của người này đang được giữ theo quyết định',
  held: 'kết quả kỳ trước đến muộn, chờ kế toán; chưa ghi nhận',
  late: 'kỳ đã đóng, khoản này đã chuyển sang kỳ sau',
  'nothing-said': 'chưa có kết quả',
  unclear: 'dòng không rõ; chưa ghi nhận',
};

const adviceOn: Readonly<Record<Answer, readonly Words[]>> = {
  recorded: [],
  'already-recorded': [],
  'nothing-said': [],
  unclear: [],
  reversed: [
    {
      vi: 'Nếu đã trả lại vào ngày khác thì ghi ngày đó rồi gửi lại; nếu trả lại ngay hôm đó thì ghi từng khoản (complete-payout, again); nếu chưa trả thì không cần làm gì.',
      en: 'If it was paid once more on another day, write that day and upload the row again; if on the very same day, record it one by one (complete-payout, again); if not, do nothing.',
    },
  ],
  conflict: [
    {
      vi: 'Kiểm tra chữ ký trên phiếu và hỏi người đã ghi trước; báo kế toán nếu đã trả hai lần.',
      en: 'Check the signature on the sheet and ask whoever recorded it first; tell the accountant if it was paid twice.',
    },
  ],
  'amount-differs': [
    {
      vi: 'Chỉ được trả đủ: kiểm tra số tiền trên phiếu, ghi đúng số phải trả hoặc x rồi gửi lại.',
      en: 'Only the whole amount is paid: check the sheet, write the amount due or x, and upload the row again.',
    },
  ],
  'unknown-payout': [
    {
      vi: 'Kiểm tra số chi trả và tháng của phiếu; gửi vào đúng kỳ.',
      en: 'Check the payout number and the month of the sheet; upload it to its own period.',
    },
  ],
  'not-open': [
    {
      vi: 'Không chi tiền khi kỳ chưa được duyệt; nếu đã chi thì báo ngay kế toán.',
      en: 'Nothing is paid before a period is approved; if money was handed over, tell the accountant at once.',
    },
  ],
  'handed-back': [
    {
      vi: 'Không chi. Nếu đã chi thì báo ngay kế toán; kết quả này được giữ lại để xử lý.',
      en: 'Do not pay. If money was handed over, tell the accountant at once; this result is kept for a decision.',
    },
  ],
  withheld: [
    {
      vi: 'Không chi cho đến khi có quyết định. Nếu đã chi thì báo ngay kế toán; kết quả này được giữ lại.',
      en: 'Do not pay before there is a decision. If money was handed over, tell the accountant at once; this result is kept.',
    },
  ],
  held: [
    {
      vi: 'Không chi cho đến khi kế toán xử lý xong kết quả kỳ trước, rồi gửi lại dòng này nếu đã chi.',
      en: 'Do not pay until the accountant has decided the late result; if it was paid, upload the row again then.',
    },
  ],
  late: [
    {
      vi: 'Đưa phiếu có chữ ký cho kế toán xác nhận; khoản này của kỳ sau tạm giữ cho đến khi xác nhận xong.',
      en: 'Show the signed sheet to the accountant; what is due next month waits until it is decided.',
    },
  ],
};

const adviceOnRemark: Readonly<Record<Remark, Words>> = {
  'before-payout-days': {
    vi: 'Ngày trả trước ngày đầu của đợt chi trả: kiểm tra lại ngày trên phiếu.',
    en: 'The day is before the first payout day of the period: check it on the sheet.',
  },
  'before-own-day': {
    vi: 'Ngày trả trước ngày hẹn của người này: kiểm tra lại ngày trên phiếu.',
    en: 'The day is before the day planned for this person: check it on the sheet.',
  },
  'no-collector-known': {
    vi: 'Danh sách không có người nhận thay cho người này: kiểm tra giấy ủy quyền và báo cán bộ lập danh sách.',
    en: 'The list names no collector for this person: check the letter of proxy and tell the list officer.',
  },
};
