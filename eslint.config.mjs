import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The folders of the project, as the import rules see them. The most specific pattern stands first. */
const elements = [
  ['contract', 'lambda/contract'],
  ['domain', 'lambda/domain'],
  ['store', 'lambda/store'],
  ['delivery', 'lambda/delivery'],
  ['runtime', 'lambda/runtime'],
  ['handlers', 'lambda/handlers'],
  ...[
    'protocol',
    'prices',
    'client',
    'terminal',
    'web',
    'lib',
    'bin',
    'local',
    'bench',
    'operations',
    'test',
    'scripts',
  ].map((name) => [name, name]),
].map(([type, folder]) => ({ type, pattern: `${folder}/**`, partialMatch: false }));

/** Who may import whom; a folder may always import from itself. Everything else is an error. */
const allowed = {
  protocol: [],
  prices: [],
  contract: [],
  domain: ['protocol'],
  store: ['domain', 'contract'],
  delivery: ['domain', 'contract', 'protocol'],
  runtime: ['protocol', 'domain', 'contract'],
  handlers: ['protocol', 'contract', 'domain', 'store', 'delivery', 'runtime'],
  lib: ['contract'],
  bin: ['lib'],
  client: ['protocol'],
  terminal: ['client'],
  web: ['client', 'prices'],
  local: [],
  bench: [
    'client',
    'prices',
    'local',
    'lib',
    'protocol',
    'contract',
    'domain',
    'store',
    'delivery',
    'runtime',
  ],
  scripts: ['protocol', 'lib'],
  operations: ['client', 'lib'],
  test: elements.map((element) => element.type),
};

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      'client/dist',
      'client/docs',
      '.parley',
      'coverage',
      'test/**/fixtures',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'boundaries/elements': elements,
      'boundaries/include': ['**/*.{ts,tsx}'],
      'import/resolver': { typescript: true },
      'import-x/resolver': { typescript: true },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(allowed).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: { to: { element: { type: [from, ...to] } } },
          })),
        },
      ],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40 }],
      'max-params': ['error', 3],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `void listener(event)` in an expression says that its result is not wanted.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['test/**', '**/*decode*.ts', 'lambda/store/**'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // The rules of the chat are pure: what they need of AWS, the clock and chance comes through ports.
    files: ['lambda/domain/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: ['@aws-*', '@smithy/*', 'aws-*', 'node:fs*', 'node:http*', 'node:timers*'] },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
      'no-restricted-syntax': ['error', "NewExpression[callee.name='Date'][arguments.length=0]"],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: { process: 'readonly', module: 'writable', require: 'readonly' } },
  },
);
