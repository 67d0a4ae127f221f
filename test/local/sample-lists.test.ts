import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bacKan2016, parametersOf, type SampleParameters } from '../../infra/local/sample/census.ts';
import { messyRoster } from '../../infra/local/sample/messy/messy-workbook.ts';
import { dongInWords } from '../../infra/local/sample/paper/dong-in-words.ts';
import { points } from '../../infra/local/sample/points.ts';
import { plainRosterWorkbook, rosterWorkbook } from '../../infra/local/sample/roster-workbook.ts';
import { censusOf, rosterText, settingsText } from '../../infra/local/sample/sample.ts';
import { foldedKey } from '../../shared/domain/folded-text.ts';
import { Commune, PointId } from '../../shared/domain/geography.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import type { ListedPerson } from '../../shared/domain/recipient.ts';
import { Settings } from '../../shared/domain/settings.ts';
import { communeNames } from '../../shared/lists/roster/commune-names.ts';
import type { ListFile } from '../../shared/lists/file/list-file.ts';
import { openListFile } from '../../shared/lists/file/open-list-file.ts';
import { readRoster } from '../../shared/lists/roster/roster.ts';
import type { RosterRow, RosterRules } from '../../shared/lists/roster/roster-rules.ts';
import { Month } from '../../shared/domain/calendar.ts';

const settings = Settings.parse(JSON.parse(settingsText()));

const rulesOf = (month: string, parameters: SampleParameters): RosterRules => {
  const places = [...points(censusOf(parameters, month))];
  return {
    kind: 'roster',
    listId: ListId.parse('20160520T010000-sample'),
    month: Month.parse(month),
    standard: settings.provinces['06']!.standard,
    coefficients: settings.coefficients,
    groups: settings.groups,
    communes: communeNames(
      places.map((row) =>
        Commune.parse({ code: row.commune_code, name: row.commune_name, district: row.district }),
      ),
    ),
    points: new Map(
      places.map((row) => [PointId.parse(row.point_code), Commune.shape.code.parse(row.commune_code)]),
    ),
    hasEarlierPeriod: true,
  };
};

const fileOf = (name: string, bytes: Uint8Array): ListFile => ({
  name,
  open: async function* () {
    yield bytes;
  },
});

const readAll = async (file: ListFile, rules: RosterRules) => {
  const opened = await openListFile(file);
  const rows: RosterRow[] = [];
  const reading = readRoster(opened, rules);
  let next = await reading.next();
  for (; next.done !== true; next = await reading.next()) rows.push(...next.value);
  return { sheets: opened.sheets, rows, totals: next.value };
};

const csvFile = async (month: string, parameters: SampleParameters): Promise<ListFile> =>
  fileOf('roster.csv', Buffer.from((await rosterText(censusOf(parameters, month)).toArray()).join('')));

type Said = Omit<ListedPerson, 'source'> & { source: undefined };

/** All that is said of people, but where; by file number, for a workbook has them in the order of the hamlets. */
const peopleIn = (rows: readonly RosterRow[]): Map<string, Said> =>
  new Map(
    rows
      .flatMap((row) => (row.outcome === 'entitled' ? [row.person] : []))
      .map((person) => [person.fileNumber ?? '', { ...person, source: undefined }]),
  );

describe.each([
  ['2016-06', bacKan2016],
  ['2016-07', parametersOf({ people: 700, seed: 3 })],
  ['2017-12', parametersOf({ people: 1_500 })],
])('the roster of %s', (month, parameters) => {
  it('is the same people as CSV and as a workbook of the districts, without an error', async () => {
    const rules = rulesOf(month, parameters);
    const csv = await readAll(await csvFile(month, parameters), rules);
    const bytes = await rosterWorkbook(censusOf(parameters, month), month);
    const xlsx = await readAll(fileOf('roster.xlsx', bytes), rules);

    expect([csv.totals.rows, csv.totals.rejected, csv.totals.findings]).toEqual([parameters.people, 0, []]);
    expect([xlsx.totals.rows, xlsx.totals.rejected, xlsx.totals.findings]).toEqual([
      parameters.people,
      0,
      [],
    ]);
    expect(xlsx.totals.fileTotal).toBe(xlsx.totals.sum);
    expect(peopleIn(csv.rows).size).toBe(parameters.people);
    expect(peopleIn(xlsx.rows)).toEqual(peopleIn(csv.rows));
  });

  it('has nothing doubtful but a few collectors for many', async () => {
    const { rows } = await readAll(await csvFile(month, parameters), rulesOf(month, parameters));
    const doubts = rows.flatMap((row) => row.findings.map(({ rule }) => rule));
    expect(doubts.filter((rule) => rule !== 'collector-for-many')).toEqual([]);
    expect(doubts.length).toBeLessThan(parameters.people / 100);
  });
});

