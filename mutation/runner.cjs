/** Runs the test files that have a test to be run, up to the first that fails: first those that are quick and find much. */
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { default: JestRunner } = require('jest-runner')

require('./watchdog.cjs')

/** Where the first run, that of all tests, leaves for the others what it saw: each file's tests, and its duration. */
const seenIn = (rootDir) => join(rootDir, 'reports', 'seen.json')

/** How many mutants each file has found, of late above all; two processes may overwrite each other's, which does no harm. */
const foundIn = (rootDir) => join(rootDir, 'reports', 'found.json')

/** ms within which the tests begin that one mutant is tested with: one that these do not find counts as not found. */
const budget = 6000

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

/** The names that a pattern of Stryker's is made of. As a pattern, with a group for each, it would take minutes to try. */
const namesIn = (pattern) =>
  new Set(
    pattern
      .slice(1, -1)
      .split(')|(')
      .map((name) => name.replace(/\\(.)/g, '$1'))
  )

module.exports = class extends JestRunner {
  async runTests(tests, watcher, options) {
    const { rootDir, testNamePattern } = this._globalConfig
    const mutated = '__STRYKER_ACTIVE_MUTANT__' in process.env
    const covering = mutated && testNamePattern ? namesIn(testNamePattern) : undefined
    globalThis.isWanted = (name) => covering?.has(name) ?? true
    this._globalConfig = { ...this._globalConfig, testNamePattern: undefined }
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
      const counts = Object.entries(read(foundIn(rootDir))).map(([file, count]) => [file, count * 0.95])
      const now = Object.fromEntries(counts)
      const mine = `${foundIn(rootDir)}.${process.pid}`
      writeFileSync(mine, JSON.stringify({ ...now, [path]: (now[path] ?? 0) + 1 }))
      renameSync(mine, foundIn(rootDir))
    }
    const began = performance.now()
    const isOver = () => mutated && (failed || globalThis.hasLetGo || performance.now() - began > budget)
    globalThis.isOver = isOver
    for (const test of mutated ? this.narrowed(tests) : tests) {
      if (isOver()) break
      await super.runTests([test], watcher, options)
    }
    stop()
    if (mutated || failed) return
    mkdirSync(dirname(seenIn(rootDir)), { recursive: true })
    writeFileSync(seenIn(rootDir), JSON.stringify(seen))
  }

  narrowed(tests) {
    const { rootDir } = this._globalConfig
    if (!existsSync(seenIn(rootDir))) return tests
    const seen = read(seenIn(rootDir))
    const found = read(foundIn(rootDir))
    // one mutant is much like the one before it; a file of which all tests come by it is about it, more or less
    const covering = ({ path }) => seen[path]?.names.filter(globalThis.isWanted).length ?? 1
    const cost = ({ path }) => (seen[path]?.ms ?? 0) / (0.02 + (found[path] ?? 0))
    return tests
      .map((test) => ({ test, share: covering(test) / (seen[test.path]?.names.length ?? 1) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => cost(a.test) / a.share - cost(b.test) / b.share)
      .map(({ test }) => test)
  }
}
