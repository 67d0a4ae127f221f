import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const room = (folder, ...patterns) => ({
  files: [`${folder}/**/*.ts`],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const never = (group, message = 'Against the one-way flow: see README, The house.') => ({
  group: [group],
  message,
});
const forbid = (selector, message) => ({ selector, message });

const noEscapes = [
  forbid(
    'TSAsExpression:not([typeAnnotation.type="TSTypeReference"][typeAnnotation.typeName.name="const"])',
    'Parse instead of casting.',
  ),
  forbid('TSNonNullExpression', 'Say what happens when it is absent.'),
];
const noWorld = [
  forbid('NewExpression[callee.name="Date"][arguments.length=0]', 'Time comes in as an argument.'),
  forbid('MemberExpression[object.name="Date"][property.name="now"]', 'Time comes in as an argument.'),
  forbid('MemberExpression[object.name="Math"][property.name="random"]', 'Chance comes in as an argument.'),
  forbid('Identifier[name="process"]', 'Pure rooms read no environment.'),
];
const noWaiting = [forbid(':function[async=true]', 'The domain waits for nothing.')];
const onlyClock = [
  forbid('NewExpression[callee.name="Date"][arguments.length=0]', 'Time comes from shared/runtime/clock.ts.'),
  forbid('MemberExpression[object.name="Date"][property.name="now"]', 'Time comes from the clock.'),
  forbid('MemberExpression[object.name="process"][property.name="env"]', 'Only the door reads it.'),
];

const localBorders = [
  never('**/store/**', 'The local cloud knows the services, not the tables.'),
  never('**/gateways/**'),
];

const listsForbid = [
  { regex: '^@aws-sdk|^@middy|^node:fs', message: 'Lists are text in and text out.' },
  never('**/store/**'),
  never('**/gateways/**'),
  never('**/runtime/**'),
  never('**/functions/**'),
  never('**/infra/**'),
];
/** From bytes to lines, tables, people, reports and paper: each knows only what comes before it. */
const listsLater = (...folders) =>
  folders.map((folder) => never(`**/${folder}/**`, 'A list is read in one direction.'));

export default defineConfig(
  globalIgnores(['cdk.out', 'node_modules', '.data']),
  tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', ...noEscapes],
      'max-lines': ['error', 200],
      'max-lines-per-function': ['error', 70],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['eslint.config.js'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  room('shared/domain', { regex: '^(?!zod$|\\./)', message: 'The domain imports only zod and itself.' }),
  { files: ['shared/domain/fingerprint.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  room('shared/lists', ...listsForbid),
  room('shared/lists/file', ...listsForbid, ...listsLater('table', 'roster', 'report', 'paper')),
  room('shared/lists/table', ...listsForbid, ...listsLater('roster', 'report', 'paper')),
  room('shared/lists/roster', ...listsForbid, ...listsLater('report', 'paper')),
  room('shared/lists/report', ...listsForbid, ...listsLater('paper')),
  room(
    'shared/store',
    never('**/gateways/**'),
    never('**/runtime/**'),
    never('**/lists/**'),
    never('**/functions/**'),
    never('**/infra/**'),
  ),
  room('shared/gateways', never('**/store/**'), never('**/functions/**'), never('**/infra/**')),
  room(
    'shared/runtime',
    never('**/store/**'),
    never('**/gateways/**'),
    never('**/functions/**'),
    never('**/infra/**'),
  ),
  room(
    'functions',
    { regex: '^\\.\\./(?!\\.\\./)', message: 'A function never imports another function.' },
    never('@aws-sdk/**', 'Stores and gateways know AWS; functions do not.'),
    never('**/infra/**'),
  ),
  room('infra', {
    group: ['**/functions/**', '**/domain/**', '**/gateways/**', '**/runtime/**', '**/lists/**'],
    allowTypeImports: true,
    message: 'infra sees only types of the code it deploys.',
  }),
  room('infra/local', ...localBorders, {
    group: ['**/shared/lists/**'],
    allowTypeImports: true,
    message: 'Lists come in by the inbox, and are read by the functions.',
  }),
  {
    // It runs the reader itself on a file of this machine: no cloud, no table.
    files: ['infra/local/commands/check-list*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: localBorders }] },
  },
  {
    files: ['shared/domain/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noEscapes, ...noWorld, ...noWaiting] },
  },
  {
    files: ['shared/lists/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noEscapes, ...noWorld] },
  },
  {
    files: ['shared/store/**/*.ts', 'shared/gateways/**/*.ts', 'functions/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noEscapes, ...onlyClock] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
