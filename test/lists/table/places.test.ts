import { describe, expect, test } from 'vitest';
import { communeOfSheet, placeIn, placesInTitle } from '../../../shared/lists/table/places.ts';

describe('placeIn', () => {
  test.each([
    ['Thôn Nà Pài', 'hamlet', 'Thôn Nà Pài'],
    ['THÔN NÀ PÀI', 'hamlet', 'THÔN NÀ PÀI'],
    ['I. Thôn Bản Cám', 'hamlet', 'Thôn Bản Cám'],
    ['1) Xóm 3', 'hamlet', 'Xóm 3'],
    ['Thôn: Nà Pài', 'hamlet', 'Thôn Nà Pài'],
    ['Tổ 5', 'hamlet', 'Tổ 5'],
    ['Tổ dân phố Nà Làng', 'hamlet', 'Tổ dân phố Nà Làng'],
    ['Tiểu khu 2 (12 người)', 'hamlet', 'Tiểu khu 2'],
    ['thon Na Pai', 'hamlet', 'thon Na Pai'],
    ['Bản Cám', 'hamlet', 'Bản Cám'],
    ['II. Xã Cư Lễ (01834)', 'commune', 'Xã Cư Lễ (01834)'],
    ['Thị trấn Bằng Lũng', 'commune', 'Thị trấn Bằng Lũng'],
    ['TT. Bằng Lũng', 'commune', 'TT Bằng Lũng'],
    ['xa Cu Le', 'commune', 'xa Cu Le'],
  ])('reads %j', (text, kind, place) => {
    expect(placeIn(text, false)).toEqual({ kind, text: place });
  });

  test.each([
    'Bàn Thị Mùi',
    'Tô Văn Xã',
    'Lăng Thị Thu',
    'Thôn',
    'Xã:',
    'Xã hội',
    'Tổ trưởng',
    'Xã Yên Hân, ngày 20 tháng 5 năm 2016',
    'Cộng thôn Nà Pài',
    'Người cao tuổi',
  ])('reads no place in %j', (text) => {
    expect(placeIn(text, false)).toBeUndefined();
  });

  test.each([
    ['Ban Thi Mui', undefined],
    ['Bản Thị Mùi', undefined],
    ['To Van Xa', undefined],
    ['To 5', 'hamlet'],
    ['Tổ dân phố Nà Làng', 'hamlet'],
    ['Thôn Nà Pài', 'hamlet'],
    ['Xã Cư Lễ', 'commune'],
  ])('where a name may stand, %j is %s', (text, kind) => {
    expect(placeIn(text, true)?.kind).toBe(kind);
  });
});

describe('placesInTitle', () => {
  test.each<[string[], string[]]>([
    [['UBND XÃ YÊN HÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['XÃ YÊN HÂN']],
    [['Uỷ ban nhân dân xã Yên Hân, huyện Chợ Mới'], ['xã Yên Hân, huyện Chợ Mới']],
    [['Đơn vị: Xã Yên Hân'], ['Xã Yên Hân']],
    [['(Xã Yên Hân)'], ['Xã Yên Hân']],
    [['Huyện Chợ Mới - Xã Yên Hân'], ['Xã Yên Hân']],
    [
      ['Xã:', 'Yên Hân', 'Thôn:', 'Nà Làng'],
      ['Yên Hân', 'Nà Làng'],
    ],
    [['Xã, phường, thị trấn: Yên Hân'], ['Yên Hân']],
    [['DANH SÁCH TRỢ CẤP BẢO TRỢ XÃ HỘI XÃ YÊN HÂN THÁNG 6 NĂM 2016'], ['XÃ YÊN HÂN']],
    [['Danh sách chi trả trợ cấp xã hội'], []],
    [['PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'], []],
    [['(Kèm theo Quyết định số 12/QĐ-UBND ngày 18/5/2016 của UBND huyện Chợ Mới)'], []],
    [['Đơn vị tính: đồng'], []],
    [['Tháng 6 năm 2016'], []],
    [['Xã:', 'Huyện:'], []],
  ])('finds in %j %j', (texts, places) => {
    expect(placesInTitle(texts).map(({ text }) => text)).toEqual(places);
  });
});

test.each([
  ['Xã Yên Hân', 'Xã Yên Hân'],
  ['01834', '01834'],
  ['Yên Hân (01834)', 'Yên Hân (01834)'],
  ['Yên Hân', 'Yên Hân'],
  ['Sheet1', ''],
  ['Trang tính', ''],
  ['Danh sách', ''],
  ['Tháng 6', ''],
  ['Huyện 2016', ''],
  ['Thôn Nà Pài', ''],
])('the sheet %j is of the commune %j', (name, commune) => {
  expect(communeOfSheet(name)).toBe(commune);
});
