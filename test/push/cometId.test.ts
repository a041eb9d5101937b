import * as fc from 'fast-check'
import { Comet, CometMessage, type CometOptions, type Enumeratee, Enumerator, EventId, Html } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import { hostileStrings } from '../support/hostile'
import { hostileJson, hostileString } from '../support/hostileJson'
import { htmlOf, written } from '../support/htmlOf'
import { runScripts, scriptsOf } from '../support/scriptPage'

interface Row {
  readonly id: O.Option<string>
  readonly value: Json
}

const row = (id: string, value: Json = id): Row => ({ id: O.some(id), value })
const without = (value: Json): Row => ({ id: O.none, value })

const message = CometMessage.contramap((row: Row) => row.value)(CometMessage.stringOrJson)
const itself: EventId<O.Option<string>> = { eventId: (id) => id }
const id = EventId.contramap((row: Row) => row.id)(itself)

const comet = (options: CometOptions = {}): Enumeratee<Row, Html> =>
  Comet('cb', { initialChunk: Html.empty, message, id, ...options })

describe('what is written', () => {
  test('the id is the second argument', async () => {
    expect(await htmlOf(comet(), row('1', 'kiki'), without('foo'), row('2', { a: 1 }))).toBe(
      "<script>cb('kiki','1');</script><script>cb('foo');</script><script>cb({\"a\":1},'2');</script>"
    )
  })

  test('in a batch each call has its own', async () => {
    expect(await htmlOf(comet({ batch: true }), row('1', 'kiki'), without('foo'), row('2', { a: 1 }))).toBe(
      "<script>[['kiki','1'],['foo'],[{\"a\":1},'2']].forEach(function(m){" +
        'try{cb(...m)}catch(e){setTimeout(function(){throw e})}});</script>'
    )
  })

  test('one alone is written as without batch', async () => {
    expect(await htmlOf(comet({ batch: true }), row('1', 'kiki'))).toBe("<script>cb('kiki','1');</script>")
  })

  test('nothing but the message where the option is not there, byte for byte', async () => {
    const options = { initialChunk: Html.empty }
    expect(await htmlOf(Comet('cb', options), 'a', 'b')).toBe("<script>cb('a');</script><script>cb('b');</script>")
    expect(await htmlOf(Comet('cb', { ...options, batch: true }), 'a', 'b')).toBe(
      "<script>['a','b'].forEach(function(m){try{cb(m)}catch(e){setTimeout(function(){throw e})}});</script>"
    )
  })

  test('where no message has an id each is as without', async () => {
    const options = { initialChunk: Html.empty }
    expect(await htmlOf(Comet('cb', { ...options, id: EventId.none }), 'a', 'b')).toBe(
      await htmlOf(Comet('cb', options), 'a', 'b')
    )
  })

  test('the messages may be any JSON values, and have an id by what they are', async () => {
    const numbered: EventId<{ n: number }> = { eventId: ({ n }) => (n > 0 ? O.some(n.toFixed()) : O.none) }
    expect(await htmlOf(Comet('cb', { initialChunk: Html.empty, id: numbered }), { n: 0 }, { n: 1 })).toBe(
      '<script>cb({"n":0});</script><script>cb({"n":1},\'1\');</script>'
    )
  })
})

const kinds: ReadonlyArray<readonly [string, CometOptions]> = [
  ['plain', {}],
  ['batch', { batch: true }],
  ['all', { batch: true, nonce: 'abc=', removeScripts: true }]
]

/** What the page was called with. */
const callsOf = async (options: CometOptions, rows: ReadonlyArray<Row>): Promise<ReadonlyArray<string>> => {
  const html = await htmlOf(comet(options), ...rows)
  const scripts = scriptsOf(html, options.nonce === undefined ? '<script>' : `<script nonce="${options.nonce}">`)
  for (const script of scripts) {
    // neither another tag, a comment, nor anything that decoding a page changes
    expect(script).not.toMatch(/[<\0\r]/)
    expect(Buffer.from(script).toString()).toBe(script)
  }
  const { calls, reported } = runScripts(scripts)
  expect(reported).toEqual([])
  return calls
}

const call = ({ id, value }: Row): string => JSON.stringify(O.isSome(id) ? [value, id.value] : [value])

describe.each(kinds)('%s: each call has the message, and the id that it has', (_, options) => {
  test('the corpus', async () => {
    const rows = hostileStrings.map((text) => row(text))
    expect(await callsOf(options, rows)).toEqual(rows.map(call))
  })

  test('any values, with any ids or none', async () => {
    const rows = fc.array(
      fc.record({ id: fc.option(hostileString).map(O.fromNullable), value: hostileJson as fc.Arbitrary<Json> }),
      { minLength: 1, maxLength: 70 }
    )
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        expect(await callsOf(options, rows)).toEqual(rows.map(call))
      }),
      { numRuns: 50 }
    )
  })
})

test('in a batch a callback that throws does not lose the others', async () => {
  const thrown = new Error('the callback')
  const html = await htmlOf(comet({ batch: true }), row('1', 1), row('2', 2), row('3', 3))
  const { calls, reported } = runScripts(scriptsOf(html), (message) => {
    if (message === 2) throw thrown
  })
  expect(calls).toEqual(['[1,"1"]', '[2,"2"]', '[3,"3"]'])
  expect(reported).toEqual([thrown])
})

test.each([false, true])('an id that throws fails the stream, after what came before (batch: %p)', async (batch) => {
  const thrown = new Error('the id')
  const failing: EventId<string> = {
    eventId: (s) => {
      if (s === 'b') throw thrown
      return O.some(s)
    }
  }
  const { parts, failure } = await written(
    Enumerator.of('a', 'b', 'c'),
    Comet('cb', { initialChunk: Html.empty, batch, id: failing })
  )
  expect(parts).toEqual(["<script>cb('a','a');</script>"])
  expect(failure).toBe(thrown)
})
