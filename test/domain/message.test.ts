import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countParts } from '../../infra/local/sms.ts';
import { type Addressee, messageOf } from '../../shared/domain/message.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { NoticeKind } from '../../shared/domain/settings.ts';
import { vietnamese } from '../support/arbitrary.ts';
import {
  aDay,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSettings,
  atHome,
  atPoint,
  paid,
} from '../support/build.ts';

const { messages: rules } = aSettings();
const context = { period: aPeriod(), rules, points: [aPoint()] };
const phone = { phone: '+84912345678', phoneKey: 'K' };
const told = (number: number, payout: Payout = aPayout(number), given = {}): Addressee => ({
  payout,
  recipient: aRecipient(number, { ...phone, ...given }),
});
const paidOn = (number: number, day: string): Payout => {
  const payout = paid(aPayout(number));
  return { ...payout, completion: { ...payout.completion, paidOn: aDay(day) } };
};
const message = (given: Partial<Reminder>, ...addressees: Addressee[]) =>
  messageOf({ phoneKey: 'K', ...given }, addressees, context);

describe('messageOf', () => {
  test('is a reminder of the catch-up office, with its parts and their price', () => {
    expect(message({}, told(1))).toEqual({
      to: '+84912345678',
      text:
        'BDBACKAN: Tro cap thang 08/2016 cua ong/ba HOANG THI 1 chua nhan. ' +
        'Moi den BDVHX Yen Han truoc 18/08, mang CCCD. KHONG mat phi. Hoi: 1900545481',
      parts: 1,
      price: 750,
    });
  });

  test('tells only those who still have that phone', () => {
    expect(message({}, told(1, aPayout(1), { phoneKey: 'OTHER' }))).toBeUndefined();
    expect(message({}, told(1, aPayout(1), { phoneKey: 'OTHER' }), told(2))?.text).toContain('HOANG THI 2');
    expect(message({})).toBeUndefined();
  });

  test('says the day on which all were paid, and none where they differ', () => {
    const proxy = { notice: 'paid-to-proxy' } as const;
    const same = message(proxy, told(1, paidOn(1, '2016-08-03')), told(2, paidOn(2, '2016-08-03')));
    expect(same?.text).toContain('2 nguoi da duoc nguoi nhan thay linh ngay 03/08.');
    const other = message(proxy, told(1, paidOn(1, '2016-08-03')), told(2, paidOn(2, '2016-08-05')));
    expect(other?.text).toContain('2 nguoi da duoc nguoi nhan thay linh.');
  });

  test('says where the moved day is: the person’s own point, or at home', () => {
    const points = [aPoint(), aPoint('01834-2', { name: 'Nhà văn hoá Bản Cốc', isCatchUpOffice: false })];
    const moved = { phoneKey: 'K', notice: 'day-moved', day: aDay('2016-08-05') } as const;
    const textOf = (payout: Payout) => messageOf(moved, [told(1, payout)], { ...context, points })?.text;
    expect(textOf(aPayout(1, { place: atPoint('2016-08-03', '01834-2') }))).toContain(
      'doi sang 05/08 tai Nha van hoa Ban Coc',
    );
    expect(textOf(aPayout(1, { place: atHome() }))).toContain('den nha');
  });

  test('has nothing to say without an office, or of a place that nobody knows', () => {
    const nowhere = { ...context, points: [] };
    expect(messageOf({ phoneKey: 'K' }, [told(1)], nowhere)).toBeUndefined();
    const moved = { phoneKey: 'K', notice: 'day-moved', day: aDay('2016-08-05') } as const;
    expect(messageOf(moved, [told(1)], nowhere)).toBeUndefined();
  });

  test('parts counted are parts billed: one, whatever names people and places have', () => {
    const kind = fc.constantFrom(undefined, ...NoticeKind.options);
    const names = fc.array(vietnamese(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(kind, names, vietnamese(), (notice, all, office) => {
        const addressees = all.map((name, at) =>
          told(at, notice === 'paid-to-proxy' ? paidOn(at, '2016-08-03') : aPayout(at), { name }),
        );
        const reminder = { phoneKey: 'K', day: aDay('2016-08-05'), ...(notice && { notice }) };
        const points = [aPoint('01834-1', { name: office })];
        const composed = messageOf(reminder, addressees, { ...context, points });
        expect(composed?.parts).toBe(1);
        expect(composed?.price).toBe(rules.partPrice);
        expect(countParts(composed?.text ?? '')).toBe(1);
      }),
    );
  });
});
