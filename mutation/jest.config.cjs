const { join } = require('node:path')
const base = require('../jest.config.cjs')

/**
 * The tests, as mutants are tested with them.
 *
 * Left out are those of depth, of length and of heap, and the laws of every part at once, which take longer than all others
 * together, those of the law kit itself, and those of servers, browsers and documentation.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  rootDir: join(__dirname, '..'),
  testMatch: ['kernel', 'laws', 'push', 'iteratee', 'enumerator', 'enumeratee', 'chunk', 'concurrent', 'misuse'].map(
    (folder) => `<rootDir>/test/${folder}/**/*.test.ts`
  ),
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/.*/(depth|asideDepth|heap|length|every|instances|kit[.].*)[.]test[.]ts$'
  ],
  runner: join(__dirname, 'runner.cjs'),
  testEnvironment: join(__dirname, 'environment.cjs'),
  setupFiles: [join(__dirname, 'fewer-examples.cjs')],
  // a mutant that waits for ever
  testTimeout: 2000
}
