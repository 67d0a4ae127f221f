/** Seeded chance: the same seed gives the same people on every machine. Never for secrets. */
export interface Chance {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** True in this share of the cases. */
  happens(share: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

const scramble = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

const seedOf = (parts: readonly (string | number)[]): number =>
  parts.reduce<number>(
    (seed, part) =>
      scramble((seed + 0x9e3779b9) ^ scramble(typeof part === 'string' ? hashText(part) : part)),
    0x1234567,
  );

/** A stream of its own for each combination of parts, so that nobody's fate depends on who was asked before. */
export const chanceOf = (...parts: readonly (string | number)[]): Chance => {
  let state = seedOf(parts);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    happens: (share) => next() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
};

export const shuffled = <Item>(items: readonly Item[], chance: Chance): Item[] => {
  const rest = [...items];
  const drawn: Item[] = [];
  while (rest.length > 0) {
    const at = chance.below(rest.length);
    const item = rest[at];
    const last = rest.pop();
    if (item === undefined || last === undefined) break;
    if (at < rest.length) rest[at] = last;
    drawn.push(item);
  }
  return drawn;
};
