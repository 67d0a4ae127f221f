import { describe, expect, test } from 'vitest';
import {
  applied,
  CommuneDiff,
  countDiff,
  diffHash,
  wholeHashAfter,
  wholeHashOf,
} from '../../shared/domain/commune-diff.ts';
import { complaint } from '../../shared/domain/finding.ts';
import { aBenefit, aCommune, aDiff, anId, aRecipient, source } from '../support/build.ts';

const told = { unchanged: 5, rejected: 1, stopsWaiting: 2 };
const stopped = (number: number) => aRecipient(number, { status: 'stopped' });
const from = { commune: aCommune('01840'), recipientId: anId(9) };
const withPair = (number: number) =>
  aRecipient(number, {
    benefits: [aBenefit(), { ...aBenefit(405_000), group: '5.6', source: { ...source, row: 3 } }],
  });
const said = complaint('which-one', { vi: 'a', en: 'a' }, { vi: 'b', en: 'b' });
const finding = { sheet: '', row: 2, column: 'full_name', value: '', ...said };

const everything = aDiff({
  added: [aRecipient(4)],
  arrivals: [{ recipient: aRecipient(9), from }],
  changed: [
    { before: aRecipient(1), after: aRecipient(1, { benefits: [aBenefit(405_000)] }) },
    { before: stopped(3), after: aRecipient(3) },
  ],
  stopped: [stopped(2)],
});
const register = [aRecipient(1), aRecipient(2), stopped(3), aRecipient(5)];

describe('applied', () => {
  test('is the register with everybody as the difference has them', () => {
    expect(applied(register, everything).map(({ recipientId, status }) => [recipientId, status])).toEqual([
      [anId(1), 'active'],
      [anId(2), 'stopped'],
      [anId(3), 'active'],
      [anId(5), 'active'],
      [anId(4), 'active'],
      [anId(9), 'active'],
    ]);
  });

  test('is the register itself where nothing differs', () => {
    expect(applied(register, aDiff())).toEqual(register);
  });

  test('applied twice is applied once', () => {
    const once = applied(register, everything);
    expect(applied(once, everything)).toEqual(once);
  });
});

describe('countDiff', () => {
  test('counts rows, and people and monthly đồng before and after', () => {
    expect(countDiff(register, everything, told)).toEqual({
      ...told,
      new: 2,
      changed: 2,
      stopped: 1,
      sizeBefore: 3,
      sizeAfter: 5,
      amountBefore: 810_000,
      amountAfter: 1_485_000,
    });
  });

  test('counts both rows of a lawful pair, new or changed', () => {
    const change = { before: aRecipient(1), after: withPair(1) };
    expect(countDiff([], aDiff({ added: [withPair(1)] }), told)).toMatchObject({ new: 2, sizeAfter: 1 });
    expect(countDiff(register, aDiff({ changed: [change] }), told)).toMatchObject({
      changed: 2,
      sizeAfter: 3,
    });
  });

  test('who is stopped once more for a better reason was no money any more', () => {
    const counts = countDiff([stopped(1)], aDiff({ stopped: [stopped(1)] }), told);
    expect(counts).toMatchObject({
      stopped: 1,
      sizeBefore: 0,
      sizeAfter: 0,
      amountBefore: 0,
      amountAfter: 0,
    });
  });
});

describe('diffHash', () => {
  test('does not change with the version of the register that was compared with', () => {
    expect(diffHash({ ...everything, registerVersion: 9 })).toBe(diffHash(everything));
  });

  test.each<[string, Partial<CommuneDiff>]>([
    ['who is new', { added: [] }],
    ['what is new', { added: [aRecipient(4, { rowHash: 'another' })] }],
    ['who arrives', { arrivals: [] }],
    [
      'where they come from',
      { arrivals: [{ recipient: aRecipient(9), from: { ...from, commune: aCommune('01837') } }] },
    ],
    ['who changes', { changed: everything.changed.slice(1) }],
    ['into what', { changed: [{ before: aRecipient(1), after: aRecipient(1, { rowHash: 'another' }) }] }],
    ['who is stopped', { stopped: [] }],
    ['why', { stopped: [{ ...stopped(2), stopReason: 'DIED' }] }],
    ['what was found', { findings: [finding] }],
    ['new and changed', { added: [], changed: [{ before: stopped(4), after: aRecipient(4) }] }],
  ])('changes with %s', (_, given) => {
    expect(diffHash({ ...everything, ...given })).not.toBe(diffHash(everything));
  });

  test.each<[string, Partial<typeof finding>]>([
    ['row', { row: 3 }],
    ['sheet', { sheet: '2' }],
    ['rule', { rule: 'recorded-as-dead' }],
  ])('tells findings by their %s', (_, given) => {
    const one = aDiff({ findings: [finding] });
    expect(diffHash({ ...one, findings: [{ ...finding, ...given }] })).not.toBe(diffHash(one));
    expect(diffHash({ ...one, findings: [{ ...finding, value: 'said otherwise' }] })).toBe(diffHash(one));
  });
});

describe('the hash of a whole commune', () => {
  test('is that of everybody who is active once the difference is written, in any order', () => {
    const active = applied(register, everything).filter(({ status }) => status === 'active');
    expect(wholeHashAfter(register, everything)).toBe(wholeHashOf(active.toReversed()));
    expect(wholeHashAfter(register, aDiff())).toBe(
      wholeHashOf([aRecipient(5), aRecipient(2), aRecipient(1)]),
    );
  });

  test('changes with what is said of one of them, and with one more', () => {
    const hash = wholeHashOf([aRecipient(1), aRecipient(2)]);
    expect(wholeHashOf([aRecipient(1), aRecipient(2, { rowHash: 'another' })])).not.toBe(hash);
    expect(wholeHashOf([aRecipient(1), aRecipient(2), aRecipient(2)])).not.toBe(hash);
  });
});

test('a difference is written and read whole', () => {
  expect(CommuneDiff.parse(JSON.parse(JSON.stringify(everything)))).toEqual(everything);
});
