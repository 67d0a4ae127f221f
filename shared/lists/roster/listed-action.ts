import { complaint, type Complaint } from '../../domain/finding.ts';
import { plainText } from '../../domain/folded-text.ts';
import type { StopReason } from '../../domain/recipient.ts';

/** What a row of a corrections list wants done: added or changed, or stopped for a reason. */
export type ListedAction = 'upsert' | StopReason;

/** Whole phrases only: "điều chỉnh giảm" lowers an amount, "giảm" takes the person off the list. */
export const readAction = (text: string): ListedAction | Complaint => {
  const words = plainText(text)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
  const action = actions.get(words);
  if (action !== undefined) return action;
  const why = actions.get(words.replace(/^giam (?:do |vi )?/, ''));
  return why === undefined || why === 'upsert' ? actionUnclear : why;
};

const phrases: Readonly<Record<ListedAction, readonly string[]>> = {
  upsert: [
    'them, them moi, tang, tang moi, moi, moi huong, add, new',
    'sua, sua doi, thay doi, dieu chinh, dieu chinh tang, dieu chinh giam, dieu chinh muc, tang muc, giam muc',
    'cap nhat, change, update, huong lai, tiep tuc huong',
  ],
  OTHER: ['giam, dung, dung huong, thoi, thoi huong, cat, cat giam, cat huong, tam dung, stop, other'],
  DIED: ['chet, da chet, mat, da mat, tu tran, died'],
  MOVED_AWAY: ['chuyen di, da chuyen di, chuyen di noi khac, moved, moved away'],
  REFUSED: ['tu choi, tu choi nhan, tu choi huong, refused'],
};

const actions: ReadonlyMap<string, ListedAction> = new Map(
  (['upsert', 'OTHER', 'DIED', 'MOVED_AWAY', 'REFUSED'] as const).flatMap((action) =>
    phrases[action]
      .flatMap((line) => line.split(', '))
      .map((phrase): [string, ListedAction] => [phrase, action]),
  ),
);

const actionUnclear = complaint(
  'action-unclear',
  { vi: 'Không rõ dòng này thêm, sửa hay dừng.', en: 'It is unclear what this row wants done.' },
  {
    vi: 'Ghi thêm, sửa, dừng, chết, chuyển đi, từ chối, hoặc để trống nếu thêm hay sửa.',
    en: 'Write add, change, stop, died, moved or refused, or leave it empty to add or change.',
  },
);
