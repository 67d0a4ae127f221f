/** The value of one attribute, found in the raw text of all. */
export const attribute = (attributes: string, name: string): string | undefined => {
  let at = attributes.indexOf(name);
  while (at !== -1) {
    const before = attributes.charAt(at - 1);
    const equals = at + name.length;
    if ((before === ':' || before.trim() === '') && attributes.charAt(equals) === '=') {
      const end = attributes.indexOf(attributes.charAt(equals + 1), equals + 2);
      return end === -1 ? undefined : plainXml(attributes.slice(equals + 2, end));
    }
    at = attributes.indexOf(name, at + 1);
  }
  return undefined;
};

/** Text without the escapes of XML; what is no escape stays as it is. */
export const plainXml = (raw: string): string =>
  raw.includes('&')
    ? raw.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (escape, what: string) => sign(what) ?? escape)
    : raw;

/** Excel's own escape for signs that XML cannot hold, `_x000D_`. */
export const withoutExcelEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const sign = (what: string): string | undefined => {
  if (!what.startsWith('#')) return named.get(what);
  const isHex = what.startsWith('#x') || what.startsWith('#X');
  const code = Number.parseInt(what.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};
