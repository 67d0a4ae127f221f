import { describe, expect, test } from 'vitest';
import { anyCommune, communeNames } from '../../../shared/lists/roster/commune-names.ts';
import { isComplaint } from '../../../shared/lists/table/row-reader.ts';
import { aCommune } from '../../support/build.ts';

const names = communeNames([
  { code: aCommune('01834'), name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' },
  { code: aCommune('01900'), name: 'Xã Nghĩa Hoà', district: 'Huyện Na Rì' },
  { code: aCommune('02000'), name: 'Xã Chợ Rã', district: 'Huyện Ba Bể' },
  { code: aCommune('02001'), name: 'Thị trấn Chợ Rã', district: 'Huyện Ba Bể' },
  { code: aCommune('02100'), name: 'Xã Thanh Mai', district: 'Huyện Chợ Mới' },
  { code: aCommune('02101'), name: 'Xã Thanh Mai', district: 'Thị xã Bắc Kạn' },
  { code: aCommune('02200'), name: 'Đức Xuân', district: '' },
]);
const plain = (read: unknown) => (isComplaint(read) ? read.rule : read);

describe('a code', () => {
  test.each([
    ['01834', '01834'],
    ['1834', '01834'],
    ['1834.0', '01834'],
    ['99999', 'commune-unknown'],
    ['', 'commune-unknown'],
    ['Yên Hân', 'commune-unknown'],
    ['018340', 'commune-unknown'],
  ])('%s is %s', (text, expected) => {
    expect(plain(names.ofCode(text))).toBe(expected);
  });
});

describe('a name', () => {
  test.each([
    ['Xã Yên Hân', '01834'],
    ['Yên Hân', '01834'],
    ['YÊN HÂN', '01834'],
    ['Xã Yên Hân'.normalize('NFD'), '01834'],
    ['xã: Yên Hân', '01834'],
    ['UBND xã Yên Hân', '01834'],
    ['Uỷ ban nhân dân xã Yên Hân', '01834'],
    ['X. Yên Hân', '01834'],
    ['Xã Yên Hân, huyện Chợ Mới', '01834'],
    ['Xã Yên Hân huyện Chợ Mới tỉnh Bắc Kạn', '01834'],
    ['Xã Yên Hân - Huyện Chợ Mới', '01834'],
    ['Xã Yên Hân (01834)', '01834'],
    ['01834 Tên khác', '01834'],
    ['Nghĩa Hòa', '01900'],
    ['Thị trấn Chợ Rã', '02001'],
    ['TT. Chợ Rã', '02001'],
    ['Xã Chợ Rã', '02000'],
    ['Phường Đức Xuân', '02200'],
    ['Xã Thanh Mai, TX. Bắc Kạn', '02101'],
    ['Thanh Mai (huyện Chợ Mới)', '02100'],
    ['Thị trấn Yên Hân', 'commune-unknown'],
    ['Yen Han', 'commune-unknown'],
    ['Xã', 'commune-unknown'],
    ['Sheet1', 'commune-unknown'],
    ['Xã Yên Hân (99999)', 'commune-unknown'],
    ['Chợ Rã', 'commune-ambiguous'],
    ['Thanh Mai', 'commune-ambiguous'],
    ['Xã Thanh Mai, huyện Na Rì', 'commune-ambiguous'],
  ])('%s is %s', (text, expected) => {
    expect(plain(names.ofName(text))).toBe(expected);
  });

  test('that several communes have is told with all their codes', () => {
    expect(names.ofName('Thanh Mai')).toMatchObject({
      severity: 'error',
      advice: { vi: expect.stringContaining('02100 hoặc 02101') as unknown },
    });
  });
});

test('where no commune is known any code is one, and no name', () => {
  expect(anyCommune.ofCode('1834')).toBe('01834');
  expect(anyCommune.ofName('Xã Yên Hân (01834)')).toBe('01834');
  expect(plain(anyCommune.ofCode('x'))).toBe('commune-unknown');
  expect(plain(anyCommune.ofName('Xã Yên Hân'))).toBe('commune-unknown');
});

describe('after a merger', () => {
  const [old, divided] = [aCommune('01834'), aCommune('01900')];
  const now = communeNames([
    { code: old, name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' },
    { code: aCommune('02300'), name: 'Xã Yên Bình', district: '', former: [old, divided] },
    { code: aCommune('02301'), name: 'Xã Tân Kỳ', district: '', former: [divided] },
  ]);

  test.each([
    ['the code of an old commune is its successor’s', '01834', '02300'],
    ['that of one which was divided is unclear', '01900', 'commune-ambiguous'],
    ['a new one is its own', '02301', '02301'],
  ])('%s', (_, text, expected) => {
    expect(plain(now.ofCode(text))).toBe(expected);
  });

  test('an old name is no commune any more', () => {
    expect(plain(now.ofName('Xã Yên Hân'))).toBe('commune-unknown');
    expect(plain(now.ofName('Xã Yên Hân (01834)'))).toBe('02300');
  });
});
