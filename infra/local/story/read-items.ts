import { z } from 'zod';
import type { Item } from './snapshot.ts';

const Key = z.object({ pk: z.string(), sk: z.string() });

/** Which items, by `pk sk`, and what is read of one. */
export type ItemReader = readonly [pattern: RegExp, read: (found: RegExpExecArray, item: Item) => void];

/** Applies the first reader whose pattern fits. */
export const readItems = (items: readonly Item[], readers: readonly ItemReader[]): void => {
  for (const item of items) {
    const { pk, sk } = Key.parse(item);
    for (const [pattern, read] of readers) {
      const found = pattern.exec(`${pk} ${sk}`);
      if (found === null) continue;
      read(found, item);
      break;
    }
  }
};
