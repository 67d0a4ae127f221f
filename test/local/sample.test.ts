import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bacKan2016, parametersOf, type SampleParameters } from '../../infra/local/sample/census.ts';
import { points } from '../../infra/local/sample/points.ts';
import { roster, type RosterRow } from '../../infra/local/sample/roster.ts';
import { censusOf, writeSample } from '../../infra/local/sample/sample.ts';

const rows = (month: string, parameters: SampleParameters = bacKan2016): RosterRow[] => [
  ...roster(censusOf(parameters, month)),
];
const sum = (list: readonly RosterRow[]): number =>
  list.reduce((total, row) => total + Number(row.amount) + Number(row.arrears), 0);
const count = (list: readonly unknown[]): Record<string, number> =>
  list.reduce<Record<string, number>>(
    (all, one) => ({ ...all, [String(one)]: (all[String(one)] ?? 0) + 1 }),
    {},
  );
const byCommune = (list: readonly RosterRow[]): Map<string, RosterRow[]> =>
  Map.groupBy(list, (row) => row.commune_code);

const june = rows('2016-06');
const july = rows('2016-07');

describe('the two months of Bắc Kạn', () => {
  it('has 6,081 people in each month and nearly 4 billion đồng in both', () => {
    expect([june.length, july.length]).toEqual([6_081, 6_081]);
    expect(sum(june) + sum(july)).toBeGreaterThan(3_950_000_000);
    expect(sum(june) + sum(july)).toBeLessThan(4_000_000_000);
  });

  it('visits 295 people at home for exactly 86,400,000 đồng', () => {
    const home = [...june, ...july].filter((row) => row.home_visit !== '');
    expect(sum(home)).toBe(86_400_000);
    expect(count(home.map((row) => row.amount))).toEqual({ 270000: 245, 405000: 50 });
    expect(Object.keys(count(home.map((row) => row.home_visit))).toSorted()).toEqual([
      'SEVERE_DISABILITY',
      'SICK',
      'VERY_OLD',
    ]);
  });

  it.each([1, 7, 99])('keeps these figures with seed %i', (seed) => {
    const both = [...rows('2016-06', { ...bacKan2016, seed }), ...rows('2016-07', { ...bacKan2016, seed })];
    expect(both).toHaveLength(12_162);
    expect(sum(both.filter((row) => row.home_visit !== ''))).toBe(86_400_000);
    expect(sum(both)).toBeGreaterThan(3_950_000_000);
    expect(sum(both)).toBeLessThan(4_000_000_000);
  });
});

describe('from one month to the next', () => {
  const numbers = (list: readonly RosterRow[]) => new Set(list.map((row) => row.file_number));

  it.each([
    [bacKan2016, '2016-06', '2016-07'],
    [bacKan2016, '2016-07', '2016-08'],
    [parametersOf({ people: 300 }), '2016-06', '2016-07'],
    [parametersOf({ people: 20_000, seed: 5 }), '2016-06', '2016-07'],
  ])('people come and go within what goes through by itself: %o %s', (parameters, before, after) => {
    const later = byCommune(rows(after, parameters));
    const earlier = byCommune(rows(before, parameters));
    const tooMuch = [...earlier].filter(([commune, was]) => {
      const is = later.get(commune) ?? [];
      const stopped = was.filter((row) => !numbers(is).has(row.file_number)).length;
      const added = is.filter((row) => !numbers(was).has(row.file_number)).length;
      const moved = Math.abs(sum(is) - sum(was)) / sum(was);
      return stopped > Math.max(2, was.length * 0.05) || added > Math.max(5, was.length * 0.1) || moved > 0.1;
    });
    expect(tooMuch).toEqual([]);
    expect([...later.values()].flat()).toHaveLength(parameters.people);
  });

  it('says who is new, got more or less', () => {
    expect(count(july.map((row) => row.note))).toMatchObject({
      'Tăng mới': 33,
      'Tăng mức': 6,
      'Giảm mức': 3,
    });
  });

  it('has a few children collected for by somebody else, on whose list the phone is still the old one', () => {
    const earlier = new Map(june.map((row) => [row.file_number, row]));
    const changed = july.filter((row) => {
      const before = earlier.get(row.file_number);
      return before !== undefined && before.collector_name !== row.collector_name;
    });
    expect(changed.length).toBeGreaterThan(2);
    for (const row of changed) {
      const { amount, phone } = earlier.get(row.file_number) ?? {};
      expect(row).toMatchObject({ amount, phone });
      expect(row.born > '2000').toBe(true);
    }
  });

  it('knows those who stay as the same person', () => {
    const earlier = new Map(june.map((row) => [row.file_number, row]));
    const same = july.filter((row) => earlier.has(row.file_number));
    expect(same.length).toBeGreaterThan(6_000);
    expect(same.filter((row) => earlier.get(row.file_number)?.full_name !== row.full_name)).toEqual([]);
    expect(same.filter((row) => earlier.get(row.file_number)?.id_number !== row.id_number)).toEqual([]);
  });
});

