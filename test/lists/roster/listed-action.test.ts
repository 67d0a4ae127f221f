import { expect, test } from 'vitest';
import { readAction } from '../../../shared/lists/roster/listed-action.ts';
import { isComplaint } from '../../../shared/lists/table/row-reader.ts';

test.each([
  ['thêm', 'upsert'],
  ['Tăng', 'upsert'],
  ['tăng mới', 'upsert'],
  ['MỚI', 'upsert'],
  ['add', 'upsert'],
  ['new', 'upsert'],
  ['sửa', 'upsert'],
  ['Thay đổi', 'upsert'],
  ['điều chỉnh', 'upsert'],
  ['Điều chỉnh giảm', 'upsert'],
  ['giảm mức', 'upsert'],
  ['change', 'upsert'],
  ['Giảm', 'OTHER'],
  ['dừng', 'OTHER'],
  ['Dừng hưởng', 'OTHER'],
  ['thôi', 'OTHER'],
  ['cắt', 'OTHER'],
  ['stop', 'OTHER'],
  ['Chết', 'DIED'],
  ['mất', 'DIED'],
  ['died', 'DIED'],
  ['giảm do chết', 'DIED'],
  ['Giảm (chết)', 'DIED'],
  ['chuyển đi', 'MOVED_AWAY'],
  ['Giảm - chuyển đi', 'MOVED_AWAY'],
  ['moved', 'MOVED_AWAY'],
  ['MOVED_AWAY', 'MOVED_AWAY'],
  ['từ chối', 'REFUSED'],
  ['refused', 'REFUSED'],
  ['x', 'action-unclear'],
  ['chưa chết', 'action-unclear'],
  ['giảm tăng', 'action-unclear'],
  ['?', 'action-unclear'],
])('"%s" is %s', (text, expected) => {
  const read = readAction(text);
  expect(isComplaint(read) ? read.rule : read).toBe(expected);
});
