import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readJson, sizeOf, type Json } from '../json.ts';
import type { Meter } from '../meter.ts';
import type { NamedResource } from '../template/resources.ts';
import type { Clock } from '../time/clock.ts';
import { readDefinition, type FunctionDefinition } from './function-definition.ts';
import { FunctionFault, loadHandler, type Handler } from './handler.ts';
import { environmentOf, runInvocation } from './invocation.ts';
import { installSandbox, runInSandbox, type Sandbox } from './sandbox.ts';

const PAYLOAD_MAX_BYTES = 6 * 2 ** 20;
// START, END and REPORT, which Lambda itself writes for every invocation.
const PLATFORM_LOG_BYTES = 300;

export interface Functions {
  /** By name or ARN. Throws a FunctionFault named as the handler's error. */
  readonly invoke: (nameOrArn: string, payload: Json, limitMs?: number) => Promise<Json>;
  readonly has: (nameOrArn: string) => boolean;
  readonly running: () => number;
  /** From now on whoever asks waits for ever: the next process will ask again. */
  readonly refuseNew: () => void;
  /** Nothing that still runs will be waited for, nor reach any service. */
  readonly abandonAll: () => void;
  readonly close: () => Promise<void>;
}

interface FunctionsOptions {
  readonly resources: readonly NamedResource[];
  readonly assetFolder: (objectKey: string) => string;
  readonly endpoint: string;
  readonly logFolder: string;
  readonly clock: Clock;
  readonly meter: Meter;
}

interface Loaded {
  readonly definition: FunctionDefinition;
  readonly log: WriteStream;
  handler?: Promise<Handler>;
}

const limit = (value: Json, what: string): Json => {
  if (sizeOf(value) <= PAYLOAD_MAX_BYTES) return value;
  throw new FunctionFault('RequestEntityTooLarge', `The ${what} is over ${PAYLOAD_MAX_BYTES} bytes.`);
};

const openAll = ({ resources, assetFolder, logFolder }: FunctionsOptions): Map<string, Loaded> => {
  const definitions = resources.map((resource) => readDefinition(resource, assetFolder));
  mkdirSync(logFolder, { recursive: true });
  const openLog = (name: string) => createWriteStream(join(logFolder, `${name}.log`), { flags: 'a' });
  return new Map(
    definitions.map((definition) => [definition.name, { definition, log: openLog(definition.name) }]),
  );
};

let clouds = 0; // opened in this process, as tests do

/** Lambda: every bundle of the template in this process, each invocation in its own sandbox. */
export const openFunctions = (options: FunctionsOptions): Functions => {
  const { clock, meter, endpoint } = options;
  installSandbox();
  clouds += 1;
  const cloud = clouds;
  const functions = openAll(options);
  const running = new Set<Sandbox>();
  let closing = false;

  const find = (nameOrArn: string) => functions.get(nameOrArn.split(':').at(-1) ?? '');
  const openSandbox = ({ definition, log }: Loaded): Sandbox => ({
    env: environmentOf(definition, endpoint, clock.offsetMs),
    onOutput: (text) => {
      meter.add('logBytes', Buffer.byteLength(text));
      log.write(text);
    },
    abandoned: false,
  });
  const load = (loaded: Loaded): Promise<Handler> =>
    // A sandbox of its own: what a bundle keeps from being loaded must not die with its first invocation.
    (loaded.handler ??= runInSandbox(openSandbox(loaded), () => loadHandler(loaded.definition, cloud)));

  const run = async (loaded: Loaded, payload: Json, sandbox: Sandbox, limitMs: number): Promise<Json> => {
    const handler = await load(loaded);
    const { definition } = loaded;
    const started = performance.now();
    try {
      return limit(await runInvocation({ definition, handler, payload, sandbox, limitMs }), 'response');
    } finally {
      const billedMs = Math.ceil(performance.now() - started);
      meter.add('gbSeconds', (billedMs / 1000) * (definition.memoryMb / 1024));
      meter.add('invocations');
      meter.add('logBytes', PLATFORM_LOG_BYTES);
    }
  };

  return {
    invoke: async (nameOrArn, payload, limitMs = Infinity) => {
      const loaded = find(nameOrArn);
      if (!loaded) throw new FunctionFault('ResourceNotFoundException', `Function not found: ${nameOrArn}`);
      if (closing) return new Promise<never>(() => undefined);
      const sandbox = openSandbox(loaded);
      const release = clock.hold();
      running.add(sandbox);
      try {
        // Through JSON, as over the wire: a handler must not share objects with its caller.
        return await run(loaded, readJson(JSON.stringify(limit(payload, 'payload'))), sandbox, limitMs);
      } finally {
        running.delete(sandbox);
        release();
      }
    },
    has: (nameOrArn) => find(nameOrArn) !== undefined,
    running: () => running.size,
    refuseNew: () => {
      closing = true;
    },
    abandonAll: () => {
      for (const sandbox of running) sandbox.abandoned = true;
    },
    close: async () => {
      const logs = [...functions.values()].map(({ log }) => new Promise<void>((done) => log.end(done)));
      await Promise.all(logs);
    },
  };
};
