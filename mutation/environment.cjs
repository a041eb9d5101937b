const TestEnvironment = require('@stryker-mutator/jest-runner/jest-env/node')

/** Once a test has failed, the mutant is found: the tests after it in the file are skipped. */
module.exports = class extends TestEnvironment {
  failed = false

  handleTestEvent(event) {
    if (event.name === 'test_done' && event.test.errors.length > 0) this.failed = true
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip'
  }
}
