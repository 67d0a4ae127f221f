import type { Chance } from './chance.ts';

type Words = readonly [string, ...string[]];
const words = (text: string): Words => {
  const [first = '', ...rest] = text.normalize('NFC').split(' ');
  return [first, ...rest];
};

interface NameStock {
  readonly families: Words;
  readonly men: Readonly<{ middle: Words; given: Words }>;
  readonly women: Readonly<{ middle: Words; given: Words }>;
}

/** Invented from common family, middle and given names of each people: nobody in particular. */
const stocks = {
  tày: {
    families: words('Hoàng Nông Ma Hà Lường Dương Vi Triệu La Đàm Nguyễn Hứa Lục Bế Sằm Quan'),
    men: {
      middle: words('Văn Văn Văn Đình Ngọc Quang Đức'),
      given: words(
        'Sằm Thắng Ích Thiết Khằm Phúc Tuân Hiến Lập Nghị Huấn Toản Khoa Đoàn Chấn Thượng Vinh Cương Kim',
      ),
    },
    women: {
      middle: words('Thị Thị Thị Thị Bích Thanh'),
      given: words(
        'Pảo Nhình Lả Sao Nhọt Sưởi Liên Thơm Bưởi Slao Hồng Viện Thiêm Lý Huệ Xuyến Niềm Đào Thu Nga Én',
      ),
    },
  },
  nùng: {
    families: words('Nông Hoàng Lục Lương Vi Phùng Long Chu Lý Mông Lâm Hứa'),
    men: {
      middle: words('Văn Văn A Chí'),
      given: words('Phình Cắm Sằn Dần Sình Páo Hải Lìn Bảo Tiến Thành Sáng Cường Vảng'),
    },
    women: {
      middle: words('Thị Thị Thị Mỹ'),
      given: words('Pín Lìn Mủi Sen Ngoan Xoan Phấn Dung Lanh Nhung Bé Slinh Hằng'),
    },
  },
  dao: {
    families: words('Bàn Triệu Đặng Lý Phùng Hoàng Chu Dương Phượng Tằng'),
    men: {
      middle: words('Tòn Phụ Văn Chòi Hữu Kiềm Thừa Tiến Càn Sành'),
      given: words('Phú Vạng Chiêu Pu Lưu Minh Quyên Thọ Hương Liều Sơn Chài Nhất Phin Kinh'),
    },
    women: {
      middle: words('Mùi Mùi Thị Thị Mẩy Tả'),
      given: words('Ghển Khe Phẩy Nái Chản Sính Pham Nghính Lai Mán Say Diện Coi'),
    },
  },
  mông: {
    families: words('Giàng Sùng Lý Hoàng Dương Vừ Ma Thào Hầu Lầu'),
    men: {
      middle: words('A A Văn Seo Mí'),
      given: words('Páo Dình Sình Lử Chứ Sùng Pó Vàng Tú Dế Súng Lềnh Cáng'),
    },
    women: { middle: words('Thị Thị Seo'), given: words('Mỷ Dở Máy Sua Chở Pà Mị Dợ Say Xúa Vàng Sông') },
  },
  kinh: {
    families: words('Nguyễn Trần Lê Phạm Vũ Đỗ Bùi Đặng Ngô Đinh Hoàng Trịnh Lưu'),
    men: {
      middle: words('Văn Văn Đức Hữu Xuân Công'),
      given: words('Bình Dũng Hùng Sơn Thái Tạo Tuyên Vượng Hoạt Khánh Lộc Quý'),
    },
    women: {
      middle: words('Thị Thị Thị Thanh Ngọc'),
      given: words('Lan Mai Hoa Tuyết Thoa Vân Nhàn Tình Loan Gái Cúc Yến Thìn'),
    },
  },
} as const satisfies Record<string, NameStock>;

type People = keyof typeof stocks;
type Shares = readonly (readonly [people: People, percent: number])[];

const mostDistricts: Shares = [
  ['tày', 55],
  ['dao', 18],
  ['nùng', 11],
  ['kinh', 10],
  ['mông', 6],
];
const sharesByDistrict: Readonly<Record<string, Shares>> = {
  'Thành Phố Bắc Kạn': [
    ['tày', 50],
    ['kinh', 38],
    ['nùng', 8],
    ['dao', 4],
  ],
  'Huyện Pác Nặm': [
    ['tày', 44],
    ['mông', 29],
    ['dao', 20],
    ['nùng', 7],
  ],
  'Huyện Na Rì': [
    ['tày', 46],
    ['nùng', 32],
    ['dao', 12],
    ['kinh', 10],
  ],
};

export const peopleIn = (district: string, chance: Chance): People => {
  let ticket = chance.below(100);
  for (const [people, percent] of sharesByDistrict[district] ?? mostDistricts) {
    ticket -= percent;
    if (ticket < 0) return people;
  }
  return 'tày';
};

/** A full name in NFC with its diacritics. */
export const nameOf = (people: People, isWoman: boolean, chance: Chance): string => {
  const stock: NameStock = stocks[people];
  const { middle, given } = isWoman ? stock.women : stock.men;
  return `${chance.pick(stock.families)} ${chance.pick(middle)} ${chance.pick(given)}`;
};