describe('the roster of more people than can be printed', () => {
  it('is the same people in one plain table', async () => {
    const parameters = parametersOf({ people: 2_000, communes: 130 });
    const rules = rulesOf('2016-07', parameters);
    const csv = await readAll(await csvFile('2016-07', parameters), rules);
    const stream = plainRosterWorkbook(censusOf(parameters, '2016-07'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const xlsx = await readAll(fileOf('roster.xlsx', bytes), rules);

    expect(peopleIn(csv.rows).size).toBe(2_000);
    expect(peopleIn(xlsx.rows)).toEqual(peopleIn(csv.rows));
  });
});

describe('the messy roster', () => {
  const read = async (parameters: SampleParameters) => {
    const messy = await messyRoster(censusOf(parameters, '2016-06'), '2016-06');
    return {
      messy,
      ...(await readAll(fileOf('roster-messy.xlsx', messy.bytes), rulesOf('2016-06', parameters))),
    };
  };

  it.each([bacKan2016, parametersOf({ people: 900, seed: 7 }), parametersOf({ people: 90 })])(
    'has every fault found by its rule in its row, and nothing else: %o',
    async (parameters) => {
      const { messy, sheets, rows, totals } = await read(parameters);
      const found = [...rows.flatMap((row) => row.findings), ...totals.findings].map(
        ({ sheet, row, rule, severity }) =>
          [sheets[Number(sheet) - 1]?.name, row, rule, severity].join(' | '),
      );
      const planted = messy.faults.map(({ sheet, row, rule, severity }) =>
        [sheet, row, rule, severity].join(' | '),
      );
      expect(found.toSorted()).toEqual(planted.toSorted());
      expect(totals.rows).toBe(messy.rows);
      const clean = rows.filter((row) => row.outcome === 'entitled' && row.findings.length === 0);
      expect(clean).toHaveLength(messy.clean);
    },
  );

  it('has every fault that a roster can show', async () => {
    const messy = await messyRoster(censusOf(bacKan2016, '2016-06'), '2016-06');
    expect([...new Set(messy.faults.map(({ rule }) => rule))].toSorted()).toEqual(
      `age-outside-group amount-differs-from-standard amount-negative amount-not-round amount-too-small amount-unclear
       amount-unusual arrears-long born-differs-from-id born-in-future born-too-long-ago born-two-digits born-unclear
       carried-over-known coefficient-unknown collector-for-many collector-name-missing column-unknown commune-unknown
       deduction-not-paid file-total-differs funeral-differs group-unknown home-visit-unknown id-number-lost-zero
       id-number-rounded id-number-twice id-number-unclear note-says-gone numbers-missing person-twice phone-landline
       phone-shared phone-two-numbers phone-unclear point-elsewhere sex-differs-from-id sex-unclear sheet-hidden
       sheet-without-header total-differs value-missing`.split(/\s+/),
    );
  });

  it('is read as what is meant where it is only oddly written', async () => {
    const { rows } = await read(bacKan2016);
    const rules = rulesOf('2016-06', bacKan2016);
    const as = peopleIn((await readAll(await csvFile('2016-06', bacKan2016), rules)).rows);
    const clean = [...peopleIn(rows.filter((row) => row.findings.length === 0))];
    const other = <Value>(value: (person: Said) => Value): Value[] =>
      clean.flatMap(([number, one]) => {
        const usual = as.get(number);
        return usual && isDeepStrictEqual(value(usual), value(one)) ? [] : [value(one)];
      });

    expect(other((one) => one.born).toSorted()).toEqual(['1933-02-03', '1934-01-01', '1936']);
    expect(other((one) => one.idNumber)).toEqual([]);
    expect(other((one) => one.sex)).toEqual([]);
    expect(other((one) => one.hamlet)).toEqual([]);
    expect(other((one) => one.phone).filter((phone) => phone !== '+84510000003')).toEqual(['+84560000001']);
    expect(other((one) => foldedKey(one.name).split(' ').at(-1))).toEqual([
      foldedKey('Hoà'),
      foldedKey('Hòa'),
    ]);
    expect(other((one) => one.benefits[0]!.arrears?.amount)).toEqual([1_080_000]);
    const pair = other((one) => one.benefits.map(({ group, amount }) => [group, amount]));
    expect(pair).toEqual([[['5.6', 405_000]]]);
  });
});

describe('an amount in words', () => {
  it.each([
    [270_000, 'Hai trăm bảy mươi nghìn đồng'],
    [1_080_000, 'Một triệu không trăm tám mươi nghìn đồng'],
    [405_000, 'Bốn trăm linh năm nghìn đồng'],
    [
      1_997_415_021,
      'Một tỷ chín trăm chín mươi bảy triệu bốn trăm mười lăm nghìn không trăm hai mươi mốt đồng',
    ],
    [24_000_000, 'Hai mươi tư triệu đồng'],
    [10_011, 'Mười nghìn không trăm mười một đồng'],
  ])('%i', (amount, words) => {
    expect(dongInWords(amount)).toBe(words);
  });
});
