import { setTimeout } from 'node:timers/promises';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { buildFrontDoor, type FrontDoor, type Serve } from './http/front-door.ts';
import { makeInvokeRoute } from './http/invoke-route.ts';
import { makeStatusRoute } from './http/status-page.ts';
import { makeTargetDoor } from './http/target-door.ts';
import { openJournal, type Journal } from './journal.ts';
import { Json, readJson } from './json.ts';
import { openMeter, type Meter, type MeterReading } from './meter.ts';
import { openServices, type Ground, type OpenServices } from './open-services.ts';
import type { Outbox, Sms } from './sms.ts';
import { findAssembly } from './template/assembly.ts';
import { openResources } from './template/resources.ts';
import { readTemplate } from './template/template.ts';
import { openClock, type Clock } from './time/clock.ts';
import { fairWeather, type Weather } from './weather.ts';

export type { MeterReading, Sms };

export interface LocalCloudOptions {
  readonly dataDir: string;
  /** 0 = any that is free. */
  readonly port?: number;
  /** A `cdk.out` folder. Without: the repository's, made anew whenever its sources have changed. */
  readonly assembly?: string;
  /** The clock's first instant in an empty data folder. */
  readonly startAt?: Date;
  /** Whether the clock jumps when there is nothing to do: see time/timeline.ts. */
  readonly runAhead?: boolean;
  /** @default fairWeather */
  readonly weather?: Weather;
}

export interface ExecutionSummary {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  readonly input: unknown;
  readonly error?: string;
}

export interface LocalCloud {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, 'now' | 'sleepUntil'>;
  readonly meter: Pick<Meter, 'snapshot'>;
  readonly outbox: Outbox;
  /** By the name of its folder under `functions/`; throws an Error named as the handler's. */
  invoke(name: string, payload: unknown): Promise<unknown>;
  /** Nothing is running, queued or due now. */
  idle(): Promise<void>;
  executions(): readonly ExecutionSummary[];
  /** Another page behind the same port. */
  route(path: RegExp, serve: Serve): void;
  stop(): Promise<void>;
}

const PORT = 4600;
const SAVE_EVERY_MS = 1_000;
const GRACE_MS = 1_500;

const openOwnClock = (journal: Journal, { startAt, runAhead = false }: LocalCloudOptions): Clock => {
  const real = Date.now();
  const saved = journal.note('clock');
  const offset = saved === undefined ? (startAt?.getTime() ?? real) - real : Number(saved);
  // Never earlier than before, even if the machine's own clock was set back meanwhile.
  const lastSeen = Number(journal.note('last-seen') ?? 0);
  const offsetMs = Math.max(offset, lastSeen - real);
  const onJump = (to: number): void => {
    journal.setNote('clock', String(to));
  };
  onJump(offsetMs);
  return openClock({ offsetMs, runAhead, onJump });
};

const noteTime = (journal: Journal, clock: Clock): void => {
  journal.setNote('last-seen', String(clock.now().getTime()));
};

const summaries = ({ executions }: OpenServices): ExecutionSummary[] =>
  executions.list().map(({ name, machine, status, input, error }) => ({
    name,
    machine: executions.labelOf(machine),
    status,
    input: readJson(input),
    ...(error !== null && { error }),
  }));

interface Opened {
  readonly ground: Ground;
  readonly door: FrontDoor;
  readonly services: OpenServices;
  readonly setStopped: () => void;
}

const stopAll = async ({ ground, door, services, setStopped }: Opened): Promise<void> => {
  const { folder, journal, clock, meter } = ground;
  const deadline = performance.now() + GRACE_MS;
  services.functions.refuseNew();
  while (services.functions.running() > 0 && performance.now() < deadline) await setTimeout(10);
  // From here to the closed journal without a pause: what is still under way goes on at the next start.
  setStopped();
  clock.stop();
  services.functions.abandonAll();
  meter.save();
  noteTime(journal, clock);
  journal.close();
  door.slam();
  await services.close();
  folder.release();
};

const toCloud = (opened: Opened, outputs: Readonly<Record<string, string>>): LocalCloud => {
  const { ground, door, services } = opened;
  const { clock, meter, endpoint } = ground;
  const { functions, files, outbox } = services;
  const executions = () => summaries(services);
  const status = () => ({ now: clock.now(), outputs, meter: meter.snapshot(), executions: executions() });
  const routes = [makeInvokeRoute(functions), makeStatusRoute(status)];
  door.open({ target: makeTargetDoor(services, ground), routes, rest: files.serve }, clock.hold);
  const saving = setInterval(() => {
    meter.save();
    noteTime(ground.journal, clock);
  }, SAVE_EVERY_MS).unref();
  let stopping: Promise<void> | undefined;
  return {
    endpoint,
    outputs,
    clock,
    meter,
    executions,
    outbox: { list: outbox.list, subscribe: outbox.subscribe },
    invoke: (name, payload) => functions.invoke(name, Json.parse(payload ?? null)),
    idle: clock.idle,
    route: (path, serve) => {
      routes.push({ path, serve });
    },
    stop: () => {
      clearInterval(saving);
      return (stopping ??= stopAll(opened));
    },
  };
};

const openIn = async (folder: DataFolder, options: LocalCloudOptions): Promise<LocalCloud> => {
  const template = readTemplate(await findAssembly(options.assembly));
  const door = await buildFrontDoor(options.port ?? PORT);
  const journal = openJournal(folder.path('journal.sqlite'));
  try {
    const { endpoint } = door;
    const clock = openOwnClock(journal, options);
    let stopped = false;
    const { weather = fairWeather } = options;
    const meter = openMeter(journal);
    const ground = { folder, journal, clock, meter, endpoint, weather, stopped: () => stopped };
    const resources = openResources(template, endpoint);
    const services = await openServices(ground, resources, template.assetFolder);
    const setStopped = () => {
      stopped = true;
    };
    const cloud = toCloud({ ground, door, services, setStopped }, resources.outputs);
    services.resume();
    return cloud;
  } catch (error) {
    door.slam();
    journal.close();
    throw error;
  }
};

/** Opens the whole cloud on one data folder: everything in the template, behind one port of this machine. */
export const openLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const folder = openDataFolder(options.dataDir);
  try {
    return await openIn(folder, options);
  } catch (error) {
    folder.release();
    throw error;
  }
};
