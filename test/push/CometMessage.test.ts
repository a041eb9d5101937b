import * as fc from 'fast-check'
import { CometMessage } from 'fp-ts-iteratee'
import { flow, identity, pipe } from 'fp-ts/lib/function.js'
import type { Json } from 'fp-ts/lib/Json.js'
import * as t from 'io-ts'
import { runInNewContext } from 'node:vm'
import { hostileStrings } from '../support/hostile'
import { hostileJson, hostileString } from '../support/hostileJson'
import { evaluated } from '../support/scriptPage'

/** Written as UTF-8 into a script element, and read there, a string of these is still itself. */
const expectToSurviveThePage = (expression: string): void => {
  expect(expression).not.toMatch(/[<\0\r]/)
  expect(Buffer.from(expression).toString()).toBe(expression)
}

describe('string', () => {
  test('a literal in single quotes', () => {
    expect(CometMessage.string.toJavascriptMessage('kiki')).toBe("'kiki'")
    expect(CometMessage.string.toJavascriptMessage('')).toBe("''")
  })

  test('what is special in JavaScript or in a page is escaped', () => {
    const text = `'"\\\n\r\t\0</script>\u2028\u2029\ufeff`
    expect(CometMessage.string.toJavascriptMessage(text)).toBe(
      `'\\'\\"\\\\\\n\\r\\t\\u0000\\u003c/script\\u003e\\u2028\\u2029\\ufeff'`
    )
  })

  test('letters of all the world and whole surrogate pairs stay readable, halves are escaped', () => {
    expect(CometMessage.string.toJavascriptMessage('ünï שלום 😀')).toBe("'ünï שלום 😀'")
    expect(CometMessage.string.toJavascriptMessage('\ud83d😀\ude00')).toBe("'\\ud83d😀\\ude00'")
  })

  test.each(hostileStrings.map((text) => [text.slice(0, 40), text]))('%j comes back', (_, text) => {
    const expression = CometMessage.string.toJavascriptMessage(text)
    expectToSurviveThePage(expression)
    expect(evaluated(expression)).toBe(JSON.stringify(text))
  })

  test('any string comes back', () => {
    fc.assert(
      fc.property(hostileString, (text) => {
        const expression = CometMessage.string.toJavascriptMessage(text)
        expectToSurviveThePage(expression)
        expect(evaluated(expression)).toBe(JSON.stringify(text))
      }),
      { numRuns: 500 }
    )
  })
})

describe.each([
  ['json', CometMessage.json],
  ['stringOrJson', CometMessage.stringOrJson]
])('%s', (_, message) => {
  test('any JSON value comes back, with every own key', () => {
    fc.assert(
      fc.property(hostileJson, (value) => {
        const expression = message.toJavascriptMessage(value as Json)
        expectToSurviveThePage(expression)
        expect(evaluated(expression)).toBe(JSON.stringify(value))
      }),
      { numRuns: 500 }
    )
  })

  test('a key named __proto__ is a key, whatever escapes it', () => {
    const value = JSON.parse('[{"\\u005f_proto__":{"polluted":true}}]') as Json
    const [object] = runInNewContext(`(${message.toJavascriptMessage(value)})`) as [Record<string, unknown>]
    expect(Object.keys(object)).toEqual(['__proto__'])
    expect(object['polluted']).toBeUndefined()
  })

  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a BigInt', 1n],
    [
      'a cycle',
      (() => {
        const a: { self?: unknown } = {}
        a.self = a
        return a
      })()
    ]
  ])('%s is refused', (_, value) => {
    expect(() => message.toJavascriptMessage(value as Json)).toThrow(TypeError)
  })
})

test('json: a string is a literal in double quotes; stringOrJson: in single ones', () => {
  expect(CometMessage.json.toJavascriptMessage('jsonString')).toBe('"jsonString"')
  expect(CometMessage.stringOrJson.toJavascriptMessage('jsonString')).toBe("'jsonString'")
})

test('json: what is refused is named', () => {
  expect(() => CometMessage.json.toJavascriptMessage(undefined as never)).toThrow(/undefined is not a JSON value/)
})

describe('fromEncoder', () => {
  const Point = t.type({ x: t.number, at: new t.Type<Date, string>('At', isDate, t.failure, (d) => d.toISOString()) })

  test('what the codec encodes', () => {
    const message = CometMessage.fromEncoder(Point)
    expect(message.toJavascriptMessage({ x: 1, at: new Date(0) })).toBe('{"x":1,"at":"1970-01-01T00:00:00.000Z"}')
  })

  test('is as safe as json', () => {
    expectToSurviveThePage(CometMessage.fromEncoder(t.string).toJavascriptMessage('</script>'))
  })
})

function isDate(u: unknown): u is Date {
  return u instanceof Date
}

describe('Contravariant', () => {
  const { contramap } = CometMessage.Contravariant
  const message = CometMessage.json
  const f = (n: number): string => `<${String(n)}`
  const g = (s: string): number => s.length

  test('identity', () => {
    fc.assert(
      fc.property(hostileJson, (value) => {
        const mapped = contramap(message, identity<Json>)
        expect(mapped.toJavascriptMessage(value as Json)).toBe(message.toJavascriptMessage(value as Json))
      })
    )
  })

  test('composition', () => {
    fc.assert(
      fc.property(hostileString, (text) => {
        const twice = contramap(contramap(message, f), g)
        const once = contramap(message, flow(g, f))
        expect(twice.toJavascriptMessage(text)).toBe(once.toJavascriptMessage(text))
      })
    )
  })

  test('the pipeable is the same', () => {
    const piped = pipe(message, CometMessage.contramap(g))
    expect(piped.toJavascriptMessage('abc')).toBe(contramap(message, g).toJavascriptMessage('abc'))
  })
})
