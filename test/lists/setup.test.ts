import { describe, expect, test } from 'vitest';
import { readSettings, StagedSetup } from '../../shared/lists/setup.ts';
import { aPoint, aSettings, yenHan } from '../support/build.ts';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('readSettings', () => {
  test('reads a settings file, with or without a byte order mark', () => {
    expect(readSettings(bytes(aSettings()))).toEqual({ settings: aSettings() });
    const marked = new TextEncoder().encode(`\ufeff${JSON.stringify(aSettings())}`);
    expect(readSettings(marked)).toEqual({ settings: aSettings() });
  });

  test('names every wrong field', () => {
    const { messages, ...rest } = aSettings();
    const wrong = { ...rest, coefficients: [], messages: { ...messages, hotline: '1900 545' } };
    const read = readSettings(bytes(wrong));
    expect(read).toMatchObject({
      refused: { rule: 'settings-wrong', message: { en: 'Errors in the settings: 2.' } },
    });
    const findings = 'findings' in read ? read.findings : [];
    expect(findings.map(({ row, column, rule }) => `${row} ${column} ${rule}`)).toEqual([
      '0 coefficients setting-wrong',
      '0 messages.hotline setting-wrong',
    ]);
    for (const { message, advice } of findings)
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text.trim()).not.toBe('');
  });

  test('takes more names only for columns that a roster has', () => {
    const named = aSettings({ headers: { amount: ['Tiền hỗ trợ'] } });
    expect(readSettings(bytes(named))).toEqual({ settings: named });
    const wrong = { ...aSettings(), headers: { amount: ['Tiền'], amuont: ['Tiền hỗ trợ'] } };
    expect(readSettings(bytes(wrong))).toMatchObject({
      refused: { rule: 'settings-wrong' },
      findings: [{ column: 'headers.amuont', rule: 'setting-wrong' }],
    });
  });

  test.each([
    ['no JSON', new TextEncoder().encode('{')],
    ['nothing', new Uint8Array()],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff)],
  ])('refuses %s', (_, file) => {
    expect(readSettings(file)).toMatchObject({ refused: { rule: 'not-json' } });
  });

  test('refuses a list', () => {
    expect(readSettings(bytes([]))).toMatchObject({
      refused: { rule: 'settings-wrong' },
      findings: [{ column: '' }],
    });
  });
});

test('what a file sets up is read back as it was staged', () => {
  for (const setup of [
    { kind: 'settings', settings: aSettings() },
    {
      kind: 'points',
      province: '06',
      communes: [{ code: yenHan, name: 'Xã Yên Hân', district: '' }],
      points: [aPoint()],
    },
  ])
    expect(StagedSetup.parse(JSON.parse(JSON.stringify(setup)))).toEqual(setup);
});
