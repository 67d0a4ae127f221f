import { describe, expect, test } from 'vitest';
import { readNote, saysGone } from '../../../shared/lists/roster/gone-note.ts';

const gone = (note: string) => readNote(note).mentionsGone && saysGone(note, 'Hoàng Thị Xuân');

describe('a note says that the person is gone', () => {
  test.each([
    'chết',
    'Chết ngày 05/7',
    'ĐÃ CHẾT',
    'Đã mất',
    'Đã mất 05/7/2016',
    'mất tháng 7',
    'Đã mất, con nhận thay',
    'Từ trần',
    'đã chuyển đi tỉnh khác',
    'Chuyển đi xã Hảo Nghĩa',
    'Cắt',
    'Cắt trợ cấp từ tháng 8',
    'dừng hưởng',
    'Dừng từ 8/2016',
    'Thôi hưởng',
    'tạm dừng',
    'đang đi tù',
    'Đối tượng đã chết',
    'Báo cáo: đối tượng đã chết',
    'Ông đã chết tháng 6',
    'bà mất ngày 3/6',
    'Hoàng Thị Xuân đã chết',
    'Bà Hoàng Thị Xuân chết ngày 3/6',
    'da chet',
    'Đã chết'.normalize('NFD'),
  ])('%s', (note) => {
    expect(gone(note)).toBe(true);
  });
});

describe('a note says no such thing', () => {
  test.each([
    '',
    'Tăng mới',
    'Giảm mức',
    'mẹ đã chết',
    'Bố mất, mẹ bỏ đi',
    'Mồ côi, mẹ chết năm 2010',
    'Mất sổ, đã cấp lại',
    'mất sức lao động',
    'Cắt cụt chân phải',
    'Dừng xe thồ',
    'chuyển đến từ xã Hảo Nghĩa',
    'Nhà ở bản Cắt',
    'Người nhận thay chuyển đi',
    'không chết',
  ])('%s', (note) => {
    expect(gone(note)).toBe(false);
  });
});

test.each([
  ['Hưởng lại theo QĐ 12', true],
  ['tiếp tục hưởng', true],
  ['đã dừng', false],
])('"%s" takes a stop back: %s', (note, expected) => {
  expect(readNote(note).saysBack).toBe(expected);
});
