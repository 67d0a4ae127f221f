import { expect, test } from 'vitest';
import { openClock } from '../../infra/local/time/clock.ts';

const START = Date.parse('2016-06-01T00:00:00Z');
const DAY = 86_400_000;
const day = (n: number) => new Date(START + n * DAY);
const openTestClock = (runAhead = true) =>
  openClock({ offsetMs: START - Date.now(), runAhead, onJump: () => undefined });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('jumps from sleeper to sleeper, in order, up to its guest', async () => {
  const clock = openTestClock();
  const woken: string[] = [];
  const note = (name: string) => () => woken.push(`${name} ${clock.now().toISOString().slice(0, 10)}`);
  clock.callAt(day(9), note('later'));
  clock.callAt(day(3), note('third'));
  clock.callAt(day(1), note('first'));
  clock.callAt(day(2), note('second'));
  await clock.sleepUntil(day(5));
  expect(woken).toEqual(['first 2016-06-02', 'second 2016-06-03', 'third 2016-06-04']);
  expect(clock.now().getTime() - day(5).getTime()).toBeLessThan(50);
});

test('stays while a guest is awake, or while there is none', async () => {
  const clock = openTestClock();
  let woken = 0;
  clock.callAt(day(30), () => (woken += 1));
  await pause(20);
  await clock.sleepUntil(day(1));
  await pause(20);
  expect(woken).toBe(0);
  expect(clock.now().getTime()).toBeLessThan(day(1).getTime() + 1_000);
});

test('never jumps while anybody holds it', async () => {
  const clock = openTestClock();
  const release = clock.hold();
  let awake = false;
  const sleeping = clock.sleepUntil(day(1)).then(() => (awake = true));
  await pause(30);
  expect(awake).toBe(false);
  release();
  release(); // once is once
  await sleeping;
  expect(awake).toBe(true);
});

test('a holder that sleeps lets the time run, and holds again before the next can wake', async () => {
  const clock = openTestClock();
  const events: string[] = [];
  const worker = async (name: string, at: Date) => {
    const release = clock.hold();
    await clock.sleep(at);
    events.push(`${name} wakes`);
    await pause(10);
    events.push(`${name} is done ${clock.now().toISOString().slice(0, 10)}`);
    release();
  };
  void worker('a', day(1));
  void worker('b', day(2));
  await clock.sleepUntil(day(2));
  expect(events).toEqual(['a wakes', 'a is done 2016-06-02', 'b wakes', 'b is done 2016-06-03']);
});

test('several guests take turns, and one who leaves does not stop the others', async () => {
  const clock = openTestClock();
  const visits: string[] = [];
  const guest = async (name: string, days: number[]) => {
    for (const each of days) {
      await clock.sleepUntil(day(each));
      visits.push(`${name}${each}`);
    }
  };
  await Promise.all([guest('a', [1]), guest('b', [2, 4]), guest('c', [3, 5])]);
  expect(visits).toEqual(['a1', 'b2', 'c3', 'b4', 'c5']);
});

test('is idle when nobody holds it and nothing is due', async () => {
  const clock = openTestClock();
  const release = clock.hold();
  let idle = false;
  const waiting = clock.idle().then(() => (idle = true));
  clock.callAt(clock.now(), () => {
    setTimeout(clock.hold(), 20);
  });
  await pause(10);
  release();
  await pause(2);
  expect(idle).toBe(false);
  await waiting;
  expect(idle).toBe(true);
});

test('without running ahead real time passes, and a month is not a moment', async () => {
  const clock = openTestClock(false);
  let early = false;
  clock.callAt(day(40), () => (early = true)); // more than setTimeout can count
  const before = performance.now();
  await clock.sleepUntil(new Date(clock.now().getTime() + 60));
  expect(performance.now() - before).toBeGreaterThan(50);
  expect(early).toBe(false);
  clock.stop();
});
