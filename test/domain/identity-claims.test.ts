import { describe, expect, test } from 'vitest';
import type { CommuneDiff } from '../../shared/domain/comparison.ts';
import { claimants, type Holder, settleClaims } from '../../shared/domain/identity-claims.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { aCommune, anId, aRecipient, yenHan } from '../support/build.ts';

const hanMai = aCommune('01840');
const xuan = aRecipient(1, { idNumber: '001036000001' });
const thu = aRecipient(2, { idNumber: '001040000002' });
const unnumbered = aRecipient(3);
const stopped = aRecipient(4, { idNumber: '001040000004', status: 'stopped' });

const aDiff = (given: Partial<CommuneDiff> = {}): CommuneDiff => ({
  commune: yenHan,
  registerVersion: 1,
  added: [],
  changed: [],
  stopped: [],
  findings: [],
  ...given,
});
const settle = (diff: CommuneDiff, holders: readonly [Recipient, Holder][] = []) =>
  settleClaims(
    diff,
    ({ idNumber }) => `key of ${idNumber ?? 'nobody'}`,
    new Map(holders.map(([{ idNumber }, holder]) => [`key of ${idNumber ?? ''}`, holder])),
  );
const elsewhere = (given: Partial<Holder> = {}): Holder => ({
  commune: hanMai,
  recipientId: anId(9),
  isGone: false,
  ...given,
});

describe('claimants', () => {
  test('are whoever comes or changes and has an id number', () => {
    const diff = aDiff({ added: [xuan, unnumbered], changed: [thu], stopped: [stopped] });
    expect(claimants(diff)).toEqual([xuan, thu]);
  });
});

describe('settleClaims', () => {
  test('lets through whoever claims a free number', () => {
    const diff = aDiff({ added: [xuan], changed: [thu], stopped: [stopped] });
    expect(settle(diff)).toEqual({ diff, taken: [xuan, thu] });
  });

  test('has nothing to take where the number is one’s own already', () => {
    const diff = aDiff({ changed: [xuan] });
    const own = { commune: yenHan, recipientId: anId(1), isGone: false };
    expect(settle(diff, [[xuan, own]])).toEqual({ diff, taken: [] });
  });

  test('is a move where the holder is gone', () => {
    const diff = aDiff({ added: [xuan] });
    expect(settle(diff, [[xuan, elsewhere({ isGone: true })]])).toEqual({ diff, taken: [xuan] });
  });

  test.each([
    ['in another commune', elsewhere({ recipientId: anId(1) })],
    ['in the same commune', elsewhere({ commune: yenHan })],
  ])('refuses a number that somebody else holds %s', (_, holder) => {
    const { diff, taken } = settle(aDiff({ added: [xuan, unnumbered], changed: [thu] }), [[xuan, holder]]);
    expect(taken).toEqual([thu]);
    expect([diff.added, diff.changed]).toEqual([[unnumbered], [thu]]);
    expect(diff.findings).toMatchObject([
      { rule: 'id-number-held-elsewhere', severity: 'error', row: 2, column: 'id_number', value: '' },
    ]);
  });

  test('keeps what is in the register where a changed row is refused, and stops nobody', () => {
    const given = aDiff({ changed: [xuan], stopped: [stopped] });
    const { diff } = settle(given, [[xuan, elsewhere()]]);
    expect([diff.changed, diff.stopped]).toEqual([[], []]);
  });

  test('stops nobody where a new row is refused: it might be one of those who would be', () => {
    const given = aDiff({ added: [xuan, thu], stopped: [stopped] });
    const { diff } = settle(given, [[xuan, elsewhere()]]);
    expect([diff.added, diff.stopped]).toEqual([[thu], []]);
  });

  test('a number twice in one list goes to the first', () => {
    const second = aRecipient(5, { idNumber: xuan.idNumber });
    const { diff, taken } = settle(aDiff({ added: [xuan, second] }));
    expect(taken).toEqual([xuan]);
    expect(diff.added).toEqual([xuan]);
    expect(diff.findings).toHaveLength(1);
  });

  test('keeps what was found before', () => {
    const found = settle(aDiff({ added: [xuan] }), [[xuan, elsewhere()]]).diff.findings;
    const again = settle(aDiff({ added: [thu], findings: found }), [[thu, elsewhere()]]).diff.findings;
    expect(again).toHaveLength(2);
  });

  test('asked again after it was saved, says the same and takes nothing', () => {
    const holders = new Map<string, Holder>();
    const keyOf = ({ idNumber }: Recipient) => idNumber ?? '';
    const first = settleClaims(aDiff({ added: [xuan], changed: [thu] }), keyOf, holders);
    expect(settleClaims(first.diff, keyOf, holders)).toEqual({ diff: first.diff, taken: [] });
  });
});
