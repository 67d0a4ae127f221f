import { readFileSync } from 'node:fs';
import { chanceOf } from './chance.ts';

export interface Commune {
  readonly code: string;
  readonly name: string;
  readonly district: string;
}

/** The 122 communes of Bắc Kạn in 2016, with the codes and names of the General Statistics Office. */
const bacKan: readonly Commune[] = readFileSync(new URL('communes-bac-kan-2016.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [code = '', name = '', district = ''] = line.split(',');
    return { code, name, district };
  });

/** No real commune has a code above 33000. */
const firstMadeUpCode = 50_000;

const madeUp = (count: number): Commune[] =>
  Array.from({ length: count }, (_, at) => ({
    code: String(firstMadeUpCode + at),
    name: `Xã Mẫu ${String(at + 1)}`,
    district: `Huyện Mẫu ${String(Math.floor(at / 20) + 1)}`,
  }));

/** Real communes as far as they go, then made-up ones. */
export const communesOf = (count: number): Commune[] => [
  ...bacKan.slice(0, count),
  ...madeUp(Math.max(0, count - bacKan.length)),
];

/** As many communes as that many people would really have: 50 people each in a small sample, 1,500 in a nation. */
export const usualCommunes = (people: number): number => {
  if (people < bacKan.length * 50) return Math.min(bacKan.length, Math.max(1, Math.round(people / 50)));
  return Math.max(bacKan.length, Math.ceil(people / 1_500));
};

/** Shares the people out over the communes, unevenly, to the last person. */
export const sizesOf = (communes: readonly Commune[], people: number, seed: number): number[] => {
  const weights = communes.map(({ code }) => 0.45 + chanceOf(seed, 'size', code).below(1_000) / 770);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let weight = 0;
  let placed = 0;
  return weights.map((own) => {
    weight += own;
    const upToHere = Math.round((people * weight) / whole);
    const size = upToHere - placed;
    placed = upToHere;
    return size;
  });
};

const stems = (
  'Pài,Lẹng,Mèo,Cà,Đon,Phầy,Chang,Hin,Làng,Mạ,Mò,Ngần,Pán,Tào,Thoi,Diếu,Vài,Bay,Khoang,Lùng,Nghè,Ỏi,Sla,Quang,' +
  'Giảo,Đuổn,Kham,Nạc,Rào,Tấc'
).split(',');
const heads = ['Nà', 'Bản', 'Khuổi', 'Pác', 'Cốc', 'Lũng'];

/** Three to eight hamlets; a ward of the town has numbered residential groups. */
export const hamletsOf = ({ code, name }: Commune, seed: number): [string, ...string[]] => {
  const chance = chanceOf(seed, 'hamlets', code);
  const count = 3 + chance.below(6);
  const isTown = name.startsWith('Phường');
  const start = chance.below(stems.length);
  const hamlet = (at: number): string =>
    isTown
      ? `Tổ ${String(at + 1)}`
      : `Thôn ${heads[(start + at) % 6 === at ? 0 : chance.below(6)] ?? 'Nà'} ${stems[(start + at * 7) % stems.length] ?? 'Pài'}`;
  return [hamlet(0), ...Array.from({ length: count - 1 }, (_, at) => hamlet(at + 1))];
};
