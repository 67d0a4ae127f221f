/** So many distinct texts of a column are kept: amounts, groups and dates repeat, numbers of people do not. */
const textsMax = 20_000;

/**
 * The same reading, done once for every distinct text as long as there are not too many of them. Neighbouring rows
 * often say the same, which is seen faster than it is looked up.
 */
export const remembered = <Value extends object | string | number | boolean>(
  read: (text: string) => Value,
): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  let lastText = '';
  let lastValue: Value | undefined;
  return (text) => {
    if (text === lastText && lastValue !== undefined) return lastValue;
    let value = known.get(text);
    if (value === undefined) {
      value = read(text);
      if (known.size >= textsMax) known.clear();
      known.set(text, value);
    }
    lastText = text;
    lastValue = value;
    return value;
  };
};
