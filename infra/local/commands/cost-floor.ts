/** Of performance.md: what a month of a million payouts must cost at the least, messages apart. */
export const floorUsd = 1.37;
