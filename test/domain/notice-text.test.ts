import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noticeText, type Told } from '../../shared/domain/notice-text.ts';
import { partsOfText } from '../../shared/domain/sms-text.ts';
import { characterOf, vietnamese } from '../support/arbitrary.ts';
import { aDay, aSettings, inAugust } from '../support/build.ts';

const facts = { periodId: inAugust, rules: aSettings().messages, names: ['Hoàng Thị X'] };
const day = aDay('2016-08-05');

describe('noticeText', () => {
  test.each<[Told, string]>([
    [
      { notice: 'day-moved', day, place: 'BĐVHX Yên Hân' },
      'BDBACKAN: Ngay nhan tro cap thang 08/2016 cua ong/ba HOANG THI X doi sang 05/08 ' +
        'tai BDVHX Yen Han, mang CCCD. KHONG mat phi. Hoi: 1900545481',
    ],
    [
      { notice: 'home-day-moved', day },
      'BDBACKAN: Buu dien doi ngay den nha tra tro cap thang 08/2016 cua ong/ba HOANG THI X ' +
        'sang 05/08. KHONG mat phi. Hoi: 1900545481',
    ],
    [
      { notice: 'new-collector' },
      'BDBACKAN: Nguoi nhan thay tro cap thang 08/2016 cua ong/ba HOANG THI X da doi. ' +
        'Neu khong phai y ong/ba, goi ngay 1900545481',
    ],
    [
      { notice: 'paid-to-proxy', paidOn: day },
      'BDBACKAN: Tro cap thang 08/2016 cua ong/ba HOANG THI X da duoc nguoi nhan thay linh ngay 05/08. ' +
        'Neu khong dung, goi ngay 1900545481',
    ],
    [
      { notice: 'first-payment', paidOn: day },
      'BDBACKAN: Tro cap thang 08/2016 cua ong/ba HOANG THI X da duoc tra lan dau ngay 05/08. ' +
        'KHONG mat phi. Neu khong dung, goi 1900545481',
    ],
    [
      { notice: 'first-payment' },
      'BDBACKAN: Tro cap thang 08/2016 cua ong/ba HOANG THI X da duoc tra lan dau. ' +
        'KHONG mat phi. Neu khong dung, goi 1900545481',
    ],
  ])('says what happened and whom to ask: $notice', (told, text) => {
    expect(noticeText(facts, told)).toBe(text);
  });

  const name = fc.oneof(vietnamese(), fc.string({ unit: 'grapheme', minLength: 1 }));
  const told = fc.oneof(
    name.map((place): Told => ({ notice: 'day-moved', day, place })),
    fc.constantFrom<Told>(
      { notice: 'home-day-moved', day },
      { notice: 'new-collector' },
      { notice: 'paid-to-proxy', paidOn: day },
      { notice: 'first-payment', paidOn: day },
    ),
  );
  const any = fc.record({
    names: fc.array(name, { minLength: 1, maxLength: 12 }),
    brand: fc.string({ unit: characterOf('ABCxyz09._-'), minLength: 1, maxLength: 11 }),
    hotline: fc.string({ unit: characterOf('0123456789'), minLength: 6, maxLength: 12 }),
    told,
  });

  test('is always one part, brand first and hotline last, whatever names people and places have', () => {
    fc.assert(
      fc.property(any, ({ names, brand, hotline, told: one }) => {
        const text = noticeText({ periodId: inAugust, rules: { brand, hotline }, names }, one);
        expect(text.length).toBeLessThanOrEqual(160);
        expect(partsOfText(text)).toBe(1);
        expect(text.startsWith(`${brand}: `)).toBe(true);
        expect(text.endsWith(hotline)).toBe(true);
        expect(text).not.toMatch(/http|www\./i);
      }),
    );
  });

  test('leaves enough of a name and a place to find them', () => {
    const long = { notice: 'day-moved', day, place: 'Điểm Bưu điện - Văn hoá xã Yên Hân' } as const;
    const names = ['Nguyễn Phước Công Tằng Tôn Nữ Hoàng Thị Bích'];
    const text = noticeText({ ...facts, names }, long);
    expect(text).toContain(' cua ong/ba NGUYEN');
    expect(text).toContain(' tai Diem Buu dien - Van hoa');
  });
});
