/** What a spreadsheet may take for a formula; apostrophes before it are counted in, so that one more can be taken off again. */
const dangerous = /^'*[=+\-@\t\r]/;
const apostrophe = 39;

/** Text that no spreadsheet evaluates, not even after it was saved as CSV: an apostrophe stands before the sign. */
export const defused = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

/** The text as it was before `defused`; any other text stays as it is. */
export const undefused = (text: string): string =>
  text.charCodeAt(0) === apostrophe && dangerous.test(text) ? text.slice(1) : text;

/** More than this in one cell makes Excel call the file damaged. */
const lengthMax = 32_767;

/** What looks like an escape of XLSX would be read as the character that it stands for; XML has no U+FFFE and U+FFFF. */
const escapeLike = /_x(?=[0-9a-f]{4}_)/gi;
const notInXml = /[\ufffe\uffff]/g;

/** Text as it may stand in a cell of a workbook. */
export const workbookText = (text: string): string =>
  defused(text)
    .slice(0, lengthMax)
    .toWellFormed()
    .replaceAll(escapeLike, '_x005F_x')
    .replaceAll(notInXml, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase()}_`);
