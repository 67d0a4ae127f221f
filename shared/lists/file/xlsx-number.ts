/** A number as a person would write it: no exponent, no noise of binary fractions (Excel itself keeps 15 digits). */
export const plainNumber = (raw: string): string => {
  if (wholeNumber.test(raw)) return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  const rounded = Number(value.toPrecision(15));
  if (Math.abs(rounded) >= 1e21) return String(BigInt(rounded));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
};

const wholeNumber = /^(?:0|-?[1-9]\d*)$/;

/** The calendar day of a serial number, or nothing if it is none; a time of day is dropped. */
export const dayOfSerial = (serial: number, isFrom1904: boolean): string | undefined => {
  if (!(serial >= (isFrom1904 ? 0 : 1))) return undefined;
  const day = Math.floor(serial);
  if (!isFrom1904 && day === inventedDay) return '1900-02-29';
  const daysFrom1899 = isFrom1904 ? day + daysTo1904 : day - (day > inventedDay ? 1 : 0);
  if (daysFrom1899 > daysMax) return undefined;
  return new Date(Date.UTC(1899, 11, 31) + daysFrom1899 * millisecondsADay).toISOString().slice(0, 10);
};

/** Excel counts a 29 February 1900, which never was; read as a date it is told to be unclear. */
const inventedDay = 60;
/** From 31 December 1899 to 31 December 9999. */
const daysMax = 2_958_464;
const daysTo1904 = 1_461;
const millisecondsADay = 86_400_000;

/** Whether a cell's format shows a number as a day. Times alone do not count. */
export const isDayFormat = (code: string): boolean => {
  const letters = (code.split(';')[0] ?? '')
    .replaceAll(/"[^"]*"|\\.|[*_].|\[[^\]]*\]/g, '')
    .replaceAll(/s\.0+/gi, '')
    .toLowerCase();
  if (/[#0?@]|general/.test(letters)) return false;
  return /[yd]|m{3}/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters));
};

/** Formats that Excel knows by number alone: days, days with a time, and those of East Asian calendars. */
export const isBuiltInDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
