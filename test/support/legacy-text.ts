/** Letters and their byte in TCVN3 (ABC), written down apart from the product's table. */
const tcvn3 =
  'Ă a1 Â a2 Ê a3 Ô a4 Ơ a5 Ư a6 Đ a7 ă a8 â a9 ê aa ô ab ơ ac ư ad đ ae à b5 ả b6 ã b7 á b8 ạ b9 ằ bb ẳ bc ẵ bd ắ be ặ c6 ' +
  'ầ c7 ẩ c8 ẫ c9 ấ ca ậ cb è cc ẻ ce ẽ cf é d0 ẹ d1 ề d2 ể d3 ễ d4 ế d5 ệ d6 ì d7 ỉ d8 ĩ dc í dd ị de ò df ỏ e1 õ e2 ó e3 ọ e4 ' +
  'ồ e5 ổ e6 ỗ e7 ố e8 ộ e9 ờ ea ở eb ỡ ec ớ ed ợ ee ù ef ủ f1 ũ f2 ú f3 ụ f4 ừ f5 ử f6 ữ f7 ứ f8 ự f9 ỳ fa ỷ fb ỹ fc ý fd ỵ fe';

/** Letters and what VNI writes for them. */
const vni =
  'á aù à aø ả aû ã aõ ạ aï â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ' +
  'ễ eã ệ eä í í ì ì ỉ æ ĩ ó ị ò ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï ú uù ù uø ủ uû ' +
  'ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î đ ñ';

const pairs = (table: string): [string, string][] => {
  const words = table.split(' ');
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1]!]] : []));
};

const tcvn3Signs = new Map(
  pairs(tcvn3).map(([letter, byte]) => [letter, String.fromCharCode(Number.parseInt(byte, 16))]),
);
const vniSigns = new Map(
  pairs(vni).flatMap(([letter, signs]) => [
    [letter, signs],
    [letter.toUpperCase(), signs.toUpperCase()],
  ]),
);

/** As an "ABC" font draws it: a capital with a tone is the small letter. */
export const inTcvn3 = (text: string): string =>
  Array.from(
    text.normalize('NFC'),
    (letter) => tcvn3Signs.get(letter) ?? tcvn3Signs.get(letter.toLowerCase()) ?? letter,
  ).join('');

export const inVni = (text: string): string =>
  Array.from(text.normalize('NFC'), (letter) => vniSigns.get(letter) ?? letter).join('');

const byteOf = (encoding: string): ReadonlyMap<string, number> =>
  new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]),
  );

/** UTF-8 that somebody opened as this and saved as UTF-8 again. */
export const twiceInUtf8 = (text: string, encoding = 'windows-1252'): string =>
  new TextDecoder(encoding).decode(new TextEncoder().encode(text));

export const singleBytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** Each tone is a sign of its own behind its vowel. */
export const in1258 = (text: string): Uint8Array => {
  const bytes = byteOf('windows-1258');
  const signs = Array.from(text.normalize('NFC')).flatMap((letter) => {
    if (bytes.has(letter)) return [letter];
    const parts = letter.normalize('NFD');
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(parts)?.[0] ?? '';
    return [parts.replace(tone, '').normalize('NFC'), tone];
  });
  return Uint8Array.from(signs.map((sign) => bytes.get(sign) ?? 63));
};
