import { createRequire } from 'node:module';
import { ASL_SCHEMA, getLanguageService, TextDocument } from 'amazon-states-language-service';
import jsonata from 'jsonata';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codesOfGroups } from '../../infra/constructs/machine-steps.ts';
import { functionsOf, Spelled, templateOf, type TemplateOf } from './assembly.ts';

const State = z
  .object({
    Type: z.string(),
    Next: z.string().optional(),
    TimeoutSeconds: z.number().optional(),
    Retry: z.array(z.unknown()).optional(),
    Choices: z.array(z.object({ Condition: z.string(), Next: z.string() })).optional(),
    Default: z.string().optional(),
    Arguments: z.object({ FunctionName: z.string() }).optional(),
    Assign: z.record(z.string(), z.unknown()).optional(),
    ItemSelector: z.record(z.string(), z.unknown()).optional(),
    ItemProcessor: z
      .object({
        get States() {
          return States;
        },
      })
      .loose()
      .optional(),
  })
  .loose();
const States = z.record(z.string(), State);
const Definition = z
  .object({ StartAt: z.string(), States, TimeoutSeconds: z.number(), QueryLanguage: z.string() })
  .loose();
type State = z.infer<typeof State>;

let template: TemplateOf;
let machines: { name: string; text: string; definition: z.infer<typeof Definition>; properties: unknown }[];
beforeAll(async () => {
  template = await templateOf();
  machines = template
    .all('AWS::StepFunctions::StateMachine', z.object({ DefinitionString: Spelled }).loose())
    .map(({ id, DefinitionString, ...properties }) => {
      const name = /ImportList|PreparePeriod|RunPeriod/.exec(id)?.[0] ?? id;
      // The linters want ARNs where the template has references.
      const text = DefinitionString.replaceAll('<AWS::Partition>', 'aws').replaceAll(
        /<(\w+)\.Arn>/g,
        'arn:aws:lambda:ap-southeast-1:123456789012:function:$1',
      );
      return { name, text, definition: Definition.parse(JSON.parse(text)), properties };
    });
});

const allStates = (states: Record<string, State>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...allStates(state.ItemProcessor?.States ?? {}),
  ]);
const statesOfType = (type: string) =>
  machines.flatMap(({ definition }) => allStates(definition.States)).filter(([, { Type }]) => Type === type);

test('there are three', () => {
  expect(machines.map(({ name }) => name).toSorted()).toEqual(['ImportList', 'PreparePeriod', 'RunPeriod']);
});

describe('both linters accept every definition', () => {
  const validate = z
    .custom<(definition: unknown) => unknown>((it) => typeof it === 'function')
    .parse(createRequire(import.meta.url)('asl-validator'));

  test('asl-validator', () => {
    for (const { text } of machines) {
      expect(validate(JSON.parse(text))).toMatchObject({ isValid: true, errors: [] });
    }
  });

  test('amazon-states-language-service', async () => {
    const service = getLanguageService({});
    service.configure({ validate: true, schemas: [{ uri: 'asl', fileMatch: ['*'], schema: ASL_SCHEMA }] });
    for (const { name, text } of machines) {
      const document = TextDocument.create(`file:///${name}.asl`, 'asl', 1, text);
      const findings = await service.doValidation(document, service.parseJSONDocument(document));
      expect(findings.map(({ message }) => `${name}: ${JSON.stringify(message)}`)).toEqual([]);
    }
  });
});

test('choices look at the word that a function answered, and at the round', () => {
  const conditions = statesOfType('Choice').flatMap(([, { Choices = [] }]) => Choices);
  const word = /^\{% \$states\.input\.next = '[a-z]+'( and \$round <=? 3)? %\}$/;

  expect(conditions.filter(({ Condition }) => !word.test(Condition))).toEqual([
    { Condition: '{% $exists($states.input.listId) %}', Next: 'Review list' },
  ]);
  expect(statesOfType('Choice').filter(([, { Default }]) => Default !== undefined)).toEqual([
    ['Is a held list released?', expect.anything()],
  ]);
});

test('the words of each function are answered by the steps of the design', () => {
  const arrows = machines.flatMap(({ name, definition }) =>
    Object.values(definition.States).flatMap(({ Choices = [] }) =>
      Choices.map(
        ({ Condition, Next }) => `${name}: ${/'(\w+)'(.*) %/.exec(Condition)?.slice(1).join('')} → ${Next}`,
      ),
    ),
  );

  expect(arrows).toEqual(
    expect.arrayContaining([
      'ImportList: compare → Compare communes',
      'ImportList: setup → Apply setup',
      'ImportList: compare and $round < 3 → Compare communes',
      'ImportList: claim → Claim identities',
      'ImportList: finish → Finish list',
      'ImportList: apply and $round < 3 → Apply changes',
      'PreparePeriod: assign and $round <= 3 → Assign payouts',
      'PreparePeriod: stopped → A commune has no point',
      'RunPeriod: sheets and $round <= 3 → Write sheets',
      'RunPeriod: remind → Queue reminders',
      'RunPeriod: wait → Sleep until the next check',
      'RunPeriod: close and $round <= 3 → Close payouts',
      'RunPeriod: pack and $round <= 3 → Write pack',
      'RunPeriod: settle → Settle period',
    ]),
  );
});

