import type { Answer } from '../domain/completion.ts';
import { writeCsv } from './csv.ts';

export type AnsweredRow = Readonly<{ row: number; number: string; answer: Answer; advice: string }>;

/** What became of every row of a result file, in the file's order. */
export const answersCsv = (rows: readonly AnsweredRow[]): string =>
  writeCsv([
    ['row', 'payout', 'answer', 'trả lời', 'advice'],
    ...rows.map(({ row, number, answer, advice }) => [
      String(row),
      number,
      answer,
      inVietnamese[answer],
      advice,
    ]),
  ]);

const inVietnamese: Readonly<Record<Answer, string>> = {
  recorded: 'đã ghi nhận',
  'already-recorded': 'đã ghi nhận từ trước',
  reversed: 'kết quả này đã được ghi rồi hủy; muốn trả lại thì ghi ngày trả mới',
  conflict: 'mâu thuẫn với kết quả đã ghi; giữ cả hai, chờ người xử lý',
  'amount-differs': 'số tiền khác số phải trả; chưa ghi nhận',
  'unknown-payout': 'không có khoản chi trả này trong kỳ',
  'not-open': 'kỳ chi trả chưa mở',
  'handed-back': 'tiền của người này đã được quyết định nộp trả; không chi',
  withheld: 'tiền của người này đang được giữ theo quyết định; không chi',
  held: 'kết quả kỳ trước đến muộn, chờ kế toán xác nhận; chưa ghi nhận',
  late: 'kỳ đã đóng, khoản này đã chuyển sang kỳ sau; chờ kế toán',
  'nothing-said': 'chưa có kết quả',
  unclear: 'dòng không rõ; sửa rồi gửi lại',
};
