/** A law has a name and a property. To check is to have fast-check look for a case against it. */
import * as fc from 'fast-check'

/**
 * How laws are checked. `numRuns`, `seed` and `path` are fast-check's, and apply to each law.
 *
 * A report tells `law`, `seed` and `path`: with these three the case that it shows is checked again, and nothing else.
 *
 * @category checking
 * @since 0.1.0
 */
export interface Options {
  /** how many cases of each law; fast-check's default is 100 */
  readonly numRuns?: number
  /** where the random cases begin; the same seed gives the same cases */
  readonly seed?: number
  /** where among them the case is that a report has shown */
  readonly path?: string
  /** checks the law of this name only */
  readonly law?: string
}

/** @internal */
export interface Law {
  readonly name: string
  readonly violation: (options: Options) => Promise<Error | undefined>
}

/** @internal */
export const law = <T>(name: string, property: fc.IAsyncProperty<T>): Law => ({
  name,
  violation: async ({ numRuns, seed, path }) => {
    const details = await fc.check(property, {
      ...(numRuns === undefined ? {} : { numRuns }),
      ...(seed === undefined ? {} : { seed }),
      ...(path === undefined ? {} : { path })
    })
    if (!details.failed) return undefined
    const reason = details.errorInstance instanceof Error ? details.errorInstance.message : 'no case satisfied it'
    const report = (await fc.asyncDefaultReportMessage(details)) ?? ''
    return new Error(`${name}: ${reason}\n${report}`, { cause: details.errorInstance })
  }
})

const only = (laws: ReadonlyArray<Law>, name: string): ReadonlyArray<Law> => {
  const found = laws.filter((one) => one.name === name)
  if (found.length > 0) return found
  throw new RangeError(`law: expected one of ${laws.map((one) => `'${one.name}'`).join(', ')}, got '${name}'`)
}

/** @internal rejects with an error that shows each law that is violated; the first of them is its cause */
export const lawful = async (subject: string, laws: ReadonlyArray<Law>, options: Options = {}): Promise<void> => {
  const violations: Error[] = []
  for (const one of options.law === undefined ? laws : only(laws, options.law)) {
    const violation = await one.violation(options)
    if (violation !== undefined) violations.push(violation)
  }
  if (violations.length === 0) return
  const reports = violations.map(({ message }) => message).join('\n\n')
  throw new Error(`This ${subject} violates a law.\n\n${reports}`, { cause: violations[0] })
}
