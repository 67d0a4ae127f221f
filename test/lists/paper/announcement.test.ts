import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { announcementOf } from '../../../shared/lists/paper/announcement.ts';
import { loudspeakerText } from '../../../shared/lists/paper/loudspeaker.ts';
import { paperWorkbook } from '../../../shared/lists/paper/paper-workbook.ts';
import { poster } from '../../../shared/lists/paper/poster.ts';
import type { SheetLine } from '../../../shared/lists/sheet-csv.ts';
import {
  aDay,
  aMovedDay,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  atHome,
  atPoint,
} from '../../support/build.ts';

const office = aPoint();
const school = aPoint('01834-2', { name: 'Trường Nà Pài', isCatchUpOffice: false });
const facts = {
  period: aPeriod(),
  province: 'Bắc Kạn',
  commune: { name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' },
  points: [office, school],
  moved: [],
  hotline: '1900545481',
};
const line = (
  number: number,
  hamlet: string,
  place: SheetLine['payout']['place'] = atPoint(),
): SheetLine => ({
  payout: aPayout(number, { place }),
  recipient: aRecipient(number, { hamlet }),
});
const afternoon = { ...atPoint(), session: 'PM' as const };
const lines = [
  line(1, 'Tổ 10'),
  line(2, 'Tổ 2'),
  line(3, 'Nà Làng'),
  line(4, 'Nà Làng', afternoon),
  line(5, 'Nà Pài', atPoint('2016-08-04', '01834-2')),
  line(6, '', afternoon),
  line(7, 'Nà Làng', atHome('2016-08-05')),
];
const said = announcementOf(facts, lines);

describe('announcementOf', () => {
  test('knows each session of each point with its hamlets, and which hamlet is split', () => {
    expect(said.slots).toEqual([
      {
        day: '2016-08-03',
        session: 'AM',
        point: 'BĐVHX Yên Hân',
        hamlets: [
          { name: 'Nà Làng', isWhole: false },
          { name: 'Tổ 2', isWhole: true },
          { name: 'Tổ 10', isWhole: true },
        ],
      },
      {
        day: '2016-08-03',
        session: 'PM',
        point: 'BĐVHX Yên Hân',
        hamlets: [{ name: 'Nà Làng', isWhole: false }],
      },
      {
        day: '2016-08-04',
        session: 'AM',
        point: 'Trường Nà Pài',
        hamlets: [{ name: 'Nà Pài', isWhole: true }],
      },
    ]);
  });

  test('knows the home rounds, the catch-up and the hotline', () => {
    expect(said).toMatchObject({
      homeDays: ['2016-08-05'],
      office: 'BĐVHX Yên Hân',
      lastDay: '2016-08-17',
      hotline: '1900 54 54 81',
    });
    expect(announcementOf({ ...facts, hotline: '0281234567' }, []).hotline).toBe('0281234567');
  });

  test('tells of a day that was moved, with the point by its name', () => {
    const moved = [aMovedDay('2016-08-04', '2016-08-08', '01834-2')];
    expect(said.moves).toEqual([]);
    expect(announcementOf({ ...facts, moved }, lines).moves).toEqual([
      { point: 'Trường Nà Pài', from: '2016-08-04', to: '2016-08-08' },
    ]);
  });

  test('names nobody', () => {
    expect(JSON.stringify(said)).not.toContain('Hoàng Thị');
  });
});

describe('poster', () => {
  const sheetOf = async (announcement = said) => {
    const { sheets } = await readXlsx(await paperWorkbook(poster(announcement)), { readStyles: true });
    return sheets[0]!;
  };

  test('says days, sessions, hamlets, papers, the catch-up, no fee and whom to call', async () => {
    const { rows } = await sheetOf();
    const texts = rows.map((row) => row.filter((cell) => cell !== null).join(' | '));
    expect(texts).toEqual([
      'BƯU ĐIỆN BẮC KẠN',
      'THÔNG BÁO',
      'CHI TRẢ TRỢ CẤP XÃ HỘI\nTHÁNG 8 NĂM 2016',
      'Xã Yên Hân, huyện Chợ Mới',
      'Ngày | Buổi | Nơi nhận | Thôn, bản, tổ',
      'Thứ Tư\n03/8/2016 | sáng | BĐVHX Yên Hân | Nà Làng\u00a0(*), Tổ\u00a02, Tổ\u00a010',
      'Thứ Tư\n03/8/2016 | chiều | BĐVHX Yên Hân | Nà Làng\u00a0(*)',
      'Thứ Năm\n04/8/2016 | sáng | Trường Nà Pài | Nà Pài',
      '(*) Một số người của thôn nhận ở buổi khác: hỏi trưởng thôn hoặc bưu điện.',
      'Trả tại nhà',
      'Người được trả tại nhà: nhân viên bưu điện đến nhà ngày 05/8/2016.',
      'Khi đi mang theo',
      '• Thẻ căn cước (căn cước công dân)\n• Sổ lĩnh tiền (nếu có)\n' +
        '• Người nhận thay: giấy ủy quyền còn hạn và căn cước của mình',
      'Nếu chưa nhận được đúng ngày',
      'Đến BĐVHX Yên Hân, đến hết thứ Tư, ngày 17/8/2016.',
      'KHÔNG PHẢI TRẢ\nBẤT KỲ KHOẢN PHÍ NÀO',
      'Cần hỏi, xin gọi: 1900 54 54 81',
    ]);
  });

  test('is one page of A4 upright in big letters', async () => {
    const { pageSetup, cells } = await sheetOf();
    expect(pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'portrait',
      fitToWidth: 1,
      fitToHeight: 1,
    });
    for (const { style } of cells!.values()) expect(style?.font?.size ?? 16).toBeGreaterThanOrEqual(16);
  });

  test('has no table and no round where nobody is expected so', async () => {
    const { rows } = await sheetOf({ ...said, slots: [], homeDays: [] });
    const text = rows.flat().join('\n');
    expect(text).not.toMatch(/Buổi|Trả tại nhà|\(\*\)/);
    expect(text).toContain('KHÔNG PHẢI TRẢ');
  });
});

