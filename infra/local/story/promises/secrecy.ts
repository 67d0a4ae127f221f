import { z } from 'zod';
import type { Books } from '../books.ts';
import type { Item, Snapshot } from '../snapshot.ts';

/** What identifies a person, in the forms in which it could slip out. */
interface Secrets {
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();

const secretsOf = ({ recipients }: Books): Secrets => {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const { name, collector, idNumber, phone } of recipients) {
    for (const one of [name, collector?.name]) if (one?.includes(' ')) names.add(folded(one));
    for (const one of [idNumber, collector?.idNumber]) if (one) numbers.add(one);
    const national = phone?.replace(/^\+84/, '0');
    for (const one of [phone, national, phone?.slice(1)]) if (one) numbers.add(one);
  }
  return { names, numbers };
};

/** Two to six words after each other, as in a name; machine text seldom has them. */
const phrase = /\p{L}+(?: \p{L}+)+/gu;
const number = /(?<![\p{L}\d])\+?\d{9,12}(?![\p{L}\d])/gu;
const longestName = 6;

const revealsName = (text: string, names: ReadonlySet<string>): boolean => {
  for (const [found] of text.matchAll(phrase)) {
    const words = folded(found).split(' ');
    for (let from = 0; from < words.length - 1; from += 1) {
      for (let count = 2; count <= longestName && from + count <= words.length; count += 1) {
        if (names.has(words.slice(from, from + count).join(' '))) return true;
      }
    }
  }
  return false;
};

const reveals = (text: string, { names, numbers }: Secrets): 'a name' | 'a number' | undefined => {
  for (const [found] of text.matchAll(number)) if (numbers.has(found)) return 'a number';
  return revealsName(text.normalize('NFC'), names) ? 'a name' : undefined;
};

/**
 * Sheets have free names, which may be people's: outside files they are told by their numbers. Plain words such as
 * `roster` are too common to look for.
 */
const sheetNamesIn = (files: Snapshot['files']): Set<string> => {
  const summaries = files.filter(({ key }) => key.endsWith('/summary.json'));
  const names = summaries.flatMap(({ text }) =>
    Sheets.parse(JSON.parse(text)).sheets.map(({ name }) => name),
  );
  return new Set(names.filter((name) => /[^!-~]/.test(name)));
};
const Sheets = z.object({ sheets: z.array(z.object({ name: z.string() })).default([]) });

const placesAndRules = /^(?:DIRECTORY|SETTINGS)#/;

/** A district may be a sheet's name and its own: what authorities named is not looked at. */
const namesSheet = (item: Item, sheets: ReadonlySet<string>): boolean =>
  !placesAndRules.test(String(item['pk'])) && stringsIn(item).some((text) => sheets.has(text));

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** Names of places in the directory may sound like people's. */
const textOf = ({ name, district, ...item }: Item): string =>
  String(item['pk']).startsWith('DIRECTORY#')
    ? JSON.stringify(item)
    : JSON.stringify({ ...item, name, district });

/**
 * Promise 9: names, id numbers and phones appear in no log, queue message, state-machine payload or error text,
 * and in no table but the registry. Only where they were found is told, never what.
 */
export function* secrecy(books: Books, snapshot: Snapshot): Generator<string> {
  const secrets = secretsOf(books);
  const tables = [
    ['payouts', snapshot.payouts],
    ['audit', snapshot.audit],
  ] as const;
  const sheets = sheetNamesIn(snapshot.files);
  for (const [table, items] of tables) {
    for (const item of items) {
      const what =
        reveals(textOf(item), secrets) ?? (namesSheet(item, sheets) ? 'a sheet’s name' : undefined);
      if (what) yield `the table ${table} has ${what} in ${String(item['pk'])} ${String(item['sk'])}`;
    }
  }
  const texts = [
    ['messages and executions', snapshot.traffic],
    ['the logs', snapshot.logs],
  ] as const;
  for (const [where, all] of texts) {
    for (const [at, text] of all.entries()) {
      const what = reveals(text, secrets);
      if (what) yield `${where} have ${what} in number ${at + 1}`;
    }
  }
}
