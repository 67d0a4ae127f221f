const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const thousands = ['', ' nghìn', ' triệu', ' tỷ', ' nghìn tỷ'];

const word = (digit: number): string => digits[digit] ?? '';

/** After tens the last digit changes: mốt, tư, lăm. */
const unitsWord = (tens: number, units: number): string => {
  if (units === 1 && tens > 1) return 'mốt';
  if (units === 4 && tens > 1) return 'tư';
  return units === 5 && tens > 0 ? 'lăm' : word(units);
};

const tensWords = (tens: number, units: number, hasHundreds: boolean): string[] => {
  const last = units === 0 ? [] : [unitsWord(tens, units)];
  if (tens > 1) return [`${word(tens)} mươi`, ...last];
  if (tens === 1) return ['mười', ...last];
  return hasHundreds && units > 0 ? ['linh', ...last] : last;
};

const groupWords = (group: number, isFirst: boolean): string => {
  const hundreds = Math.floor(group / 100);
  const says = hundreds > 0 || !isFirst;
  return [
    ...(says ? [`${word(hundreds)} trăm`] : []),
    ...tensWords(Math.floor(group / 10) % 10, group % 10, says),
  ].join(' ');
};

/** The amount as it stands under "Bằng chữ": `1.080.000` is "Một triệu không trăm tám mươi nghìn đồng". */
export const dongInWords = (amount: number): string => {
  const groups: number[] = [];
  for (let rest = amount; rest > 0; rest = Math.floor(rest / 1_000)) groups.push(rest % 1_000);
  const words = groups
    .map((group, at) =>
      group === 0 ? '' : `${groupWords(group, at === groups.length - 1)}${thousands[at] ?? ''}`,
    )
    .filter((group) => group !== '')
    .reverse()
    .join(' ');
  const text = `${words || word(0)} đồng`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};
