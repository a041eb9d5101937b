const TestEnvironment = require('@stryker-mutator/jest-runner/jest-env/node')

/** Once a test has failed, the mutant is found: the tests after it in the file are skipped. */
module.exports = class extends TestEnvironment {
  failed = false

  async setup() {
    await super.setup()
    this.global.beat = globalThis.beat
    const context = this.global.__stryker__
    /** The mutant loops for ever: it is taken out, so that the loop may end, and counts as one found by counting. */
    globalThis.letGo = () => {
      if (!('__STRYKER_ACTIVE_MUTANT__' in process.env)) return
      this.failed = globalThis.hasLetGo = true
      delete process.env.__STRYKER_ACTIVE_MUTANT__
      Object.assign(context, { activeMutant: undefined, hitLimit: 0, hitCount: 1 })
    }
  }

  handleTestEvent(event) {
    globalThis.beat?.()
    if (event.name === 'test_done' && event.test.errors.length > 0) this.failed = true
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip'
  }
}
