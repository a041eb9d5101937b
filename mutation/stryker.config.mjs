/**
 * Mutation testing: `npm run mutation`, or of some files only: `npm run mutation -- --mutate src/push/javascript.ts`.
 *
 * Which mutant is covered by which test is measured once. A mutant is then tested by these tests only, the quick files
 * first, up to the first test that fails: see runner.cjs and environment.cjs.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['kernel', 'iteratee', 'enumerator', 'enumeratee', 'chunk', 'push']
    .map((folder) => `src/${folder}/**/*.ts`)
    .concat('src/Input.ts', 'src/Step.ts', 'src/Errors.ts'),
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  // the file under test does not narrow much, as the tests import the index; runner.cjs narrows by coverage
  jest: { configFile: 'mutation/jest.config.cjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // tests are transpiled, not checked
  disableTypeChecks: false,
  concurrency: 2,
  // a loop that does not end: most are seen by counting, the others cost this and a new process. What the first run took
  // beside its tests is added, and that is more than is needed
  timeoutMS: -30_000,
  timeoutFactor: 0.1,
  // a process keeps some of what each run has loaded
  maxTestRunnerReuse: 200,
  // messages count as well: a text that no test looks at may as well be missing
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  tempDirName: 'reports/mutation/sandbox',
  // what the tests do not need
  ignorePatterns: ['/reports', '/dist', '/coverage', '/docs/api', '/bench', '*.tgz', '*.log']
}
