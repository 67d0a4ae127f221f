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
  // A zero is a free slot.
  return { high: high ^ (high >>> 16), low: low ^ (low >>> 15) || 1 };
};

/** What a mark is made of; kinds below 100,000 are file numbers, which are the commune's own. */
export const markKinds = { idNumber: 100_000, phone: 100_001, collector: 100_002 } as const;
export const fileNumberIn = (commune: number): number => commune;
export const nameIn = (commune: number): number => 200_000 + commune;

export type MarkIndex = Readonly<{
  /** Where the mark's facts lie; undefined if it was never seen. */
  find: (mark: Mark) => number | undefined;
  add: (mark: Mark) => number;
  fact: (place: number, number: number) => number;
  setFact: (place: number, number: number, value: number) => void;
}>;

/**
 * Remembers marks and so many numbers of 32 bits of each, in flat memory that doubles when it is full. Marks lie in the
 * order in which they came: only the slots that lead to them are scattered, since far memory is what costs time here.
 */
export const markIndex = (facts: number): MarkIndex => {
  const width = 1 + facts;
  /** Of each mark its higher half and its facts. */
  let words = new Int32Array(firstSlots * fullShare * width);
  /** Of each mark its lower half and its place among the words; a zero is a free slot. */
  let slots = new Int32Array(firstSlots * 2);
  let size = 0;

  const slotFor = (low: number): number => (low << 1) & (slots.length - 1);
  const slotAfter = (slot: number): number => (slot + 2) & (slots.length - 1);
  /** The slot of the mark, or the free one where it belongs. */
  const slotOf = ({ high, low }: Mark): number => {
    let slot = slotFor(low);
    for (;;) {
      const taken = slots[slot];
      if (taken === 0 || (taken === low && words[slots[slot + 1] ?? 0] === high)) return slot;
      slot = slotAfter(slot);
    }
  };
  const grow = (): void => {
    const before = { slots, words };
    words = new Int32Array(before.words.length * 2);
    words.set(before.words);
    slots = new Int32Array(before.slots.length * 2);
    for (let from = 0; from < before.slots.length; from += 2) {
      const low = before.slots[from] ?? 0;
      if (low === 0) continue;
      let slot = slotFor(low);
      while (slots[slot] !== 0) slot = slotAfter(slot);
      slots[slot] = low;
      slots[slot + 1] = before.slots[from + 1] ?? 0;
    }
  };
  return {
    find: (mark) => {
      const slot = slotOf(mark);
      return slots[slot] === 0 ? undefined : slots[slot + 1];
    },
    add: (mark) => {
      if (size * width >= words.length) grow();
      const slot = slotOf(mark);
      if (slots[slot] === 0) {
        slots[slot] = mark.low;
        slots[slot + 1] = size * width;
        words[size * width] = mark.high;
        size += 1;
      }
      return slots[slot + 1] ?? 0;
    },
    fact: (place, number) => words[place + 1 + number] ?? 0,
    setFact: (place, number, value) => {
      words[place + 1 + number] = value;
    },
  };
};

const firstSlots = 1_024;
/** Beyond it one search would have to look at too many slots. */
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
