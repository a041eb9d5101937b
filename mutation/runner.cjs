/** Runs the test files that have a test to be run, the quick ones first, up to the first that fails. */
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { default: JestRunner } = require('jest-runner')

/** Where the first run, that of all tests, leaves for the others what it saw: each file's tests, and its duration. */
const seenIn = (rootDir) => join(rootDir, 'reports', 'seen.json')

module.exports = class extends JestRunner {
  async runTests(tests, watcher, options) {
    const { rootDir } = this._globalConfig
    const mutated = '__STRYKER_ACTIVE_MUTANT__' in process.env
    const seen = {}
    let failed = false
    const stop = this.on('test-file-success', ([{ path }, { numFailingTests, perfStats, testResults }]) => {
      seen[path] = { ms: perfStats.end - perfStats.start, names: testResults.map(({ fullName }) => fullName) }
      failed ||= numFailingTests > 0
    })
    for (const test of mutated ? this.narrowed(tests) : tests) {
      if (mutated && failed) break
      await super.runTests([test], watcher, options)
    }
    stop()
    if (mutated || failed) return
    mkdirSync(dirname(seenIn(rootDir)), { recursive: true })
    writeFileSync(seenIn(rootDir), JSON.stringify(seen))
  }

  narrowed(tests) {
    const { rootDir, testNamePattern } = this._globalConfig
    if (!existsSync(seenIn(rootDir))) return tests
    const seen = JSON.parse(readFileSync(seenIn(rootDir), 'utf8'))
    const pattern = new RegExp(testNamePattern ?? '', 'i')
    return tests
      .filter(({ path }) => seen[path]?.names.some((name) => pattern.test(name)) ?? true)
      .sort((a, b) => (seen[a.path]?.ms ?? 0) - (seen[b.path]?.ms ?? 0))
  }
}
