import { describe, expect, test } from 'vitest';
import { type ListCommune, ListId } from '../../shared/domain/payout-list.ts';
import { isOrdinary, isOvertaken, openCommunes, reasonToHold } from '../../shared/domain/review.ts';
import { aCommune, aCounts, aListCommune, listId, yenHan } from '../support/build.ts';

const other = ListId.parse('20160721T000000-b2');
const [binhVan, hanMai] = [aCommune('01837'), aCommune('01840')];
const counts = (given: Parameters<typeof aCounts>[0]) =>
  aCounts({ sizeBefore: 200, sizeAfter: 200, amountBefore: 54_000_000, amountAfter: 54_000_000, ...given });

describe('isOrdinary', () => {
  test.each([
    ['nothing changes', {}, true],
    ['5 % stop', { stopped: 10 }, true],
    ['more stop', { stopped: 11 }, false],
    ['two of a small commune stop', { sizeBefore: 10, stopped: 2 }, true],
    ['three of it', { sizeBefore: 10, stopped: 3 }, false],
    ['10 % are new', { new: 20 }, true],
    ['more are new', { new: 21 }, false],
    ['five are new in a small commune', { sizeBefore: 10, new: 5 }, true],
    ['six are', { sizeBefore: 10, new: 6 }, false],
    ['the sum rises by 10 %', { amountAfter: 59_400_000 }, true],
    ['the sum rises by a đồng more', { amountAfter: 59_400_001 }, false],
    ['the sum falls by 10 %', { amountAfter: 48_600_000 }, true],
    ['the sum falls by a đồng more', { amountAfter: 48_599_999 }, false],
    ['many change and the sum does not', { changed: 200 }, true],
    ['many stops wait', { stopsWaiting: 200, rejected: 200 }, true],
    ['nobody was there before', { sizeBefore: 0, new: 5_000, amountBefore: 0, amountAfter: 1 }, true],
  ])('where %s: %#', (_, given, expected) => {
    expect(isOrdinary(counts(given))).toBe(expected);
  });
});

describe('reasonToHold', () => {
  const ordinary = aListCommune(counts({ changed: 1 }));
  const large = aListCommune(counts({ stopped: 11 }));
  const trusted = { trustInbox: true, isOvertaken: false };

  test.each<[string, Parameters<typeof reasonToHold>, ReturnType<typeof reasonToHold>]>([
    ['nothing', [{}, [ordinary], trusted], undefined],
    ['nothing, of no commune', [{}, [], trusted], undefined],
    ['an unknown uploader', [{}, [ordinary], { ...trusted, trustInbox: false }], 'uploader-unknown'],
    [
      'nothing, of a known one',
      [{ uploader: 'an officer' }, [ordinary], { ...trusted, trustInbox: false }],
      undefined,
    ],
    ['converted text', [{ doubt: 'text-converted' }, [ordinary], trusted], 'text-converted'],
    ['a total that differs', [{ doubt: 'total-differs' }, [ordinary], trusted], 'total-differs'],
    ['changes of a later list', [{}, [ordinary], { ...trusted, isOvertaken: true }], 'later-changes'],
    ['a large change in one commune', [{}, [ordinary, large], trusted], 'large-change'],
    [
      'a commune that was not compared',
      [{}, [aListCommune({}, { diff: undefined })], trusted],
      'large-change',
    ],
  ])('is %s', (_, given, expected) => {
    expect(reasonToHold(...given)).toBe(expected);
  });

  test('is the first of several: who sent it, what was seen in it, what came later, what it changes', () => {
    const everything = { trustInbox: false, isOvertaken: true };
    const doubt = 'total-differs';
    expect(reasonToHold({ doubt }, [large], everything)).toBe('uploader-unknown');
    expect(reasonToHold({ doubt, uploader: 'an officer' }, [large], everything)).toBe('total-differs');
    expect(reasonToHold({ uploader: 'an officer' }, [large], everything)).toBe('later-changes');
  });
});

