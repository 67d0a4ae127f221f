import { describe, expect, test } from 'vitest';
import { Month, PlainDate } from '../../shared/domain/calendar.ts';
import { ProvinceCode } from '../../shared/domain/geography.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { periodIdOf } from '../../shared/domain/payment-period.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { listStore } from '../../shared/store/lists.ts';
import { settingsStore } from '../../shared/store/settings.ts';
import {
  aCounts,
  aListCommune,
  aPoint,
  assistance,
  inAugust,
  inJuly,
  listId,
  yenHan,
} from '../support/build.ts';
import { aList, here, nextDoor, settings } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const lists = listStore(table);
const directory = directoryStore(table);
const settingsVersions = settingsStore(table);

const idOf = (second: number) => ListId.parse(`20160521T0300${String(second).padStart(2, '0')}-0A`);

describe('a list', () => {
  test('is added once: a second reading finds the first', async () => {
    expect(await lists.find(listId)).toBeUndefined();
    await expect(lists.get(listId)).rejects.toThrow('no list');
    table.loseNextAnswer('PutItemCommand');
    expect(await lists.add(aList())).toEqual(aList());
    expect(await lists.add(aList({ uploader: 'somebody else' }))).toEqual(aList());
    expect(await lists.get(listId)).toEqual(aList());
  });

  test('released and refused at once goes one way', async () => {
    await lists.add(aList({ listId: idOf(1), status: 'held' }));
    const moves = await Promise.all([
      lists.move(idOf(1), 'held', { status: 'reading', releasedBy: 'approver' }),
      lists.move(idOf(1), 'held', { status: 'refused' }),
    ]);
    expect(moves.toSorted()).toEqual(['moved', 'superseded']);
    expect((await lists.get(idOf(1))).status).toBe(moves[0] === 'moved' ? 'reading' : 'refused');
  });

  test('takes facts without moving, as often as they are told', async () => {
    await lists.add(aList({ listId: idOf(2) }));
    expect(await lists.move(idOf(2), 'reading', { rows: 7, heldBecause: undefined })).toBe('moved');
    expect(await lists.move(idOf(2), 'reading', { rows: 7 })).toBe('moved');
    expect(await lists.get(idOf(2))).toEqual(aList({ listId: idOf(2), rows: 7 }));
  });

  test('has its communes beside it, each with what was worked out last', async () => {
    const part = aListCommune({ new: 3 }, { rows: 3, rejected: 1 });
    await lists.saveCommune(idOf(2), { ...part, commune: nextDoor });
    await lists.saveCommune(idOf(2), part);
    expect(await lists.findCommune(idOf(2), yenHan)).toEqual(part);
    await lists.saveCommune(idOf(2), { ...part, outcome: 'superseded' });
    expect(await lists.findCommune(idOf(2), yenHan)).toEqual({ ...part, outcome: 'superseded' });
    expect((await lists.listCommunes(idOf(2))).map(({ commune }) => commune)).toEqual([yenHan, nextDoor]);
    expect(await lists.findCommune(idOf(3), yenHan)).toBeUndefined();
  });

  test('has a commune that does not change without a file', async () => {
    const diff = { hash: 'H', registerVersion: 1, counts: aCounts({ unchanged: 3 }) };
    await lists.saveCommune(idOf(5), aListCommune({}, { diff }));
    expect(await lists.listCommunes(idOf(5))).toEqual([aListCommune({}, { diff })]);
  });

  test('that makes no sense throws when it is read', async () => {
    await table.putRaw({ pk: `LIST#${idOf(4)}`, sk: 'LIST' }, { listId: idOf(4), status: 'lost' });
    await expect(lists.find(idOf(4))).rejects.toThrow('status');
  });
});

describe('the directory', () => {
  test('says what exists in one province', async () => {
    const elsewhere = { ...here, province: ProvinceCode.parse('08') };
    const commune = { code: yenHan, name: 'Phùng Chí Kiên', district: 'Bắc Kạn' };
    await directory.saveProgramme(here);
    await directory.saveProgramme(here);
    await directory.saveCommune(here, commune);
    await directory.savePoint(here, aPoint());
    await directory.savePoint(here, aPoint('01834-1', { capacity: 100 }));
    expect(await directory.listProgrammes()).toEqual([here]);
    expect(await directory.listCommunes(here)).toEqual([commune]);
    expect(await directory.listPoints(here)).toEqual([aPoint('01834-1', { capacity: 100 })]);
    expect(await directory.listPointsOf(here, yenHan)).toHaveLength(1);
    expect(await directory.listPointsOf(here, nextDoor)).toEqual([]);
    expect(await directory.listCommunes(elsewhere)).toEqual([]);
    expect(await directory.listPoints(elsewhere)).toEqual([]);
  });

  test('lists periods from the oldest on', async () => {
    const december = periodIdOf({ ...here, month: Month.parse('2015-12') });
    for (const periodId of [inAugust, december, inJuly]) await directory.savePeriod(periodId);
    expect(await directory.listPeriods(here)).toEqual([december, inJuly, inAugust]);
  });

  test('lists what arrived since an instant, in whatever precision it was told', async () => {
    const arrivals = ['2016-05-19T23:59:59Z', '2016-05-20T00:00:00Z', '2016-05-20T00:00:00.250Z'];
    for (const [at, arrivedAt] of arrivals.entries())
      await directory.saveList(here, aList({ listId: idOf(at), arrivedAt }));
    const found = await directory.listLists(here, new Date('2016-05-20T00:00:00Z'));
    expect(found.toSorted()).toEqual([idOf(1), idOf(2)]);
  });
});

describe('settings', () => {
  const on = (date: string) => settingsVersions.find(assistance, PlainDate.parse(date));

  test('are those in force on a date', async () => {
    const later = { ...settings, from: PlainDate.parse('2016-07-01'), coefficients: [1] };
    await settingsVersions.save(later);
    await settingsVersions.save(settings);
    expect(await on('2015-12-31')).toBeUndefined();
    expect(await on('2016-06-30')).toEqual(settings);
    expect(await on('2016-07-01')).toEqual(later);
    await expect(settingsVersions.get(assistance, PlainDate.parse('2015-12-31'))).rejects.toThrow(
      'no settings',
    );
  });

  test('of the same date replace those before', async () => {
    await settingsVersions.save({ ...settings, trustInbox: true });
    expect(await settingsVersions.get(assistance, settings.from)).toMatchObject({ trustInbox: true });
  });
});

test('every request asks what it cost', () => {
  expect(table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL')).toEqual([]);
});
