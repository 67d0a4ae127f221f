import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip; what it says of itself may be a lie. */
export type Member = Readonly<{
  name: string;
  content: string | Uint8Array;
  says?: Readonly<{
    size?: number;
    packedSize?: number;
    checksum?: number;
    isEncrypted?: boolean;
    method?: number;
  }>;
  isStored?: boolean;
}>;

export const aZip = (members: readonly Member[]): Uint8Array => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, says = {}, isStored = false } of members) {
    const plain = Buffer.from(content);
    const packed = isStored ? plain : deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(says.isEncrypted === true ? 1 : 0, 2);
    fields.writeUInt16LE(says.method ?? (isStored ? 0 : 8), 4);
    fields.writeUInt32LE(says.checksum ?? crc32(plain), 10);
    fields.writeUInt32LE(says.packedSize ?? packed.length, 14);
    fields.writeUInt32LE(says.size ?? plain.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, rest, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
};

/** The members of the smallest workbook, of one sheet with these rows; each may be replaced. */
export const workbookMembers = (rows: string, replaced: Readonly<Record<string, string>> = {}): Member[] => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const members: Record<string, string> = {
    '[Content_Types].xml': '<Types><Override PartName="/xl/workbook.xml" ContentType="main+xml"/></Types>',
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="Xã A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation(
      'rId2',
      'styles',
      '/xl/styles.xml',
    )}${relation('rId3', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="3"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
      '<sst><si><t>Họ tên</t></si><si><r><rPr><b/></rPr><t>Hoàng </t></r><r><t xml:space="preserve">Thị X</t></r></si></sst>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...replaced,
  };
  return Object.entries(members).map(([name, content]) => ({ name, content }));
};

export const aWorkbook = (rows: string, replaced: Readonly<Record<string, string>> = {}): Uint8Array =>
  aZip(workbookMembers(rows, replaced));