describe('openCommunes', () => {
  const changing = aListCommune({ new: 1 });
  const unchanging = aListCommune({ unchanged: 1 });
  const arrivedAt = '2016-07-21T00:00:00.000Z';
  const raisedBy = (by: ListId, version = 2) => ({ version, lastList: { listId: by, arrivedAt } });
  const look = (
    part: ListCommune | undefined,
    register: Partial<ReturnType<typeof raisedBy>> | undefined,
  ) => {
    const { stale, toApply } = openCommunes(listId, {
      codes: [yenHan],
      parts: part ? [part] : [],
      registers: register ? [{ commune: yenHan, version: 1, ...register }] : [],
    });
    return [stale.length > 0 ? 'stale' : '', toApply.length > 0 ? 'to apply' : ''].join('') || 'done';
  };

  test.each<[string, ListCommune | undefined, Parameters<typeof look>[1], string]>([
    ['was never compared', undefined, undefined, 'stale'],
    ['was never compared, though there is a register', undefined, {}, 'stale'],
    ['was told about and not compared', aListCommune({}, { diff: undefined }), {}, 'stale'],
    ['was compared with what is there', changing, {}, 'to apply'],
    ['was compared with it and changes nothing', unchanging, {}, 'done'],
    [
      'was compared with nothing, and there is nothing',
      aListCommune({}, { diff: { hash: 'h', registerVersion: 0, counts: aCounts({ new: 1 }) } }),
      undefined,
      'to apply',
    ],
    ['was compared with a register that another list has raised', changing, raisedBy(other), 'stale'],
    ['changes nothing, and another list has raised the register', unchanging, raisedBy(other), 'stale'],
    ['was raised by this very list, which has not noted it', changing, raisedBy(listId), 'to apply'],
    ['was raised by this very list before it was compared', undefined, raisedBy(listId), 'done'],
    ['was applied', { ...changing, outcome: 'applied' }, raisedBy(other), 'done'],
    ['was superseded', { ...changing, outcome: 'superseded' }, raisedBy(other), 'done'],
  ])('a commune that %s is %s', (_, part, register, expected) => {
    expect(look(part, register)).toBe(expected);
  });

  test('are told one by one, in the order of the list', () => {
    const codes = [hanMai, binhVan, yenHan];
    const parts = [changing, { ...changing, commune: binhVan }];
    const registers = [
      { commune: binhVan, ...raisedBy(other) },
      { commune: yenHan, version: 1 },
    ];
    expect(openCommunes(listId, { codes, parts, registers })).toEqual({
      stale: [hanMai, binhVan],
      toApply: [yenHan],
    });
  });
});

describe('isOvertaken', () => {
  const list = { arrivedAt: '2016-07-20T01:00:00.000Z' };
  const raised = (arrivedAt: string, commune = yenHan) => [
    { commune, version: 2, lastList: { listId: other, arrivedAt } },
  ];
  const changing = [aListCommune({ changed: 1 })];

  test.each<[string, Parameters<typeof isOvertaken>, boolean]>([
    [
      'a later list has changed what this one would change',
      [list, changing, raised('2016-07-20T01:00:00.001Z')],
      true,
    ],
    ['the list before has', [list, changing, raised('2016-07-20T00:59:59.999Z')], false],
    ['this one has', [list, changing, raised(list.arrivedAt)], false],
    [
      'a later list has, where this one changes nothing',
      [list, [aListCommune()], raised('2016-07-21T00:00:00.000Z')],
      false,
    ],
    [
      'a later list has in another commune',
      [list, changing, raised('2016-07-21T00:00:00.000Z', binhVan)],
      false,
    ],
    ['no list ever has', [list, changing, [{ commune: yenHan, version: 0 }]], false],
    ['there is no register', [list, changing, []], false],
  ])('where %s: %#', (_, given, expected) => {
    expect(isOvertaken(...given)).toBe(expected);
  });
});
