const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const billion = 1_000_000_000;

/** The amount as it stands under "Bằng chữ": `270000` is "Hai trăm bảy mươi nghìn đồng". */
export const dongInWords = (amount: number): string => {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('đồng are whole and not negative');
  const text = `${amount === 0 ? 'không' : wordsOf(amount, true)} đồng`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** Above a billion the billions are counted like any number: `1234` of them, then what is left. */
const wordsOf = (number: number, isFirst: boolean): string => {
  if (number >= billion) {
    const left = number % billion;
    const billions = `${wordsOf(Math.floor(number / billion), isFirst)} tỷ`;
    return left === 0 ? billions : `${billions} ${wordsOf(left, false)}`;
  }
  const groups = [
    [Math.floor(number / 1_000_000), ' triệu'],
    [Math.floor(number / 1_000) % 1_000, ' nghìn'],
    [number % 1_000, ''],
  ] as const;
  const said: string[] = [];
  for (const [group, unit] of groups)
    if (group > 0) said.push(`${groupWords(group, isFirst && said.length === 0)}${unit}`);
  return said.join(' ');
};

/** Three digits; after something larger the hundreds are said even if there are none. */
const groupWords = (group: number, isFirst: boolean): string => {
  const [hundreds, tens, units] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const saysHundreds = hundreds > 0 || !isFirst;
  const words = saysHundreds ? [digitWord(hundreds), 'trăm'] : [];
  if (tens > 1) words.push(digitWord(tens), 'mươi');
  else if (tens === 1) words.push('mười');
  else if (saysHundreds && units > 0) words.push('linh');
  if (units > 0) words.push(unitsWord(tens, units));
  return words.join(' ');
};

/** After tens the last digit changes: mốt, tư, lăm. */
const unitsWord = (tens: number, units: number): string => {
  if (units === 1 && tens > 1) return 'mốt';
  if (units === 4 && tens > 1) return 'tư';
  return units === 5 && tens > 0 ? 'lăm' : digitWord(units);
};

const digitWord = (digit: number): string => digits[digit] ?? '';

/** In figures, inside text: `1.080.000`. */
export const dotted = (figure: number): string => String(figure).replaceAll(/\B(?=(\d{3})+$)/g, '.');
