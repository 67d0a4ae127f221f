import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../functions/apply-changes/handler.ts';
import { registerScope } from '../../shared/store/leases.ts';
import { assistance, yenHan } from '../support/build.ts';
import { nextDoor } from '../support/facts.ts';
import { fakeLeases } from '../support/function-fakes.ts';
import { activeIn, importWorld, row, send, upload } from '../support/import-world.ts';

const [xuan, pao] = [row('Hoàng Thị Xuân'), row('Lý Văn Páo', { commune_code: nextDoor })];

/** A list whose changes may be written. */
const claimed = async (given = [xuan, pao]) => {
  const world = importWorld();
  const steps = upload(world, given);
  for (const group of (await steps.read()).groups ?? []) await steps.compare(group);
  await steps.claim();
  return { world, steps };
};

describe('apply-changes', () => {
  test('writes nothing where the register has moved, and the commune is compared again', async () => {
    const { world, steps } = await claimed();
    const moved = { commune: yenHan, version: 1, size: 0 };
    world.registers.all.set(yenHan, moved);
    await steps.apply([yenHan, nextDoor]);
    expect(activeIn(world)).toEqual(['Lý Văn Páo']);
    expect(world.registers.all.get(yenHan)).toEqual(moved);
    expect(steps.part().outcome).toBeUndefined();
    expect(await steps.finish()).toEqual({ next: 'compare', groups: [[yenHan]] });
    await send(steps, 'review');
    expect(activeIn(world)).toEqual(['Hoàng Thị Xuân', 'Lý Văn Páo']);
    expect(world.registers.all.get(yenHan)).toMatchObject({ version: 3, size: 1 });
  });

  test('run twice raises the version once', async () => {
    const { world, steps } = await claimed();
    await steps.apply([yenHan]);
    const [register, acts] = [world.registers.all.get(yenHan), world.audit.acts.length];
    await steps.apply([yenHan]);
    expect(world.registers.all.get(yenHan)).toEqual(register);
    expect(world.audit.acts).toHaveLength(acts);
  });

  test('goes on after it died when the register was raised', async () => {
    const { world, steps } = await claimed();
    const part = steps.part();
    await steps.apply([yenHan, nextDoor]);
    await world.lists.saveCommune(steps.listId, part);
    expect(await steps.finish()).toEqual({ next: 'apply', groups: [[yenHan]] });
    await steps.apply([yenHan]);
    expect(steps.part().outcome).toBe('applied');
    expect(world.registers.all.get(yenHan)).toMatchObject({ version: 2 });
  });

  test('of one commune that is held does not stop the others, and says why', async () => {
    const { world, steps } = await claimed();
    const leases = fakeLeases(registerScope(assistance, yenHan));
    const applying = applyChanges({ ...world, leases })({
      listId: steps.listId,
      communes: [yenHan, nextDoor],
    });
    await expect(applying).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(steps.part(nextDoor).outcome).toBe('applied');
    expect(steps.part().outcome).toBeUndefined();
  });

  test('writes nothing when its lease ends', async () => {
    const { world, steps } = await claimed();
    const ending: typeof world.leases.hold = (_scope, work) =>
      work(() => {
        throw new Error('the lease ends');
      });
    const leases = { ...world.leases, hold: ending };
    const applying = applyChanges({ ...world, leases })({ listId: steps.listId, communes: [yenHan] });
    await expect(applying).rejects.toMatchObject({ name: 'CommunesFailed' });
    expect(world.registers.people.size).toBe(0);
    expect(world.registers.all.size).toBe(0);
  });

  test('takes the lease of every commune that it writes, and of no other', async () => {
    const { world, steps } = await claimed([xuan]);
    await steps.apply([yenHan, nextDoor]);
    expect(world.leases.taken.slice(1)).toEqual([registerScope(assistance, yenHan)]);
  });

  test('names in its act no personal value', async () => {
    const { world, steps } = await claimed([row('Hoàng Thị Xuân', { phone: '0912345678' })]);
    await steps.apply([yenHan]);
    expect(world.audit.acts).toMatchObject([
      { act: 'apply-list', facts: { new: 1, changed: 0, stopped: 0 } },
    ]);
    expect(JSON.stringify(world.audit.acts)).not.toMatch(/Hoàng|912345678/);
  });
});
