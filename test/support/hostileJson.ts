/** Generated strings and JSON values that are made to do harm. */
import * as fc from 'fast-check'
import { hostileStrings } from './hostile'

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))

const specials = Array.from('<>/!-\'"\\&;(){}[]$`=.,:')

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileStrings.filter((text) => text.length < 60)) },
  { weight: 3, arbitrary: fc.constantFrom(...specials, 'script', 'u', 'x', '3c', '0027') },
  { weight: 2, arbitrary: codeUnit },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) }
)

/** Any code units, lone surrogates too. */
export const hostileString: fc.Arbitrary<string> = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

const key = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '') },
  { weight: 2, arbitrary: hostileString }
)

/** The text of an object, so that `__proto__` becomes a key of its own. */
const objectText = (entries: ReadonlyArray<readonly [string, unknown]>): unknown =>
  JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`)

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostileString,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, false),
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(objectText)
  )
}))

/** What `JSON.parse` may answer. */
export const hostileJson: fc.Arbitrary<unknown> = value.map((made) => JSON.parse(JSON.stringify(made)) as unknown)
