import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Json, type JsonObject } from '../json.ts';
import type { FunctionDefinition } from './function-definition.ts';

/** A handler's failure as its caller sees it: named as the error that was thrown. */
export class FunctionFault extends Error {
  readonly trace: string[];

  constructor(errorType: string, message: string, trace: string[] = []) {
    super(message);
    this.name = errorType;
    this.trace = trace;
  }

  toPayload(): JsonObject {
    return { errorType: this.name, errorMessage: this.message, trace: this.trace };
  }
}

const toFault = (error: unknown): FunctionFault => {
  if (error instanceof FunctionFault) return error;
  // A bundle may bring its own realm's errors: by shape, not by class.
  if (typeof error !== 'object' || error === null) return new FunctionFault('Error', String(error));
  const part = (name: string) => (name in error ? String(Reflect.get(error, name)) : undefined);
  return new FunctionFault(part('name') ?? 'Error', part('message') ?? '', part('stack')?.split('\n'));
};

export type Handler = (payload: Json, context: object) => Promise<Json>;

const importBundle = async (url: string): Promise<unknown> => {
  try {
    return await import(url);
  } catch (error) {
    throw toFault(error);
  }
};

/** Imports a bundle once per function and cloud, so that no two of them ever share a module's state. */
export const loadHandler = async (definition: FunctionDefinition, cloud: number): Promise<Handler> => {
  const { file, exportName, logicalId } = definition;
  const path = ['.mjs', '.js', '.cjs'].map((ending) => `${file}${ending}`).find((each) => existsSync(each));
  if (path === undefined) throw new FunctionFault('Runtime.ImportModuleError', `No module ${file}.`);
  const bundle = await importBundle(`${pathToFileURL(path).href}?fn=${logicalId}&cloud=${cloud}`);
  const handler: unknown = typeof bundle === 'object' && bundle ? Reflect.get(bundle, exportName) : undefined;
  if (typeof handler !== 'function') {
    throw new FunctionFault('Runtime.HandlerNotFound', `${path} exports no ${exportName}.`);
  }
  return async (payload, context) => {
    try {
      const answer: unknown = await Reflect.apply(handler, undefined, [payload, context]);
      const text = JSON.stringify(answer ?? null);
      return Json.parse(JSON.parse(text));
    } catch (error) {
      throw toFault(error);
    }
  };
};
