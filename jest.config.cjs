const { exports: entries } = require('./package.json')

/** The public names lead to the sources, so that a test reads like a user's program and no build is needed. */
const publicNames = Object.fromEntries(
  Object.entries(entries)
    .filter(([, entry]) => typeof entry === 'object')
    .map(([subpath, entry]) => [
      `^fp-ts-iteratee${subpath.slice(1)}$`,
      entry.import.default.replace('./dist/esm/', '<rootDir>/src/').replace(/\.js$/, '.ts')
    ])
)

/** Suites that need a program beyond npm's: scripts/prepare-tests.mjs looks for it. */
const needing = [
  ['CHROMIUM_PATH', '<rootDir>/test/browser/'],
  ['NGINX_PATH', '<rootDir>/test/proxies/'],
  ['REDIS_PATH', '<rootDir>/test/redis/'],
  ['REDIS_PATH', '<rootDir>/test/browser/redis/']
]

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // two cores, and one more: many tests wait for a server, a browser or another process
  maxWorkers: 3,
  // a worker keeps much of what each file has loaded, and the more it keeps the longer it takes to collect what it does not
  workerIdleMemoryLimit: '400MB',
  // what hangs is found; how fast a busy machine is, is not asked
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...needing.filter(([variable]) => !process.env[variable]).map(([, folder]) => folder)
  ],
  modulePathIgnorePatterns: ['<rootDir>/reports/'],
  // ts-jest takes `isolatedModules` from the tsconfig: it does not check types, `npm run typecheck` does
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json' }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...publicNames },
  collectCoverageFrom: ['src/**/*.ts']
}
