import { z } from 'zod';

export const Json = z.json();
export type Json = z.infer<typeof Json>;

export const JsonObject = z.record(z.string(), Json);
export type JsonObject = z.infer<typeof JsonObject>;

export const readJson = (text: string): Json => Json.parse(JSON.parse(text));

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Its size where AWS counts it: as UTF-8 JSON text. */
export const sizeOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

/** Text as it is, anything else as JSON. */
export const asText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);
