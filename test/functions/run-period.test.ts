import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { signOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { standingOf } from '../../shared/domain/settlement.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { settlementKeyOf } from '../../shared/lists/files.ts';
import type { ResultFile } from '../../shared/store/results.ts';
import {
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSheet,
  atHome,
  carriedOver,
  inAugust,
  listId,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { at, nextDoor, paidBy, person, settings } from '../support/facts.ts';
import {
  fakeApprovals,
  fakeAudit,
  fakeDirectory,
  fakeFiles,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeResults,
  fakeSettings,
  fakeSettlements,
  fakeSheets,
  fakeWorkflow,
} from '../support/function-fakes.ts';

const tally = { count: 2, amount: 540_000 };
const none = { count: 0, amount: 0 };
const submitted = { hash: 'HASH', total: tally, carried: none };
const aCommuneRow = { periodId: inAugust, commune: yenHan, submitted };
const bothSheets = { daySheetsAt: at, catchUpSheetsAt: at };

describe('next-check', () => {
  /** Seven in the morning of the 19th in Vietnam: the closing day. */
  const closingDay = new Date('2016-08-19T00:00:00.000Z');
  const file: ResultFile = {
    listId,
    key: `inbox/results/${inAugust}/a.csv`,
    status: 'recorded',
    rows: 1,
    answers: {},
  };
  const setting = (
    given: { sheets?: Sheet[]; results?: ResultFile[]; files?: string[]; now?: Date } = {},
  ) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({ ...aCommuneRow, ...bothSheets }),
      settings: fakeSettings(settings),
      sheets: fakeSheets(...(given.sheets ?? [aSheet('reported')])),
      results: fakeResults(...(given.results ?? [])),
      files: fakeFiles(Object.fromEntries((given.files ?? []).map((key) => [key, '']))),
      now: () => given.now ?? closingDay,
    };
    return { ...needs, run: () => nextCheck(needs)({ periodId: inAugust, lastWave: '' }) };
  };

  test('closes when every sheet is in', async () => {
    const { run, periods } = setting();
    expect(await run()).toEqual({ next: 'close', groups: [[yenHan]] });
    expect(periods.all.get(inAugust)?.status).toBe('closing');
  });

  test('asked again while closing says the same', async () => {
    const { run } = setting();
    expect(await run()).toEqual(await run());
  });

  test('waits an hour for a sheet that is out', async () => {
    const { run, periods } = setting({
      sheets: [aSheet('reported'), aSheet('issued', { kind: 'catch-up' })],
    });
    expect(await run()).toEqual({ next: 'wait', until: '2016-08-19T01:00:00.000Z' });
    expect(periods.all.get(inAugust)?.status).toBe('open');
  });

  test('takes a sheet that was signed off for one that is in', async () => {
    expect(await setting({ sheets: [aSheet('signedOff')] }).run()).toMatchObject({ next: 'close' });
  });

  test.each<[string, ResultFile[]]>([
    ['that nobody has begun to read', []],
    ['that is being read', [{ ...file, status: 'reading' }]],
    [
      'that was recorded before and is being read once more',
      [file, { ...file, listId: ListId.parse('20160818T010203-b2'), status: 'reading' }],
    ],
  ])('waits for a result file %s', async (_name, results) => {
    const { run, periods } = setting({ files: [file.key], results });
    expect(await run()).toMatchObject({ next: 'wait' });
    expect(periods.all.get(inAugust)?.status).toBe('open');
  });

  test.each(['recorded', 'refused'] as const)('does not wait for a file that was %s', async (status) => {
    const { run } = setting({ files: [file.key], results: [{ ...file, status }] });
    expect(await run()).toMatchObject({ next: 'close' });
  });

  test('does not wait for a first reading that died where the file was read when it came again', async () => {
    const again = { ...file, listId: ListId.parse('20160818T010203-b2') };
    const { run } = setting({ files: [file.key], results: [{ ...file, status: 'reading' }, again] });
    expect(await run()).toMatchObject({ next: 'close' });
  });

  test('does not ask for sheets before the closing day', async () => {
    const { run } = setting({ sheets: [aSheet()], now: noon });
    expect(await run()).toMatchObject({ next: 'remind', wave: '2016-08-03' });
  });

  test('leaves out communes of which nothing was submitted', async () => {
    const { run, communes } = setting();
    communes.all.set(`${inAugust} ${nextDoor}`, { commune: nextDoor });
    expect(await run()).toEqual({ next: 'close', groups: [[yenHan]] });
  });
});

