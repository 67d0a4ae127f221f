/** Does something for all, so many at a time. */
export const inBatches = async <Element, Result>(
  all: readonly Element[],
  atOnceMax: number,
  work: (element: Element) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += atOnceMax) {
    results.push(...(await Promise.all(all.slice(from, from + atOnceMax).map(work))));
  }
  return results;
};
