import type { CommuneCode } from '../../domain/geography.ts';

/**
 * A text that somebody or something is recognised by, as 64 bits: among a million of them two are never alike. Signed
 * halves, which engines keep without an object of their own.
 */
export type Mark = Readonly<{ high: number; low: number }>;

/** Equal texts of different kinds are different marks; a kind is a number of 32 bits. */
export const markOf = (kind: number, text: string): Mark => {
  let high = Math.imul(kind ^ 0x9e3779b9, 0x85ebca6b);
  let low = Math.imul(kind ^ 0xc2b2ae35, 0x27d4eb2f);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    high ^= high >>> 15;
    low = Math.imul(low ^ code, 0x85ebca77);
    low ^= low >>> 13;
  }
  high = Math.imul(high ^ (low >>> 16), 0xc2b2ae3d);
  low = Math.imul(low ^ (high >>> 15), 0x165667b1);
  // A zero is an empty place.
  return { high: high ^ (high >>> 16), low: low ^ (low >>> 15) || 1 };
};

/** What a mark is made of; kinds below 100,000 are file numbers, which are the commune's own. */
export const markKinds = { idNumber: 100_000, phone: 100_001, collector: 100_002 } as const;
export const fileNumberOf = (commune: CommuneCode): number => Number(commune);
export const nameIn = (commune: CommuneCode): number => 200_000 + Number(commune);

export type MarkIndex = Readonly<{
  /** Where the mark's facts lie until the next mark is added; undefined if it was never seen. */
  find: (mark: Mark) => number | undefined;
  add: (mark: Mark) => number;
  fact: (place: number, number: number) => number;
  setFact: (place: number, number: number, value: number) => void;
}>;

/** Remembers marks and so many numbers of 32 bits of each, in flat memory that doubles when it is nearly full. */
export const markIndex = (facts: number): MarkIndex => {
  const width = 2 + facts;
  let capacity = 1_024;
  let words = new Int32Array(capacity * width);
  let size = 0;

  /** The place of the mark, or the free one where it belongs. */
  const placeOf = (high: number, low: number): number => {
    let slot = (high ^ low) & (capacity - 1);
    for (;;) {
      const place = slot * width;
      const isFree = words[place + 1] === 0;
      if (isFree || (words[place] === high && words[place + 1] === low)) return place;
      slot = (slot + 1) & (capacity - 1);
    }
  };
  const grow = (): void => {
    const before = words;
    capacity *= 2;
    words = new Int32Array(capacity * width);
    for (let from = 0; from < before.length; from += width) {
      const low = before[from + 1] ?? 0;
      if (low === 0) continue;
      const to = placeOf(before[from] ?? 0, low);
      for (let at = 0; at < width; at += 1) words[to + at] = before[from + at] ?? 0;
    }
  };
  return {
    find: ({ high, low }) => {
      const place = placeOf(high, low);
      return words[place + 1] === 0 ? undefined : place;
    },
    add: ({ high, low }) => {
      if (size >= capacity * fullShare) grow();
      const place = placeOf(high, low);
      if (words[place + 1] === 0) size += 1;
      words[place] = high;
      words[place + 1] = low;
      return place;
    },
    fact: (place, number) => words[place + 2 + number] ?? 0,
    setFact: (place, number, value) => {
      words[place + 2 + number] = value;
    },
  };
};

/** Beyond it one search would have to look at too many places. */
const fullShare = 0.75;

/** How often something was there, this time included. */
export const tally = (): ((mark: Mark) => number) => {
  const index = markIndex(1);
  return (mark) => {
    const place = index.find(mark) ?? index.add(mark);
    const count = index.fact(place, 0) + 1;
    index.setFact(place, 0, count);
    return count;
  };
};