describe('loudspeakerText', () => {
  test('is read aloud as it stands', () => {
    expect(loudspeakerText(said).slice(1).split('\r\n')).toEqual([
      'Thông báo chi trả trợ cấp xã hội tháng 8 năm 2016.',
      'Kính thưa bà con xã Yên Hân.',
      'Buổi sáng thứ Tư ngày 3 tháng 8: bà con Nà Làng, Tổ 2, Tổ 10 nhận tiền tại BĐVHX Yên Hân.',
      'Buổi chiều thứ Tư ngày 3 tháng 8: bà con Nà Làng nhận tiền tại BĐVHX Yên Hân.',
      'Buổi sáng thứ Năm ngày 4 tháng 8: bà con Nà Pài nhận tiền tại Trường Nà Pài.',
      'Thôn nào được đọc hai lần, bà con hỏi trưởng thôn hoặc bưu điện để biết buổi của mình.',
      'Người được trả tại nhà: nhân viên bưu điện đến nhà vào thứ Sáu ngày 5 tháng 8.',
      'Khi đi mang theo: thẻ căn cước (căn cước công dân); sổ lĩnh tiền (nếu có); ' +
        'người nhận thay: giấy ủy quyền còn hạn và căn cước của mình.',
      'Ai chưa nhận được thì đến BĐVHX Yên Hân, đến hết thứ Tư ngày 17 tháng 8.',
      'Bà con không phải trả bất kỳ khoản phí nào.',
      'Cần hỏi, xin gọi số 1900 54 54 81.',
      'Xin trân trọng cảm ơn bà con.',
      '',
    ]);
  });

  test('a commune without its kind keeps its capital', () => {
    const text = loudspeakerText({ ...said, commune: { name: 'Yên Hân', district: '' } });
    expect(text).toContain('Kính thưa bà con Yên Hân.');
  });

  test('calls everybody where no hamlet is known', () => {
    const slots = [{ day: aDay('2016-08-03'), session: 'AM' as const, point: 'UBND xã', hamlets: [] }];
    expect(loudspeakerText({ ...said, slots, homeDays: [] })).toContain(
      'Buổi sáng thứ Tư ngày 3 tháng 8: bà con nhận tiền tại UBND xã.',
    );
  });
});
