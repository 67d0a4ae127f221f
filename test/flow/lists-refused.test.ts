import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aWorkbook, aZip, type Member, workbookMembers } from '../support/zip.ts';
import { dataFolder } from './support/folder.ts';
import { type ListCloud, openListCloud, setUpCommunes } from './support/list-cloud.ts';
import { csvText, peopleByCommune } from './support/people.ts';

const communes = peopleByCommune(40, 2);
const roster = csvText(communes.flat());
const ole2 = (stream: string): Uint8Array =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);
const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c></row>';
const bomb: Member = {
  name: 'xl/media/image1.xml',
  content: '0'.repeat(2_000),
  says: { size: 1_073_741_825 },
};
const megabytes = (count: number): string => ' '.repeat(count * 1_048_576);

describe('promise 11: a file that cannot be a list is refused by name and touches nothing', () => {
  // Here, not in the hook: what a hook asks to be done after all is never done.
  const dataDir = dataFolder(afterAll);
  let cloud: ListCloud;

  beforeAll(async () => {
    cloud = await openListCloud(dataDir);
    await setUpCommunes(cloud, communes.length);
    await cloud.list('roster.csv', roster);
  });
  afterAll(() => cloud.stage.cloud.stop());

  const cases: [rule: string, name: string, body: string | Uint8Array][] = [
    ['password-protected', 'encrypted.xlsx', ole2('EncryptedPackage')],
    ['old-excel', 'old.xls', ole2('Workbook')],
    [
      'macro-enabled',
      'macro.xlsm',
      aZip([...workbookMembers(rows), { name: 'xl/vbaProject.bin', content: 'x' }]),
    ],
    ['zip-bomb', 'bomb.xlsx', aZip([...workbookMembers(`${rows}${megabytes(40)}`), bomb])],
    ['file-truncated', 'cut.xlsx', aWorkbook(rows).subarray(0, 900)],
    ['name-differs', 'workbook.csv', aWorkbook(rows)],
    ['name-differs', 'text.xlsx', roster],
    ['file-empty', 'empty.csv', ''],
    ['file-empty', 'header-only.csv', roster.split('\r\n')[0]!],
    ['not-a-list', 'scan.pdf', '%PDF-1.7 and so on'],
    ['not-a-list', 'page.xls', '<html><table><tr><td>Họ và tên</td></tr></table></html>'],
    ['not-a-list', 'settings.csv', '{"programme": "assistance"}'],
    [
      'not-a-list',
      'letter.docx',
      aZip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
    ],
    ['header-missing', 'nothing.csv', 'xin chào\r\ncác bác\r\n'],
    ['column-missing', 'no-amount.csv', csvText(communes[0]!).replace('amount', 'other')],
    ['column-twice', 'twice.csv', roster.replace('point_code,note', 'amount,note')],
    ['csv-broken', 'quote.csv', `${roster}"never closed`],
  ];

  it.each(cases)('%s: %s', async (rule, name, body) => {
    const before = { registry: await cloud.registry(), payouts: await cloud.payouts() };
    const { listId, summary, item } = await cloud.list(name, body);
    expect(summary).toMatchObject({ status: 'refused', refused: { rule } });
    expect(summary.refused!.advice.vi).toMatch(/\p{L}/u);
    expect(item).toMatchObject({ status: 'refused' });
    expect(await cloud.registry()).toEqual(before.registry);
    const added = (await cloud.payouts()).filter(
      ({ pk, sk }) => !before.payouts.some((one) => one['pk'] === pk && one['sk'] === sk),
    );
    for (const { pk, sk } of added) expect(`${String(pk)} ${String(sk)}`).toContain(`LIST#`);
    expect(added.map(({ pk, sk }) => [pk, sk])).toContainEqual([`LIST#${listId}`, 'LIST']);
    expect(cloud.stage.cloud.executions().filter(({ status }) => status === 'FAILED')).toEqual([]);
  });

  it('a folder that no list belongs to', async () => {
    const { files, cloud: local } = cloud.stage;
    await files.upload('inbox/roster/assistance/june/roster.csv', roster, 'officer');
    await local.idle();
    const lists = (await cloud.payouts()).filter(
      ({ key }) => key === 'inbox/roster/assistance/june/roster.csv',
    );
    expect(lists).toMatchObject([{ status: 'refused' }]);
    const text = await files.read(`reports/lists/${String(lists[0]!['listId'])}/summary.json`);
    expect(JSON.parse(text)).toMatchObject({ refused: { rule: 'inbox-place-unknown' } });
  });
});
