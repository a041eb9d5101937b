import * as fc from 'fast-check'
import { Comet, type CometOptions, type Enumeratee, Enumerator, Html, Iteratee } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import { htmlOf, written } from '../support/htmlOf'
import { Mailbox } from '../support/mailbox'
import { runScripts, scriptsOf } from '../support/scriptPage'
import { told } from '../support/told'

const batched = (options: CometOptions = {}): Enumeratee<Json, Html> =>
  Comet('cb', { initialChunk: Html.empty, batch: true, ...options })

const json = (values: ReadonlyArray<unknown>): ReadonlyArray<string> => values.map((value) => JSON.stringify(value))

/** The messages of each script. */
const messagesOf = (parts: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> =>
  parts.flatMap((part) => scriptsOf(part).map((script) => runScripts([script]).messages))

describe('messages that are ready together share a script', () => {
  test('an array: by at most 64', async () => {
    const numbers = Array.from({ length: 200 }, (_, i) => i)
    const { parts } = await written(Enumerator.of(...numbers), batched())
    expect(parts).toHaveLength(4)
    expect(messagesOf(parts).map((messages) => messages.length)).toEqual([64, 64, 64, 8])
    expect(messagesOf(parts).flat()).toEqual(json(numbers))
  })

  test('one alone is written as without', async () => {
    expect(await htmlOf(batched(), 'a')).toBe("<script>cb('a');</script>")
  })

  test('a burst into a channel: as soon as its turn is over', async () => {
    const source = told<string>()
    const parts = new Mailbox<string>()
    const running = source.enumerator.through(batched()).run(Iteratee.foreach(parts.put))()
    const channel = await source.channels.next()
    for (const burst of [['a', 'b', 'c'], ['d'], ['e', 'f']]) {
      for (const message of burst) channel.push(message)
      expect(messagesOf([await parts.next()])).toEqual([json(burst)])
    }
    channel.end()
    await running
    expect(parts.size).toBe(0)
  })

  test('any number, however they come in pieces: all of them, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer(), { maxLength: 150 }), { maxLength: 5 }), async (pieces) => {
        const enumerator = pieces.reduce<Enumerator<number>>(
          (all, piece) => all.andThen(Enumerator.of(...piece)),
          Enumerator.empty
        )
        const { parts } = await written(enumerator, batched())
        expect(messagesOf(parts).flat()).toEqual(json(pieces.flat()))
        for (const messages of messagesOf(parts)) expect(messages.length).toBeLessThanOrEqual(64)
      }),
      { numRuns: 50 }
    )
  })
})

test('nonce and removeScripts are on a shared script, once', async () => {
  const html = await htmlOf(batched({ nonce: 'abc', removeScripts: true }), 'a', 'b', 'c')
  const scripts = scriptsOf(html, '<script nonce="abc">')
  const { messages, removed } = runScripts(scripts)
  expect(scripts).toHaveLength(1)
  expect(messages).toEqual(json(['a', 'b', 'c']))
  expect(removed).toBe(1)
})

test('a callback that throws does not lose the others, and is reported', async () => {
  const thrown = new Error('the callback')
  const html = await htmlOf(batched(), 1, 2, 3, 4)
  const { messages, reported } = runScripts(scriptsOf(html), (message) => {
    if (message === 2 || message === 3) throw thrown
  })
  expect(messages).toEqual(['1', '2', '3', '4'])
  expect(reported).toEqual([thrown, thrown])
})

describe('a message that fails', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  const failing: ReadonlyArray<readonly [string, unknown]> = [
    ['a BigInt', 1n],
    ['undefined', undefined],
    ['a cycle', cycle]
  ]

  test.each(failing)('%s: what came before is delivered, then the stream fails', async (_, bad) => {
    const { parts, failure } = await written(Enumerator.fromIterable(['a', 'b', bad, 'c'] as Json[]), batched())
    expect(messagesOf(parts)).toEqual([json(['a', 'b'])])
    expect(failure).toBeInstanceOf(TypeError)
  })

  test('the first of all: nothing is written', async () => {
    const { parts, failure } = await written(Enumerator.fromIterable([1n, 'a'] as unknown as Json[]), batched())
    expect(parts).toEqual([])
    expect(failure).toBeInstanceOf(TypeError)
  })

  test('what came before is delivered where what follows has to wait for it', async () => {
    const parts: string[] = []
    const slow = Enumerator.fromIterable(['a', 'b', 1n, 'c'] as Json[])
      .through(batched())
      .mapM((html) => async () => html)
    const result = await slow.run(Iteratee.foreach((html) => void parts.push(html)))()
    expect(messagesOf(parts)).toEqual([json(['a', 'b'])])
    expect(result._tag).toBe('Left')
  })
})

describe('a source that fails', () => {
  const thrown = new Error('the source')
  const upTo = (n: number): Enumerator<number> =>
    Enumerator.of(1, 2, 3).map((i) => {
      if (i > n) throw thrown
      return i
    })
  const generated = (n: number): Enumerator<number> => {
    let i = 0
    return Enumerator.repeat(() => {
      if (++i > n) throw thrown
      return i
    })
  }

  test.each([
    ['map', upTo],
    ['repeat', generated]
  ])('%s: what came before is delivered', async (_, source) => {
    const { parts, failure } = await written(source(2), batched())
    expect(messagesOf(parts)).toEqual([json([1, 2])])
    expect(failure).toBe(thrown)
  })

  test.each([
    ['map', upTo],
    ['repeat', generated]
  ])('%s: also where what follows has to wait for it', async (_, source) => {
    const parts: string[] = []
    const slow = source(2)
      .through(batched())
      .mapM((html) => async () => html)
    const result = await slow.run(Iteratee.foreach((html) => void parts.push(html)))()
    expect(messagesOf(parts)).toEqual([json([1, 2])])
    expect(result).toEqual({ _tag: 'Left', left: thrown })
  })
})
