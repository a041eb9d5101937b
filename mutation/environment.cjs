const TestEnvironment = require('@stryker-mutator/jest-runner/jest-env/node')

/** As circus names a test: with the blocks that it stands in. */
const fullName = ({ name, parent }) => (parent?.parent ? `${fullName(parent)} ${name}` : name)

/**
 * Tests that do not come by the mutant are skipped. Once one has failed, the mutant is found: those after it in the file
 * are skipped, too.
 */
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
    if (event.name !== 'test_start') return
    const isWanted = globalThis.isWanted?.(fullName(event.test)) !== false
    if (this.failed || globalThis.isOver?.() || !isWanted) event.test.mode = 'skip'
  }
}