describe('close-payouts', () => {
  const setting = (...payouts: Payout[]) => {
    const needs = {
      periods: fakePeriods(aPeriod({ status: 'closing' })),
      communes: fakePeriodCommunes({ ...aCommuneRow, ...bothSheets }),
      payouts: fakePayouts(...payouts),
      audit: fakeAudit(),
      now: () => noon,
    };
    return { ...needs, run: () => closePayouts(needs)({ periodId: inAugust, communes: [yenHan] }) };
  };
  const paidOne = paid(aPayout(2));

  test('carries over whoever was not paid and seals the commune', async () => {
    const { run, payouts, communes, audit } = setting(aPayout(1), paidOne);
    await run();
    expect([...payouts.all.values()]).toEqual([carriedOver(aPayout(1)), paidOne]);
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({
      sealedAt: at,
      standing: { paid: { count: 1 }, carriedOver: { count: 1 }, open: none },
    });
    expect(audit.acts).toMatchObject([
      { act: 'seal-commune', actId: yenHan, facts: { paid: 1, carriedOver: 1 } },
    ]);
  });

  test('a payment that was faster stays paid', async () => {
    const { payouts, ...needs } = setting(aPayout(1));
    const racing = {
      ...payouts,
      saveCarriedOver: (async (payout, when) => {
        await payouts.savePaid(paidBy(payout, 'FASTER'));
        return payouts.saveCarriedOver(payout, when);
      }) as typeof payouts.saveCarriedOver,
    };
    await closePayouts({ ...needs, payouts: racing })({ periodId: inAugust, communes: [yenHan] });
    expect([...payouts.all.values()]).toEqual([paidBy(aPayout(1), 'FASTER')]);
    expect(needs.communes.all.get(`${inAugust} ${yenHan}`)?.standing).toMatchObject({ paid: { count: 1 } });
  });

  test('run twice seals once', async () => {
    const { run, communes, audit } = setting(aPayout(1), paidOne);
    await run();
    const sealed = communes.all.get(`${inAugust} ${yenHan}`);
    await run();
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toEqual(sealed);
    expect(audit.acts).toHaveLength(2);
    expect(audit.acts[1]).toEqual(audit.acts[0]);
  });

  test('that dies when it has sealed is on record', async () => {
    const { communes, ...needs } = setting(aPayout(1), paidOne);
    const dying = {
      ...communes,
      mark: (async (...given) => {
        await communes.mark(...given);
        throw new Error('the function died');
      }) as typeof communes.mark,
    };
    const closing = closePayouts({ ...needs, communes: dying })({ periodId: inAugust, communes: [yenHan] });
    await expect(closing).rejects.toThrow();
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ sealedAt: at });
    expect(needs.audit.acts).toMatchObject([{ act: 'seal-commune', facts: { paid: 1, carriedOver: 1 } }]);
  });

  test.each(['open', 'closed'] as const)('does nothing while the period is %s', async (status) => {
    const { run, periods, payouts } = setting(aPayout(1));
    periods.all.set(inAugust, aPeriod({ status }));
    await run();
    expect([...payouts.all.values()]).toEqual([aPayout(1)]);
  });
});

