import { describe, expect, test } from 'vitest';
import { readPhone } from '../../../shared/lists/roster/phone.ts';

describe('readPhone', () => {
  test.each([
    ['0912345678', '+84912345678'],
    ['0912 345 678', '+84912345678'],
    ['0912.345.678', '+84912345678'],
    ['0912-345-678', '+84912345678'],
    ['(091) 234-5678', '+84912345678'],
    ['+84912345678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['912345678', '+84912345678'],
    ['912345678.0', '+84912345678'],
    ['0841234567', '+84841234567'],
    ['841234567', '+84841234567'],
    ['84841234567', '+84841234567'],
  ])('%s is %s', (text, phone) => {
    expect(readPhone(text)).toEqual({ phone });
  });

  test.each([
    ['0162', '32'],
    ['0163', '33'],
    ['0164', '34'],
    ['0165', '35'],
    ['0166', '36'],
    ['0167', '37'],
    ['0168', '38'],
    ['0169', '39'],
    ['0120', '70'],
    ['0121', '79'],
    ['0122', '77'],
    ['0126', '76'],
    ['0128', '78'],
    ['0123', '83'],
    ['0124', '84'],
    ['0125', '85'],
    ['0127', '81'],
    ['0129', '82'],
    ['0186', '56'],
    ['0188', '58'],
    ['0199', '59'],
  ])('a number of eleven digits that began with %s begins with 0%s since 2018', (before, now) => {
    const phone = `+84${now}2345678`;
    for (const text of [`${before}2345678`, `${before.slice(1)}2345678`, `+84${before.slice(1)}2345678`])
      expect(readPhone(text)).toEqual({ phone });
  });

  test.each([
    ['091234567'],
    ['09123456789'],
    ['01612345678'],
    ['không'],
    ['+1912345678'],
    ['0012345678'],
    ['0'],
  ])('%s cannot be used', (text) => {
    expect(readPhone(text)).toEqual({
      warning: expect.objectContaining({ rule: 'phone-unclear' }) as unknown,
    });
  });

  test.each([['02093870123'], ['2093870123'], ['0209 3870 123'], ['02093870123 / 02093870124']])(
    '%s is a landline',
    (text) => {
      expect(readPhone(text)).toMatchObject({ warning: { rule: 'phone-landline', severity: 'warning' } });
      expect(readPhone(text).phone).toBeUndefined();
    },
  );

  test.each([
    ['0912345678/0987654321'],
    ['0912345678; 0987654321'],
    ['0912345678, 0987654321'],
    ['0912 345 678 hoặc 0987 654 321'],
    ['0912.345.678 - 0987.654.321'],
    ['0912345678 0987654321'],
    ['02093870123/0912345678'],
    ['0912345678 và con 0987654321'],
  ])('of the numbers in "%s" the first usable one is taken', (text) => {
    expect(readPhone(text)).toMatchObject({
      phone: '+84912345678',
      warning: { rule: 'phone-two-numbers', severity: 'warning' },
    });
  });

  test('two numbers of which none can be used are none', () => {
    expect(readPhone('123/456')).toMatchObject({ warning: { rule: 'phone-unclear' } });
  });
});