describe('the people', () => {
  it('have id numbers of 12 or 9 digits that nobody shares and that agree with birth and sex', () => {
    const known = june.filter((row) => row.id_number !== '');
    expect(new Set(known.map((row) => row.id_number)).size).toBe(known.length);
    const cards = known.filter((row) => row.id_number.length === 12);
    expect(known.filter((row) => row.id_number.length === 9).length).toBeGreaterThan(1_000);
    expect(cards.length).toBeGreaterThan(3_000);
    const wrong = cards.filter((row) => {
      const century = (row.born < '2000' ? 0 : 2) + (row.sex === 'Nữ' ? 1 : 0);
      return !row.id_number.startsWith(`006${century}${row.born.slice(2, 4)}`);
    });
    expect(wrong).toEqual([]);
  });

  it('are of an age that fits their benefit', () => {
    const age = (row: RosterRow) => 2016 - Number(row.born.slice(0, 4));
    const misfits = june.filter(
      (row) =>
        (row.benefit_group === '5.5b' && age(row) < 80) ||
        (row.benefit_group === '5.1' && age(row) >= 16) ||
        (row.benefit_group === '5.2' && (age(row) < 16 || age(row) > 22)),
    );
    expect(misfits).toEqual([]);
  });

  it('mostly have a phone in the modern form, some the same; carers collect for several', () => {
    const phones = june.map((row) => row.phone).filter((phone) => phone !== '');
    expect(phones.length).toBeGreaterThan(4_500);
    expect(phones.filter((phone) => !/^0[35789]\d{8}$/.test(phone))).toEqual([]);
    expect(phones.length - new Set(phones).size).toBeGreaterThan(200);
    expect(
      Math.max(...Object.values(count(june.map((row) => row.collector_name).filter(Boolean)))),
    ).toBeGreaterThan(2);
    const alone = june.filter((row) => 2016 - Number(row.born.slice(0, 4)) < 16 && row.collector_name === '');
    expect(alone).toEqual([]);
  });

  it('are written in composed Unicode and have different file numbers', () => {
    expect(june.filter((row) => JSON.stringify(row) !== JSON.stringify(row).normalize('NFC'))).toEqual([]);
    expect(new Set(june.map((row) => row.file_number)).size).toBe(june.length);
  });
});

describe('the points', () => {
  it('are one for each of the 122 communes, each with a catch-up office, spread over the ten days', () => {
    const all = [...points(censusOf(bacKan2016, '2016-06'))];
    expect(new Set(all.map((point) => point.commune_code)).size).toBe(122);
    expect(all.filter((point) => point.catch_up === 'x')).toHaveLength(122);
    expect(Object.keys(count(all.map((point) => point.days)))).toHaveLength(10);
  });

  it('have room for everybody where communes are large', () => {
    const parameters = parametersOf({ people: 400_000, communes: 122 });
    const places = [...points(censusOf(parameters, '2016-06'))].reduce(
      (total, point) => total + point.days.split(';').length * 2 * Number(point.capacity),
      0,
    );
    expect(places).toBeGreaterThan(400_000);
  });
});

describe('the files', () => {
  it('are the same bytes for the same parameters, and made-up communes follow the real ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chitra-sample-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const parameters = parametersOf({ people: 500, communes: 130 });
    const first = await writeSample(join(folder, 'a'), parameters, '2016-07');
    const second = await writeSample(join(folder, 'b'), parameters, '2016-07');
    const bytes = (written: typeof first) =>
      Object.values<string>({ ...written }).map((file) => readFileSync(file, 'latin1'));
    expect(bytes(first)).toHaveLength(6);
    expect(bytes(first)).toEqual(bytes(second));
    expect(JSON.parse(readFileSync(first.faults!, 'utf8'))).toMatchObject({
      file: 'roster-messy.xlsx',
      rows: 502,
    });
    expect(readFileSync(first.points, 'utf8')).toContain('50007,Xã Mẫu 8,');
    expect(readFileSync(first.roster, 'utf8').trimEnd().split('\r\n')).toHaveLength(501);
  });

  it('refuse a month that the sample does not have', () => {
    expect(() => censusOf(bacKan2016, '2016-05')).toThrow('begins with 2016-06');
    expect(() => censusOf(bacKan2016, 'June')).toThrow('not a month');
  });
});