describe('settle-period', () => {
  const setting = (standing: Payout[], received = 600_000) => {
    const needs = {
      periods: fakePeriods(aPeriod({ status: 'closing' })),
      communes: fakePeriodCommunes({ ...aCommuneRow, sealedAt: at, standing: standingOf(standing) }),
      approvals: fakeApprovals({
        periodId: inAugust,
        submissionId: 'FIRST',
        hash: 'HASH',
        total: tally,
        submittedBy: 'planner',
        submittedAt: at,
        received,
      }),
      settlements: fakeSettlements(),
      files: fakeFiles(),
      audit: fakeAudit(),
      now: () => noon,
    };
    return { ...needs, run: () => settlePeriod(needs)({ periodId: inAugust }) };
  };
  const whole = [paid(aPayout(1)), carriedOver(aPayout(2))];

  test('balances to the last đồng and closes the period', async () => {
    const { run, periods, files, audit } = setting(whole);
    expect(await run()).toEqual({ done: 'balanced' });
    expect(periods.all.get(inAugust)?.status).toBe('closed');
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({
      status: 'balanced',
      approved: tally,
      paid: { count: 1, amount: 270_000 },
      carriedOver: { count: 1, amount: 270_000 },
      received: 600_000,
      toHandBack: 330_000,
      unbalanced: [],
    });
    expect(audit.acts).toMatchObject([
      { act: 'settle-period', facts: { paid: 270_000, carriedOver: 270_000 } },
    ]);
  });

  test('names the communes that do not balance, and closes all the same', async () => {
    const { run, periods, files } = setting([paid(aPayout(1))]);
    expect(await run()).toEqual({ done: 'unbalanced' });
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({ unbalanced: [yenHan] });
    expect(periods.all.get(inAugust)?.status).toBe('closed');
  });

  test('is unbalanced where less was received than paid', async () => {
    expect(await setting(whole, 200_000).run()).toEqual({ done: 'unbalanced' });
  });

  test('run twice: the first settlement stands', async () => {
    const { run, communes, files } = setting(whole);
    await run();
    const first = files.json(settlementKeyOf(inAugust));
    communes.all.set(`${inAugust} ${yenHan}`, { commune: yenHan, submitted, standing: standingOf([]) });
    expect(await run()).toEqual({ done: 'balanced' });
    expect(files.json(settlementKeyOf(inAugust))).toEqual(first);
  });
});

describe('write-sheets', () => {
  const cellsIn = async (files: ReturnType<typeof fakeFiles>, key: string): Promise<string[]> => {
    const { sheets } = await readXlsx(await files.read(key));
    return sheets.flatMap(({ rows }) => rows.flat().map(String));
  };
  const setting = (...payouts: Payout[]) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes(aCommuneRow),
      payouts: fakePayouts(...payouts),
      registers: fakeRegisters([], [aRecipient(1), aRecipient(2)]),
      directory: fakeDirectory({
        points: [aPoint()],
        communes: [{ code: yenHan, name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' }],
      }),
      settings: fakeSettings(settings),
      sheets: fakeSheets(),
      files: fakeFiles(),
      now: () => noon,
    };
    const run = (which: 'days' | 'catch-up') =>
      writeSheets(needs)({ periodId: inAugust, communes: [yenHan], which });
    return { ...needs, run };
  };

  test('writes one for each day and home round', async () => {
    const { run, sheets, files, communes } = setting(aPayout(1), aPayout(2, { place: atHome() }));
    await run('days');
    expect([...sheets.all.keys()]).toEqual(['01834-1.2016-08-03', '01834-1.2016-08-03.home']);
    const folder = `sheets/${inAugust}/01834`;
    expect([...files.all.keys()]).toEqual([
      `${folder}/poster.xlsx`,
      `${folder}/loudspeaker.txt`,
      `${folder}/01834-1.2016-08-03.csv`,
      `${folder}/01834-1.2016-08-03.xlsx`,
      `${folder}/01834-1.2016-08-03.home.csv`,
      `${folder}/01834-1.2016-08-03.home.xlsx`,
    ]);
    expect(files.all.get(`${folder}/01834-1.2016-08-03.csv`)).toContain('Hoàng Thị 1');
    expect(await cellsIn(files, `${folder}/01834-1.2016-08-03.xlsx`)).toContain('Hoàng Thị 1');
    expect(await cellsIn(files, `${folder}/01834-1.2016-08-03.home.xlsx`)).toContain('Hoàng Thị 2');
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ daySheetsAt: at });
  });

  test('tells the commune its days and names nobody', async () => {
    const { run, files } = setting(aPayout(1), aPayout(2, { place: atHome() }));
    await run('days');
    const [sheetPoster = '', text = ''] = [...files.all.keys()];
    const announced = [...(await cellsIn(files, sheetPoster)), files.text(text)].join('\n');
    for (const known of ['BƯU ĐIỆN BẮC KẠN', 'Xã Yên Hân, huyện Chợ Mới', 'Nà Làng', '1900 54 54 81'])
      expect(announced).toContain(known);
    expect(announced).not.toContain('Hoàng Thị');
  });

  test('a commune that the directory does not know goes by its code', async () => {
    const { run, files, directory } = setting(aPayout(1));
    directory.listCommunes = async () => [];
    await run('days');
    expect(await cellsIn(files, `sheets/${inAugust}/01834/01834-1.2016-08-03.xlsx`)).toContain('01834');
  });

  test('writes one catch-up sheet with whoever is left', async () => {
    const { run, sheets, files, communes } = setting(aPayout(1), paid(aPayout(2)));
    await run('catch-up');
    const key = `sheets/${inAugust}/01834/01834-1.2016-08-17.catch-up`;
    expect([...sheets.all.keys()]).toEqual(['01834-1.2016-08-17.catch-up']);
    expect([...files.all.keys()]).toEqual([`${key}.csv`, `${key}.xlsx`]);
    for (const names of [files.text(`${key}.csv`), await cellsIn(files, `${key}.xlsx`)]) {
      expect(names).toContain('Hoàng Thị 1');
      expect(names).not.toContain('Hoàng Thị 2');
    }
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ catchUpSheetsAt: at });
  });

  test('notes a commune in which nobody is left', async () => {
    const { run, files, communes } = setting(paid(aPayout(1)));
    await run('catch-up');
    expect(files.all.size).toBe(0);
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ catchUpSheetsAt: at });
  });

  test('run twice leaves a sheet that came back as it is', async () => {
    const { run, sheets, files } = setting(aPayout(1));
    await run('days');
    const first = [...files.all];
    await sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
    await run('days');
    expect([...sheets.all.values()]).toMatchObject([{ status: 'reported' }]);
    expect([...files.all]).toEqual(first);
  });

  test.each(['submitted', 'closing'] as const)('writes nothing while the period is %s', async (status) => {
    const { run, periods, files } = setting(aPayout(1));
    periods.all.set(inAugust, aPeriod({ status }));
    await run('days');
    expect(files.all.size).toBe(0);
  });
});

