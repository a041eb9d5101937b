/** fast-check with the same few examples each time, and without the search for a smaller one. */
const fc = require('fast-check')

const most = 10

fc.configureGlobal({ seed: 1, endOnFailure: true })

const { assert, asyncProperty, property } = fc

const beating =
  (make) =>
  (...args) =>
    make(...args.slice(0, -1), (...example) => {
      globalThis.beat?.()
      return args.at(-1)(...example)
    })

fc.asyncProperty = beating(asyncProperty)
fc.property = beating(property)

fc.assert = (property, parameters) =>
  assert(property, { ...parameters, numRuns: Math.min(parameters?.numRuns ?? 100, most) })
