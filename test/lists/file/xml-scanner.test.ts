import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import { readXml } from '../../../shared/lists/file/xml-scanner.ts';
import { attribute } from '../../../shared/lists/file/xml-text.ts';

const eventsOf = async (...texts: string[]): Promise<string[]> => {
  const events: string[] = [];
  const reader = {
    open: (name: string, attributes: string) => events.push(`${name} ${attribute(attributes, 'r') ?? ''}`),
    text: (raw: string) => events.push(`"${raw}"`),
    close: (name: string) => events.push(`/${name}`),
  };
  const pieces = async function* () {
    yield* texts;
  };
  await readXml(pieces(), reader);
  return events;
};

const xml = `<?xml version="1.0"?><!-- <x> --><x:a><b r="1 > 0"/><c  xr:r='2'>Hoàng &amp; <![CDATA[</c>&]]></c ></x:a>\n`;

test('tells elements, attributes and text, names without their prefix', async () => {
  expect(await eventsOf(xml)).toEqual([
    'a ',
    'b 1 > 0',
    '/b',
    'c 2',
    '"Hoàng &amp; "',
    '"</c>&amp;"',
    '/c',
    '/a',
  ]);
});

test('tells the same however the text is split', async () => {
  const whole = await eventsOf(xml);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(xml.length), { maxLength: 6 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), xml.length];
      expect(await eventsOf(...at.slice(1).map((end, index) => xml.slice(at[index], end)))).toEqual(whole);
    }),
  );
});

test('takes no beginning of it for the whole', async () => {
  for (let length = 0; length < xml.trimEnd().length; length += 1) {
    await expect(eventsOf(xml.slice(0, length))).rejects.toBeInstanceOf(FileRefused);
  }
});
