import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Meter } from './meter.ts';
import type { Clock } from './time/clock.ts';

const Sms = z.object({ to: z.string(), text: z.string(), parts: z.number(), sentAt: z.string() });
export type Sms = z.infer<typeof Sms>;

// GSM 03.38: the basic alphabet, and the characters that take two places.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** How many messages a text is billed as: 160 or 153 each in GSM-7, 70 or 67 in UCS-2. */
export const countParts = (text: string): number => {
  const characters = Array.from(text);
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const length = isGsm
    ? characters.reduce((sum, character) => sum + (EXTENDED.has(character) ? 2 : 1), 0)
    : text.length;
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / joined);
};

export interface Outbox {
  list(): readonly Sms[];
  subscribe(listener: (sms: Sms) => void): void;
}

interface OutboxOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly meter: Meter;
}

const readOutbox = (path: string): Sms[] => {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // empty, or cut off by a kill and never acknowledged
  return lines.map((line) => Sms.parse(JSON.parse(line)));
};

/** The SMS service: no message leaves; each is a line of the outbox file before it is acknowledged. */
export const openOutbox = ({ path, clock, meter }: OutboxOptions) => {
  const messages = readOutbox(path);
  const listeners = new Set<(sms: Sms) => void>();
  return {
    send: (to: string, text: string): { MessageId: string } => {
      const sms = { to, text, parts: countParts(text), sentAt: clock.now().toISOString() };
      appendFileSync(path, `${JSON.stringify(sms)}\n`);
      messages.push(sms);
      meter.add('smsParts', sms.parts);
      for (const listener of listeners) listener(sms);
      return { MessageId: `sms-${messages.length}` };
    },
    list: (): readonly Sms[] => [...messages],
    subscribe: (listener: (sms: Sms) => void): void => {
      listeners.add(listener);
    },
  };
};