describe('sign-off-sheet', () => {
  const setting = (sheet = aSheet()) => {
    const needs = { sheets: fakeSheets(sheet), audit: fakeAudit(), now: () => noon };
    const run = (role: 'accountant' | 'teller') =>
      signOffSheet(needs)({ periodId: inAugust, sheetId: sheet.sheetId, actor: person(role) });
    return { ...needs, run };
  };

  test('ends a sheet by name, once', async () => {
    const { run, sheets, audit } = setting();
    expect(await run('accountant')).toEqual({ done: 'signed-off' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'signedOff', settledBy: 'accountant' }]);
    expect(await run('accountant')).toEqual({ refused: 'ended-before' });
    expect(audit.acts).toHaveLength(1);
  });

  test('is for accountants', async () => {
    const { run, sheets } = setting();
    expect(await run('teller')).toEqual({ refused: 'not-an-accountant' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'issued' }]);
  });

  test('of a sheet that was never issued is refused', async () => {
    const { sheets, run } = setting();
    sheets.all.clear();
    expect(await run('accountant')).toEqual({ refused: 'no-such-sheet' });
  });
});

describe('recall-period', () => {
  const setting = (status: 'submitted' | 'open' = 'submitted') => {
    const needs = {
      periods: fakePeriods(aPeriod({ status })),
      preparePeriod: fakeWorkflow(),
      audit: fakeAudit(),
      now: () => noon,
    };
    const run = (role: 'planner' | 'teller' = 'planner') =>
      recallPeriod(needs)({ periodId: inAugust, reason: 'list-wrong', actor: person(role) });
    return { ...needs, run };
  };

  test('has a submitted plan made anew', async () => {
    const { run, periods, preparePeriod, audit } = setting();
    expect(await run()).toEqual({ done: 'recalled' });
    expect(periods.all.get(inAugust)?.status).toBe('preparing');
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(audit.acts).toMatchObject([{ act: 'recall-period', facts: { reason: 'list-wrong' } }]);
  });

  test('run twice recalls once', async () => {
    const { run, preparePeriod } = setting();
    await run();
    expect(await run()).toEqual({ refused: 'not-submitted' });
    expect(preparePeriod.inputs).toHaveLength(1);
  });

  test('comes too late for an approved plan', async () => {
    const { run, periods } = setting('open');
    expect(await run()).toEqual({ refused: 'not-submitted' });
    expect(periods.all.get(inAugust)?.status).toBe('open');
  });

  test('is not for tellers', async () => {
    expect(await setting().run('teller')).toEqual({ refused: 'not-a-planner' });
  });
});
