import { describe, expect, test } from 'vitest';
import { PlainDate } from '../../shared/domain/calendar.ts';
import { auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { identityStore } from '../../shared/store/identities.ts';
import { registerStore } from '../../shared/store/register.ts';
import { reminderStore } from '../../shared/store/reminders.ts';
import { resultStore } from '../../shared/store/results.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { queryItems } from '../../shared/store/table.ts';
import {
  aRecipient,
  aSheet,
  anId,
  assistance,
  august,
  inAugust,
  listId,
  noon,
  yenHan,
} from '../support/build.ts';
import { aReminder, nextDoor, person } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const held = () => undefined;

describe('a register', () => {
  const registers = registerStore(table);

  test('that no list has named is empty, of version 0', async () => {
    expect(await registers.get(assistance, nextDoor)).toEqual({ commune: nextDoor, version: 0, size: 0 });
    expect(await registers.list(assistance, [nextDoor])).toEqual([]);
  });

  test('keeps its people and its version', async () => {
    const people = [
      aRecipient(1),
      aRecipient(2, { collector: { name: 'Lò Thị', relation: 'con', key: 'KEY' } }),
    ];
    const register = {
      commune: yenHan,
      version: 1,
      size: 2,
      lastList: { listId, arrivedAt: '2016-05-20T03:00:00Z', arrived: 1 },
      lastWhole: { version: 1, hash: 'HASH', amount: 540_000 },
      lastRoster: { listId, arrivedAt: '2016-05-20T03:00:00Z', month: august },
    };
    await registers.saveRecipients(people, held);
    await registers.saveRegister(assistance, register);
    expect(await registers.listRecipients(assistance, yenHan)).toEqual(people);
    expect(await registers.get(assistance, yenHan)).toEqual(register);
    expect(await registers.list(assistance, [nextDoor, yenHan])).toEqual([register]);
    expect(await registers.findRecipient(assistance, yenHan, anId(2))).toEqual(people[1]);
    expect(await registers.findRecipient(assistance, yenHan, anId(3))).toBeUndefined();
    expect(await registers.listSome(assistance, yenHan, [anId(2), anId(3)])).toEqual([people[1]]);
  });

  test('does not write a recipient without its lease', async () => {
    const ended = () => {
      throw new Error('the lease ends');
    };
    await expect(registers.saveRecipients([aRecipient(9)], ended)).rejects.toThrow('the lease ends');
    expect(await registers.findRecipient(assistance, yenHan, anId(9))).toBeUndefined();
  });

  test('with somebody who makes no sense throws when it is read', async () => {
    await table.putRaw(
      { pk: `COMMUNE#assistance#${nextDoor}`, sk: 'RECIPIENT#0000000001' },
      { name: 'Hoàng' },
    );
    await expect(registers.listRecipients(assistance, nextDoor)).rejects.toThrow('recipientId');
  });
});

test('an id number is held by whoever claimed it last', async () => {
  const identities = identityStore(table);
  const claim = { key: 'HASH1', commune: yenHan, recipientId: anId(1), listId };
  await identities.save(assistance, [claim, { ...claim, key: 'HASH2' }], held);
  await identities.save(assistance, [{ ...claim, commune: nextDoor }], held);
  expect(await identities.list(assistance, ['HASH1', 'NOBODY'])).toEqual([{ ...claim, commune: nextDoor }]);
  const moved = { ...claim, from: { commune: nextDoor, recipientId: anId(1) } };
  await identities.save(assistance, [moved], held);
  expect(await identities.list(assistance, ['HASH1'])).toEqual([moved]);
});

describe('a sheet', () => {
  const sheets = sheetStore(table);
  const end = { by: 'teller', at: noon };

  test('is issued once and ended once', async () => {
    const sheet = aSheet();
    await sheets.add(sheet);
    expect(await sheets.end(sheet, 'reported', end)).toBe('ended');
    expect(await sheets.end(sheet, 'signedOff', { ...end, by: 'accountant' })).toBe('ended-before');
    await sheets.add(sheet);
    expect(await sheets.list(inAugust, yenHan)).toEqual([
      { ...sheet, status: 'reported', settledBy: 'teller', settledAt: noon.toISOString() },
    ]);
  });

  test('signed off and reported at once ends one way', async () => {
    const sheet = aSheet('issued', { kind: 'home' });
    await sheets.add(sheet);
    const ends = [sheets.end(sheet, 'reported', end), sheets.end(sheet, 'signedOff', end)];
    expect((await Promise.all(ends)).toSorted()).toEqual(['ended', 'ended-before']);
  });

  test('whose end loses its answer has ended', async () => {
    const sheet = aSheet('issued', { kind: 'catch-up' });
    await sheets.add(sheet);
    table.loseNextAnswer('UpdateItemCommand');
    expect(await sheets.end(sheet, 'signedOff', end)).toBe('ended');
  });

  test('that was never issued cannot end', async () => {
    expect(await sheets.end(aSheet('issued', { pointId: '01835-1' }), 'reported', end)).toBe('no-such-sheet');
  });
});

describe('a reminder', () => {
  const reminders = reminderStore(table);
  let day = 0;
  const queued = async () => {
    day += 1;
    const date = PlainDate.parse(`2016-07-${String(day).padStart(2, '0')}`);
    const reminder = aReminder({ date });
    await reminders.add(reminder);
    return reminder;
  };

  test('is written once: what it has become stays', async () => {
    const reminder = await queued();
    await reminders.move(reminder, 'queued', { status: 'sending', at: noon.toISOString() });
    expect(await reminders.add(reminder)).toBe('taken');
    const sending = { ...reminder, status: 'sending', at: noon.toISOString() };
    expect(await reminders.find(reminder)).toEqual(sending);
    expect(await reminders.list(inAugust, yenHan)).toContainEqual(sending);
  });

  test('keeps what a notice tells and what it costs', async () => {
    const { date } = await queued();
    const told = { notice: 'day-moved', day: PlainDate.parse('2016-08-05'), parts: 1, price: 750 } as const;
    const notice = aReminder({ date, phoneKey: 'NOTICE', ...told });
    expect(await reminders.add(notice)).toBe('added');
    expect(await reminders.find(notice)).toEqual(notice);
    await reminders.move(notice, 'queued', { status: 'expired', parts: 0, price: 0 });
    expect(await reminders.find(notice)).toEqual({ ...notice, status: 'expired', parts: 0, price: 0 });
  });

  test('is claimed by one of many', async () => {
    const reminder = await queued();
    const claims = Array.from({ length: 5 }, () => reminders.move(reminder, 'queued', { status: 'sending' }));
    expect((await Promise.all(claims)).filter((claim) => claim === 'moved')).toHaveLength(1);
  });

  test('whose claim loses its answer is claimed', async () => {
    const reminder = await queued();
    table.loseNextAnswer('UpdateItemCommand');
    expect(await reminders.move(reminder, 'queued', { status: 'sending' })).toBe('moved');
    expect(await reminders.move(reminder, 'queued', { status: 'sending' })).toBe('superseded');
  });

  test('that nobody wrote is not there and moves nowhere', async () => {
    const unknown = aReminder({ commune: nextDoor });
    expect(await reminders.find(unknown)).toBeUndefined();
    expect(await reminders.move(unknown, 'queued', { status: 'sent' })).toBe('superseded');
  });
});

describe('a result file', () => {
  const results = resultStore(table);
  const file = {
    listId,
    key: 'inbox/results/assistance.06.2016-08/a.csv',
    status: 'reading' as const,
    rows: 0,
    answers: {},
  };

  test('is met once, and says how far it had come', async () => {
    expect(await results.add(inAugust, file)).toEqual({ ...file, isMetAgain: false });
    expect(await results.add(inAugust, file)).toEqual({ ...file, isMetAgain: true });
    const recorded = { ...file, status: 'recorded' as const, rows: 2, answers: { recorded: 1, conflict: 1 } };
    await results.finish(inAugust, recorded);
    expect(await results.add(inAugust, file)).toEqual({ ...recorded, isMetAgain: true });
    await results.finish(inAugust, { ...recorded, rows: 99 });
    expect(await results.list(inAugust)).toEqual([recorded]);
  });
});

test('a contradiction is kept once, beside what it contradicts', async () => {
  const contradictions = contradictionStore(table);
  const said = { proofId: 'P2', listId, row: 4, by: 'teller', at: noon.toISOString() };
  const about = { periodId: inAugust, commune: yenHan, recipientId: anId(1) };
  const late = { ...about, ...said, saysPaid: true };
  await contradictions.keepConflict(about, said);
  await contradictions.keepConflict(about, { ...said, row: 5 });
  expect(await contradictions.listConflicts(inAugust, yenHan)).toEqual([{ recipientId: anId(1), ...said }]);
  expect(await contradictions.keepLate(late)).toEqual(late);
  expect(await contradictions.keepLate({ ...late, row: 5 })).toEqual(late);
  expect(await contradictions.listLate(inAugust, yenHan)).toEqual([late]);
});

test('an act is on record with who and when, once however often it is told', async () => {
  const audit = auditStore(table);
  const act = {
    subject: `PERIOD#${inAugust}`,
    act: 'seal-commune',
    actId: yenHan,
    actor: person('system'),
    at: noon,
    facts: { paid: 3 },
  };
  await audit.record(act);
  await audit.record(act);
  await audit.record({ ...act, actId: nextDoor });
  const acts = await queryItems(table, { pk: act.subject, skPrefix: '2016' }, true);
  expect(acts).toHaveLength(2);
  expect(acts[0]).toMatchObject({
    act: 'seal-commune',
    by: 'system',
    role: 'system',
    at: noon.toISOString(),
    facts: { paid: 3 },
  });
});

test('every request asks what it cost', () => {
  expect(table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL')).toEqual([]);
});
