/** Runs the test files that have a test to be run, up to the first that fails: first those that are quick and find much. */
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { default: JestRunner } = require('jest-runner')

require('./watchdog.cjs')

/** Where the first run, that of all tests, leaves for the others what it saw: each file's tests, and its duration. */
const seenIn = (rootDir) => join(rootDir, 'reports', 'seen.json')

/** How many mutants each file has found so far; two processes may overwrite each other's, which does no harm. */
const foundIn = (rootDir) => join(rootDir, 'reports', 'found.json')

/** ms within which the files begin that one mutant is tested with: one that these do not find counts as not found. */
const budget = 3000

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

module.exports = class extends JestRunner {
  async runTests(tests, watcher, options) {
    const { rootDir } = this._globalConfig
    const mutated = '__STRYKER_ACTIVE_MUTANT__' in process.env
    const seen = {}
    let failed = false
    globalThis.hasLetGo = false
    const stop = this.on('test-file-success', ([{ path }, { numFailingTests, perfStats, testResults }]) => {
      seen[path] = { ms: perfStats.end - perfStats.start, names: testResults.map(({ fullName }) => fullName) }
      if (numFailingTests > 0) found(path)
    })
    const found = (path) => {
      failed = true
      if (!mutated) return
      const counts = read(foundIn(rootDir))
      writeFileSync(foundIn(rootDir), JSON.stringify({ ...counts, [path]: (counts[path] ?? 0) + 1 }))
    }
    const began = performance.now()
    const isOver = () => failed || globalThis.hasLetGo || performance.now() - began > budget
    for (const test of mutated ? this.narrowed(tests) : tests) {
      if (mutated && isOver()) break
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
    const seen = read(seenIn(rootDir))
    const found = read(foundIn(rootDir))
    const cost = ({ path }) => (seen[path]?.ms ?? 0) / (1 + (found[path] ?? 0))
    const pattern = new RegExp(testNamePattern ?? '', 'i')
    return tests
      .filter(({ path }) => seen[path]?.names.some((name) => pattern.test(name)) ?? true)
      .sort((a, b) => cost(a) - cost(b))
  }
}
