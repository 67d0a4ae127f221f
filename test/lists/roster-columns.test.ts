import { expect, test } from 'vitest';
import { type Dictionary, readTable } from '../../shared/lists/header.ts';
import { resultColumns } from '../../shared/lists/results.ts';
import { rosterColumns, rosterRequired } from '../../shared/lists/roster-columns.ts';
import { lines } from '../support/build.ts';

const namesIn = (columns: Dictionary<string>) =>
  Object.entries(columns).flatMap(([field, names]) =>
    [field, ...names].map((name) => [name, field] as const),
  );

test.each(namesIn(rosterColumns))('a roster has "%s" as %s', (name, field) => {
  expect(readTable(lines([name], ['here']), rosterColumns, [])).toMatchObject({
    rows: [{ cells: { [field]: 'here' } }],
  });
});

test.each(namesIn(resultColumns))('a result list has "%s" as %s', (name, field) => {
  expect(readTable(lines([name], ['here']), resultColumns, [])).toMatchObject({
    rows: [{ cells: { [field]: 'here' } }],
  });
});

test('what a roster needs are columns that it has', () => {
  expect(Object.keys(rosterColumns)).toEqual(expect.arrayContaining([...rosterRequired]));
  expect(rosterRequired).toContain('amount');
});
