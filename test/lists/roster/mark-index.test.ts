import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Mark, markIndex, markKinds, markOf, tally } from '../../../shared/lists/roster/mark-index.ts';

const numberOf = (place: number) => String((place * 387_911 + 271_828) % 1_000_000_007).padStart(12, '0');

describe('markOf', () => {
  test('is another one for every other id number', () => {
    const marks = new Set<string>();
    for (let place = 0; place < 100_000; place += 1) {
      const { high, low } = markOf(markKinds.idNumber, numberOf(place));
      marks.add(`${high} ${low}`);
    }
    expect(marks.size).toBe(100_000);
  });

  test('is another one for other texts and other kinds, and the same for the same', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string(), fc.string(), (one, other, text, also) => {
        const isSame = one === other && text === also;
        const [a, b] = [markOf(one, text), markOf(other, also)];
        expect(a.high === b.high && a.low === b.low).toBe(isSame);
      }),
    );
  });
});

describe('markIndex', () => {
  test('finds what was added with its facts, and nothing else, however much it grows', () => {
    const index = markIndex(2);
    const many = 20_000;
    for (let place = 0; place < many; place += 1) {
      const at = index.add(markOf(1, numberOf(place)));
      index.setFact(at, 0, place);
      index.setFact(at, 1, -place);
    }
    const wrong: number[] = [];
    for (let place = 0; place < many; place += 1) {
      const at = index.find(markOf(1, numberOf(place))) ?? -1;
      const isRight = index.fact(at, 0) === place && index.fact(at, 1) === -place;
      if (!isRight || index.find(markOf(2, numberOf(place))) !== undefined) wrong.push(place);
    }
    expect(wrong).toEqual([]);
  });

  test('keeps apart marks that want the same place', () => {
    const index = markIndex(1);
    const marks: Mark[] = [1, 2, 3].flatMap((high) => [1_024, 2_048].map((low) => ({ high, low })));
    for (const [at, mark] of marks.entries()) index.setFact(index.add(mark), 0, at);
    expect(marks.map((mark) => index.fact(index.find(mark) ?? -1, 0))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(index.find({ high: 4, low: 1_024 })).toBeUndefined();
    expect(index.find({ high: 1, low: 4_096 })).toBeUndefined();
  });

  test('an added mark that is there already keeps its facts', () => {
    const index = markIndex(1);
    const mark = markOf(1, 'x');
    index.setFact(index.add(mark), 0, 7);
    expect(index.fact(index.add(mark), 0)).toBe(7);
  });
});

test('tally counts every mark for itself', () => {
  const count = tally();
  expect(['a', 'b', 'a', 'a', 'b'].map((text) => count(markOf(1, text)))).toEqual([1, 1, 2, 3, 2]);
});
