const field = (value: string): string =>
  /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** CSV text in pieces of about a thousand lines: UTF-8, commas, CRLF, the keys of the rows as header. */
export function* csvOf(rows: Iterable<object>): Generator<string> {
  let lines: string[] = [];
  let isFirst = true;
  for (const row of rows) {
    if (isFirst) lines.push(Object.keys(row).join(','));
    isFirst = false;
    lines.push(
      Object.values(row)
        .map((value) => field(String(value)))
        .join(','),
    );
    if (lines.length < 1_000) continue;
    yield `${lines.join('\r\n')}\r\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
}