test('after a morning’s wave the run sleeps until the instant that came with it', () => {
  const run = machines.find(({ name }) => name === 'RunPeriod')?.definition.States ?? {};

  expect(run['Queue reminders']?.Next).toBe('Sleep until the next check');
  expect(run['Sleep until the next check']).toMatchObject({ Timestamp: '{% $until %}', Next: 'Next check' });
});

test('every task outlasts a lease, tries a fault again twice, and waits no longer than its function lives', () => {
  const limits = new Map(functionsOf(template).map(({ id, timeout }) => [id, timeout]));
  const tasks = statesOfType('Task');

  expect(tasks.length).toBe(15);
  for (const [, { Retry, TimeoutSeconds, Arguments }] of tasks) {
    expect(Retry).toEqual([
      { ErrorEquals: ['LeaseHeld'], IntervalSeconds: 60, MaxAttempts: 20, BackoffRate: 1 },
      {
        ErrorEquals: ['States.ALL'],
        IntervalSeconds: 5,
        MaxAttempts: 2,
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      },
    ]);
    const limit = limits.get(Arguments?.FunctionName.split(':').at(-1) ?? '') ?? Number.NaN;
    expect(TimeoutSeconds).toBe(limit + 30);
    expect(limit).toBeLessThanOrEqual(900);
  }
});

test('every map works on ten groups at once, tolerates them all and brings nothing back', () => {
  const maps = statesOfType('Map');

  expect(maps.length).toBe(7);
  for (const [, map] of maps) {
    expect(map).toMatchObject({
      Items: '{% $groups %}',
      MaxConcurrency: 10,
      ToleratedFailurePercentage: 100,
      Output: {},
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
    });
    expect(map.ItemSelector).toHaveProperty('communes', '{% $states.context.Map.Item.Value %}');
    expect(Object.values(map.ItemProcessor?.States ?? {})).toEqual([expect.objectContaining({ Output: {} })]);
  }
});

test('every machine has a limit, speaks JSONata, traces, and logs failures without what was worked on', () => {
  for (const { definition, properties } of machines) {
    expect(definition.TimeoutSeconds).toBeGreaterThan(0);
    expect(definition.QueryLanguage).toBe('JSONata');
    expect(properties).toMatchObject({
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
      TracingConfiguration: { Enabled: true },
    });
  }
});

describe('expressions', () => {
  const evaluate = (expression: unknown, variables: Record<string, unknown>): Promise<unknown> =>
    jsonata(
      z
        .string()
        .parse(expression)
        .replace(/^\{%|%\}$/g, ''),
    ).evaluate({}, variables);
  const remembered = (machine: string, state: string) =>
    machines.find(({ name }) => name === machine)?.definition.States[state]?.Assign ?? {};
  const answered = (Payload: unknown) => ({ states: { result: { Payload } } });

  test.each([
    [[['01834', '01837'], ['01840']], '01834 01837 01840'],
    [[['01834']], '01834'],
    [[], ''],
  ])('a failure names the codes of %j', async (groups, named) => {
    await expect(evaluate(codesOfGroups, { groups })).resolves.toBe(named);
  });

  test.each([[[['01834']]], [[['01834', '01837'], ['01840']]], [[]]])(
    'groups stay groups: %j',
    async (groups) => {
      const { groups: expression } = remembered('ImportList', 'Review list');

      await expect(evaluate(expression, answered({ next: 'compare', groups }))).resolves.toEqual(groups);
      await expect(evaluate(expression, answered({ next: 'done' }))).resolves.toEqual([]);
    },
  );

  test('the same work asked for again is a round, other work begins anew', async () => {
    const { last, round } = remembered('RunPeriod', 'Next check');
    const days = answered({ next: 'sheets', which: 'days', groups: [['01834']] });
    const lastAsked = await evaluate(last, days);

    await expect(evaluate(round, { ...days, last: lastAsked, round: 2 })).resolves.toBe(3);
    await expect(evaluate(round, { ...days, last: '', round: 0 })).resolves.toBe(1);
    const others = answered({ next: 'sheets', which: 'days', groups: [['01834', '01837'], ['01840']] });
    await expect(evaluate(round, { ...others, last: lastAsked, round: 3 })).resolves.toBe(1);
    const again = { ...others, last: await evaluate(last, others), round: 1 };
    await expect(evaluate(round, again)).resolves.toBe(2);
    const catchUp = answered({ next: 'sheets', which: 'catch-up' });
    await expect(evaluate(round, { ...catchUp, last: lastAsked, round: 3 })).resolves.toBe(1);
    await expect(evaluate(last, answered({ next: 'close' }))).resolves.toBe('close');
  });

  test('plans that are made for other communes each time are no rounds of one', async () => {
    const { last, round } = remembered('PreparePeriod', 'Open period');
    const first = answered({ next: 'assign', groups: [['01834'], ['01837']] });
    const lastAsked = await evaluate(last, first);
    await expect(evaluate(round, { ...first, last: lastAsked, round: 3 })).resolves.toBe(4);
    const other = answered({ next: 'assign', groups: [['01837']] });
    await expect(evaluate(round, { ...other, last: lastAsked, round: 3 })).resolves.toBe(1);
  });
});
