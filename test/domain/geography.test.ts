import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CommuneCode,
  groupCommunes,
  PayoutPoint,
  PointId,
  Programme,
  ProvinceCode,
} from '../../shared/domain/geography.ts';
import { shuffled } from '../support/arbitrary.ts';
import { aCommune, aPoint } from '../support/build.ts';

describe('codes are text, because their zeros count', () => {
  test.each([
    ['commune', CommuneCode, ['01834', '00001'], ['1834', '018345', '0183A', 1834]],
    ['province', ProvinceCode, ['06', '97'], ['6', '006', 6]],
    ['point', PointId, ['01834-1', '01834-123'], ['01834', '1834-1', '01834-1234', '01834-a']],
    ['programme', Programme, ['assistance', 'pension-2'], ['Assistance', 'a', '2nd', 'so cap', 'a.b']],
  ] as const)('%s', (_, schema, right, wrong) => {
    expect([...right, ...wrong].map((code) => schema.safeParse(code).success)).toEqual([
      ...right.map(() => true),
      ...wrong.map(() => false),
    ]);
  });

  test.each([
    ['no day', { days: [] }],
    ['a day that not every month has', { days: [29] }],
    ['no session', { sessions: [] }],
    ['no room', { capacity: 0 }],
  ])('a point with %s is none', (_, wrong) => {
    expect(PayoutPoint.safeParse({ ...aPoint(), ...wrong }).success).toBe(false);
    expect(PayoutPoint.safeParse(aPoint()).success).toBe(true);
  });
});

describe('groupCommunes', () => {
  const [a, b, c, d] = ['00001', '00002', '00003', '00004'].map(aCommune) as [
    CommuneCode,
    CommuneCode,
    CommuneCode,
    CommuneCode,
  ];

  test('packs communes in order until a group is full', () => {
    const communes = [
      { commune: d, size: 1 },
      { commune: a, size: 60 },
      { commune: b, size: 40 },
      { commune: c, size: 1 },
    ];
    expect(groupCommunes(communes, 100)).toEqual([
      [a, b],
      [c, d],
    ]);
  });

  test('leaves a commune over the limit alone', () => {
    const communes = [
      { commune: a, size: 1 },
      { commune: b, size: 101 },
      { commune: c, size: 0 },
    ];
    expect(groupCommunes(communes, 100)).toEqual([[a], [b], [c]]);
  });

  test('takes at most 5,000 recipients into a group', () => {
    const communes = [a, b, c].map((commune) => ({ commune, size: 2_500 }));
    expect(groupCommunes(communes)).toEqual([[a, b], [c]]);
    expect(groupCommunes([])).toEqual([]);
  });

  const communes = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.nat(150)), { selector: ([code]) => code })
    .map((all) => all.map(([code, size]) => ({ commune: aCommune(String(code).padStart(5, '0')), size })));

  test('keeps every commune once, and no group over the limit except a single commune', () => {
    fc.assert(
      fc.property(communes, fc.integer({ min: 1, max: 200 }), (all, sizeMax) => {
        const groups = groupCommunes(all, sizeMax);
        expect(groups.flat()).toEqual(all.map(({ commune }) => commune).toSorted());
        const sizes = new Map(all.map(({ commune, size }) => [commune, size]));
        for (const group of groups) {
          const size = group.reduce((sum, commune) => sum + (sizes.get(commune) ?? 0), 0);
          expect(group.length === 1 || (group.length > 1 && size <= sizeMax)).toBe(true);
        }
      }),
    );
  });

  test('the order of the communes does not matter', () => {
    const both = communes.chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(both, ([one, other]) => {
        expect(groupCommunes(other, 100)).toEqual(groupCommunes(one, 100));
      }),
    );
  });
});
