const lengthMax = 31;
const forbidden = /[[\]:*?/\\\p{Cc}]/gu;
const edges = /^['\s]+|['\s]+$/g;

/** Names that Excel takes for sheets, as near to the wanted ones as it allows: it sees no case, and none stands twice. */
export const sheetNames = (wanted: readonly string[]): string[] => {
  const taken = new Set([reserved]);
  return wanted.map((name) => {
    const plain = allowed(name);
    let unique = plain;
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1) {
      const tail = ` (${number})`;
      unique = `${plain.slice(0, lengthMax - tail.length)}${tail}`.toWellFormed();
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
};

/** Excel keeps this name for its own change log. */
const reserved = 'history';

const allowed = (name: string): string => {
  const cut = name.replaceAll(forbidden, '-').replaceAll(edges, '').slice(0, lengthMax);
  return cut.toWellFormed().replaceAll(edges, '') || 'Sheet';
};
