import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logger } from '../../shared/runtime/logger.ts';
import { nextDoor } from '../support/facts.ts';
import { yenHan } from '../support/build.ts';
import {
  activeIn,
  endOf,
  furtherOn,
  imported,
  importWorld,
  type ImportWorld,
  row,
  rows,
  send,
  upload,
} from '../support/import-world.ts';

const there = { commune_code: nextDoor };
const moves = row('Lò Thị Chuyển', { id_number: '006136000017' });
const held = row('Lý Văn Páo', { commune_code: furtherOn, id_number: '006036000025' });
const before = [...rows(20), moves, row('Hà Văn Đi', { file_number: 'D-1' }), ...rows(30, there), held];
/** Everything that can become of a row: new, changed, unchanged, moved, and rejected in each step; and stops. */
const list = [
  ...rows(18),
  row('Hoàng Văn S', { file_number: 'S-18', amount: '405000', coefficient: '1.5' }),
  row('Hoàng Văn T', { file_number: 'S-19' }),
  row('Người Mới', { id_number: '006136000033' }),
  ...rows(29, there),
  { ...moves, ...there },
  row('Không Rõ', { ...there, born: '1940-13-45' }),
  row('Trùng Số', { ...there, id_number: held['id_number']! }),
];

afterAll(() => {
  logger.setLogLevel(level);
});

let registered: ImportWorld;
let undisturbed: ReturnType<typeof endOf>;
const level = logger.getLevelName();
beforeAll(async () => {
  logger.setLogLevel('SILENT');
  registered = importWorld();
  await imported(registered, before);
  const world = importWorld(registered);
  await imported(world, list, { minute: 1 });
  undisturbed = endOf(world);
});

test('the list says all that a list can say', () => {
  const world = importWorld(registered);
  expect(activeIn(world)).toHaveLength(53);
  expect([...undisturbed.lists.values()].at(-1)).toMatchObject({
    status: 'applied',
    rows: 53,
    rejected: 2,
    changes: { new: 2, changed: 1, unchanged: 48, stopped: 2, stopsWaiting: 1 },
  });
});

describe('promise 11: a list that is stopped at any of its writes comes to the same end', () => {
  test('when the step that died is done again', async () => {
    for (let n = 1; ; n += 1) {
      const world = importWorld(registered);
      world.dieAt(n);
      await send(upload(world, list, { minute: 1 }));
      expect({ n, ...endOf(world) }).toEqual({ n, ...undisturbed });
      if (!world.hasDied()) break;
    }
  });

  test('when every step is done twice', async () => {
    const world = importWorld(registered);
    await send(upload(world, list, { minute: 1 }), 'read', { isTwice: true });
    expect(endOf(world)).toEqual(undisturbed);
  });

  test.each(['read', 'review'] as const)(
    'when the whole machine is started anew, from %s on',
    async (anew) => {
      for (let n = 1; ; n += 1) {
        const world = importWorld(registered);
        const steps = upload(world, list, { minute: 1 });
        if (anew === 'review') await steps.compare((await steps.read()).groups!.flat());
        world.dieAt(n);
        const isDead = await send(steps, anew, { hasRetry: false }).then(
          () => false,
          () => true,
        );
        if (isDead) await send(steps, anew);
        expect({ n, ...endOf(world) }).toEqual({ n, ...undisturbed });
        if (!isDead) break;
      }
    },
  );
});

test('nobody is active in two communes at any write of a move', async () => {
  const world = importWorld(registered);
  const { saveRecipients } = world.registers;
  const seen: string[][] = [];
  world.registers.saveRecipients = async (...given) => {
    await saveRecipients(...given);
    seen.push(activeIn(world).filter((name) => name === 'Lò Thị Chuyển'));
  };
  await imported(world, list, { minute: 1 });
  expect(seen.length).toBeGreaterThan(1);
  for (const active of seen) expect(active.length).toBeLessThanOrEqual(1);
  expect(activeIn(world, yenHan)).not.toContain('Lò Thị Chuyển');
  expect(activeIn(world, nextDoor)).toContain('Lò Thị Chuyển');
});

test('what a list has half written, and never goes on with, is mended by the next roster', async () => {
  const world = importWorld(registered);
  const hamletOfFirst = () =>
    [...world.registers.people.values()].find(({ fileNumber }) => fileNumber === 'S-0')?.hamlet;
  const [first, ...others] = before;
  const dead = upload(world, [{ ...first, hamlet: 'Bản Cải' }, ...others], { minute: 1 });
  await dead.compare((await dead.read()).groups!.flat());
  await dead.claim();
  const { saveRegister } = world.registers;
  const planned = world.registers.all.get(yenHan)?.version;
  world.registers.saveRegister = async (programme, register) => {
    if (!register.beingWritten) throw new Error('the function died');
    return saveRegister(programme, register);
  };
  await expect(dead.apply([yenHan])).rejects.toMatchObject({ name: 'CommunesFailed' });
  world.registers.saveRegister = saveRegister;
  expect(hamletOfFirst()).toBe('Bản Cải');
  // A plan that was made before is not of these people any more, and is told so by the version.
  expect(world.registers.all.get(yenHan)?.version).not.toBe(planned);

  await imported(world, before, { minute: 2 });
  expect(hamletOfFirst()).toBe('Nà Làng');
  await send(dead, 'review');
  expect(dead.part().outcome).toBe('superseded');
  expect(hamletOfFirst()).toBe('Nà Làng');
});
