import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { StagedCommune, type StagedPart, StagedPiece } from '../../shared/lists/staged.ts';
import { openStaging, type StagedRow } from '../../shared/lists/staging.ts';
import { aCommune, aPerson, listId, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';

const person = aPerson();
const marks = { sheet: '', fileNumber: '', idNumber: '', name: 'Ai Đó', born: '1936' };
const kinds = ['person', 'stop', 'rejected'] as const;
const rowOf = (commune: CommuneCode, row: number, kind: (typeof kinds)[number] = 'person'): StagedRow => {
  switch (kind) {
    case 'person':
      return { commune, person: { ...person, commune, source: { listId, sheet: '', row } } };
    case 'stop':
      return { commune, stop: { ...marks, row, reason: 'DIED' } };
    case 'rejected':
      return { commune, rejected: { ...marks, row } };
  }
};
const rowsIn = (part: StagedPart) => [
  ...part.rows.map(({ source }) => source.row),
  ...part.stops.map(({ row }) => row),
  ...part.rejected.map(({ row }) => row),
];

/** Adds all rows as a list is read, by batches, and takes what is ready in between. */
const staged = (rows: readonly StagedRow[], batch = 1_000) => {
  const staging = openStaging();
  const pieces = new Map<number, StagedPiece>();
  const keep = (ready: ReturnType<typeof staging.take>) => {
    for (const { piece, content } of ready) pieces.set(piece, content);
  };
  for (let at = 0; at < rows.length; at += batch) {
    for (const row of rows.slice(at, at + batch)) staging.add(row);
    keep(staging.take(false));
  }
  keep(staging.take(true));
  return { pieces, communes: staging.communes() };
};

describe('openStaging', () => {
  test('lays down nothing of nothing', () => {
    expect(staged([])).toEqual({ pieces: new Map(), communes: [] });
  });

  test('keeps what becomes of rows apart, by commune', () => {
    const { pieces, communes } = staged([
      rowOf(nextDoor, 2),
      rowOf(yenHan, 3, 'stop'),
      rowOf(nextDoor, 4, 'rejected'),
    ]);
    expect([...pieces]).toEqual([
      [
        0,
        [
          { commune: yenHan, rows: [], stops: [{ ...marks, row: 3, reason: 'DIED' }], rejected: [] },
          {
            commune: nextDoor,
            rows: [{ ...person, commune: nextDoor, source: { listId, sheet: '', row: 2 } }],
            stops: [],
            rejected: [{ ...marks, row: 4 }],
          },
        ],
      ],
    ]);
    expect(communes).toEqual([
      { commune: yenHan, rows: 1, rejected: 0, pieces: [0] },
      { commune: nextDoor, rows: 2, rejected: 1, pieces: [0] },
    ]);
    expect(StagedPiece.parse(pieces.get(0))).toEqual(pieces.get(0));
    expect(StagedCommune.array().parse(communes)).toEqual(communes);
  });

  test('holds rows back until there are 20,000, or the list ends', () => {
    const staging = openStaging();
    for (let row = 1; row < 20_000; row += 1) staging.add(rowOf(yenHan, row));
    expect(staging.take(false)).toEqual([]);
    staging.add(rowOf(yenHan, 20_000));
    expect(staging.take(false)).toHaveLength(1);
    expect(staging.take(true)).toEqual([]);
    staging.add(rowOf(yenHan, 20_001));
    expect(staging.take(true)).toMatchObject([{ piece: 1 }]);
    expect(staging.communes()).toEqual([{ commune: yenHan, rows: 20_001, rejected: 0, pieces: [0, 1] }]);
  });

  test('puts whole communes into a piece while they fit', () => {
    const sizes: [string, number][] = [
      ['01834', 2_000],
      ['01835', 2_999],
      ['01836', 1],
      ['01837', 1],
      ['01838', 7_000],
      ['01839', 1],
    ];
    const rows = sizes.flatMap(([code, size]) =>
      Array.from({ length: size }, () => rowOf(aCommune(code), 2)),
    );
    const packed = [...staged(rows).pieces.values()].map((piece) => piece.map(({ commune }) => commune));
    expect(packed).toEqual([['01834', '01835', '01836'], ['01837'], ['01838'], ['01839']]);
  });

  const list = fc
    .tuple(
      fc.integer({ min: 0, max: 45_000 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 9_973 }),
    )
    .map(([count, communes, stride]) =>
      Array.from({ length: count }, (_, at) => {
        const mixed = (at * stride) % (count + 1);
        return rowOf(aCommune(String(1_800 + (mixed % communes)).padStart(5, '0')), at + 2, kinds[mixed % 3]);
      }),
    );

  test('of rows in any order every row stands in one piece, which the index names', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 5_000 }), (rows, batch) => {
        const { pieces, communes } = staged(rows, batch);
        const parts = [...pieces].flatMap(([piece, content]) => content.map((part) => ({ piece, part })));
        const found = parts.flatMap(({ part }) => rowsIn(part)).toSorted((a, b) => a - b);
        expect(found).toEqual(rows.map((_, at) => at + 2));
        const there = Map.groupBy(parts, ({ part }) => part.commune);
        expect(communes.map(({ commune }) => commune)).toEqual([...there.keys()].toSorted());
        for (const { commune, rows: size, rejected, pieces: named } of communes) {
          const own = there.get(commune) ?? [];
          expect(named).toEqual(own.map(({ piece }) => piece));
          expect(size).toBe(own.reduce((sum, { part }) => sum + rowsIn(part).length, 0));
          expect(rejected).toBe(own.reduce((sum, { part }) => sum + part.rejected.length, 0));
        }
      }),
      { numRuns: 8 },
    );
  });

  test('no more is held than 20,000 rows and a batch, however long the list is', () => {
    fc.assert(
      fc.property(list, (rows) => {
        const { pieces } = staged(rows, 1_000);
        const sizes = [...pieces.values()].map((piece) => piece.flatMap(rowsIn).length);
        expect(sizes.every((size) => size > 0 && size < 21_000)).toBe(true);
        const parts = [...pieces.values()].filter((piece) => piece.length > 1);
        expect(parts.every((piece) => piece.flatMap(rowsIn).length <= 5_000)).toBe(true);
      }),
      { numRuns: 5 },
    );
  });
});
