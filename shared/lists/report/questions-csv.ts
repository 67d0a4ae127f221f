import type { Words } from '../../domain/finding.ts';
import type { Question } from '../../domain/question.ts';
import { writeCsv } from '../csv.ts';

/** What waits for a person in a period: the paper it came from, and what to do about it. Nobody is named. */
export const questionsCsv = (questions: readonly Question[]): string =>
  writeCsv([
    ['payout', 'question', 'vướng mắc', 'file', 'row', 'by', 'at', 'proofId', 'cần làm gì', 'what to do'],
    ...questions.map(({ payout, kind, listId = '', row, by, at, proofId }) => [
      payout,
      kind,
      inVietnamese[kind],
      listId,
      row === undefined ? '' : String(row),
      by,
      at,
      proofId,
      toDo[kind].vi,
      toDo[kind].en,
    ]),
  ]);

const inVietnamese: Readonly<Record<Question['kind'], string>> = {
  late: 'kết quả đến muộn chưa xử lý',
  conflict: 'mâu thuẫn với kết quả đã ghi',
};

const toDo: Readonly<Record<Question['kind'], Words>> = {
  late: {
    vi: 'Kiểm tra phiếu có chữ ký, rồi xác nhận hoặc bác kết quả này.',
    en: 'Check the signed sheet, then confirm or reject this result (decide-late).',
  },
  conflict: {
    vi: 'So phiếu có chữ ký với kết quả đã ghi và hỏi người đã ghi; thu hồi nếu đã trả hai lần.',
    en: 'Compare the signed sheet with what is recorded and ask whoever recorded it; recover what was paid twice.',
  },
};
