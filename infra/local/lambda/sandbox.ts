import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { format } from 'node:util';

/** What one invocation sees of the machine that it shares with all the others. */
export interface Sandbox {
  readonly env: Record<string, string>;
  readonly onOutput: (text: string) => void;
  /** Set when nobody waits for its end any more; it then reaches no service, as a frozen Lambda would not. */
  abandoned: boolean;
}

const current = new AsyncLocalStorage<Sandbox>();

export const runInSandbox = <T>(sandbox: Sandbox, work: () => T): T => current.run(sandbox, work);

// No call may ever leave for a real account, whoever starts us with whatever is in their shell.
const HARMLESS = {
  TZ: 'UTC', // as in Lambda
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

const isolateEnvironment = (): void => {
  const own = process.env;
  for (const name of Object.keys(own)) if (name.startsWith('AWS_')) Reflect.deleteProperty(own, name);
  Object.assign(own, HARMLESS);
  const seen = (): NodeJS.ProcessEnv => current.getStore()?.env ?? own;
  process.env = new Proxy(own, {
    get: (_, name): unknown => Reflect.get(seen(), name),
    set: (_, name, value) => Reflect.set(seen(), name, String(value)),
    has: (_, name) => Reflect.has(seen(), name),
    deleteProperty: (_, name) => Reflect.deleteProperty(seen(), name),
    ownKeys: () => Reflect.ownKeys(seen()),
    // Undefined for what is missing, or net.Server.listen believes that it is a cluster's child.
    getOwnPropertyDescriptor: (_, name) => {
      const value: unknown = Reflect.get(seen(), name);
      if (!Object.hasOwn(seen(), name)) return undefined;
      return { value, writable: true, enumerable: true, configurable: true };
    },
  });
};

const captureOutput = (stream: NodeJS.WriteStream): void => {
  const write = stream.write.bind(stream);
  const capture = (...written: Parameters<typeof write>): boolean => {
    const sandbox = current.getStore();
    if (!sandbox) return write(...written);
    const [chunk, encoding, callback] = written;
    sandbox.onOutput(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = typeof encoding === 'function' ? encoding : callback;
    done?.();
    return true;
  };
  Object.assign(stream, { write: capture });
};

/** The global console apart: a test runner may have put one there that does not write to standard output. */
const captureConsole = (): void => {
  for (const name of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    const write = console[name].bind(console);
    console[name] = (...words: unknown[]) => {
      const sandbox = current.getStore();
      if (sandbox) sandbox.onOutput(`${format(...words)}\n`);
      else write(...words);
    };
  }
};

const cutOffAbandoned = (): void => {
  subscribe('http.client.request.created', (message) => {
    if (!current.getStore()?.abandoned) return;
    const request = typeof message === 'object' && message && 'request' in message ? message.request : null;
    if (request instanceof ClientRequest) request.destroy(new Error('This invocation has timed out.'));
  });
};

let installed = false;

/** Once per process: from here on `process.env` and standard output belong to the sandbox that asks. */
export const installSandbox = (): void => {
  if (installed) return;
  installed = true;
  isolateEnvironment();
  captureOutput(process.stdout);
  captureOutput(process.stderr);
  captureConsole();
  cutOffAbandoned();
};
