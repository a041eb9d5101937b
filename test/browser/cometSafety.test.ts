import * as fc from 'fast-check'
import { Comet, type CometOptions, CometMessage } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import { closeBrowser, closePages, launch } from '../support/browser'
import { type CometPage, cometPage } from '../support/cometPage'
import { hostileStrings, hostileValues } from '../support/hostile'
import { hostileJson } from '../support/hostileJson'
import { closeServers } from '../support/server'
import { told, type Told } from '../support/told'

beforeAll(launch)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

const clean = { canaries: 0, errors: [], polluted: false, frameIs: '/comet' }

const kinds: ReadonlyArray<readonly [string, CometOptions]> = [
  ['plain', {}],
  ['batch and removeScripts', { batch: true, removeScripts: true }]
]

const opened = async (options: CometOptions): Promise<CometPage & { readonly source: Told<Json> }> => {
  const source = told<Json>()
  return { ...(await cometPage(source.enumerator.through(Comet('parent.cometMessage', options)))), source }
}

describe.each(kinds)('%s', (_, options) => {
  const corpora: ReadonlyArray<readonly [string, ReadonlyArray<unknown>, CometOptions]> = [
    ['strings', hostileStrings, options],
    ['strings as JSON', hostileStrings, { ...options, message: CometMessage.json } as CometOptions],
    ['values, with hostile strings as values and as keys', hostileValues, options]
  ]

  test.each(corpora)('%s: value for value, and the messages between them', async (_, corpus, how) => {
    const { source, received, seen } = await opened(how)
    const channel = await source.channels.next()
    // every second one is seen to arrive before the next is sent; the others share turns with their neighbours
    const expected: string[] = []
    for (const [i, value] of corpus.entries()) {
      channel.push(value as Json)
      channel.push(`after ${String(i)}`)
      const at = expected.push(JSON.stringify(value), JSON.stringify(`after ${String(i)}`))
      if (i % 2 === 0) expect(await received(at - 2, at)).toEqual(expected.slice(-2))
    }
    expect(await received(0, expected.length)).toEqual(expected)
    expect(await seen()).toMatchObject(clean)
  })

  test('generated JSON', async () => {
    const { source, received, seen } = await opened(options)
    const channel = await source.channels.next()
    let at = 0
    await fc.assert(
      fc.asyncProperty(fc.array(hostileJson, { minLength: 1, maxLength: 20 }), async (values) => {
        for (const value of values) channel.push(value as Json)
        const from = at
        at += values.length
        expect(await received(from, at)).toEqual(values.map((value) => JSON.stringify(value)))
      }),
      { numRuns: 50, endOnFailure: true }
    )
    expect(await seen()).toMatchObject(clean)
  })
})

test('what is not contained does harm, and is seen to', async () => {
  const message: CometMessage<string> = { toJavascriptMessage: (s) => `'${s}'` }
  const source = told<string>()
  const careless = Comet('parent.cometMessage', { message })
  const { received, seen } = await cometPage(source.enumerator.through(careless))
  const channel = await source.channels.next()
  channel.push("');parent.canary();//")
  channel.push('end')
  await received(0, 2)
  expect((await seen()).canaries).toBe(1)
})
