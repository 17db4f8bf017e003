const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // They need a browser: npm run test:browser.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/.parley/', '<rootDir>/cdk.out/', '<rootDir>/client/dist/'],
  // Three on two cores: by itself jest leaves a core out, and many tests wait for something most of the time.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testTimeout: 20_000,
};
