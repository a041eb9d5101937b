import { Comet, type CometOptions, type Enumeratee, Enumerator, Html } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import { closeBrowser, closePages, launch } from '../support/browser'
import { cometPage } from '../support/cometPage'
import { closeServers } from '../support/server'
import { told } from '../support/told'

beforeAll(launch)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

const comet = (options: CometOptions = {}): Enumeratee<Json, Html> => Comet('parent.cometMessage', options)

const never = Enumerator.async<never>(() => () => {})

const json = (values: ReadonlyArray<unknown>): ReadonlyArray<string> => values.map((value) => JSON.stringify(value))

const kinds: ReadonlyArray<readonly [string, CometOptions]> = [
  ['plain', {}],
  ['removeScripts', { removeScripts: true, initialChunk: Html.empty }],
  ['batch', { batch: true, initialChunk: Html.empty }],
  ['batch and removeScripts', { batch: true, removeScripts: true }]
]

describe.each(kinds)('%s', (_, options) => {
  test('each message arrives when it is sent: the next one is sent when the page has it', async () => {
    const source = told<string>()
    const { received } = await cometPage(source.enumerator.through(comet(options)))
    const channel = await source.channels.next()
    for (let i = 0; i < 10; i++) {
      channel.push(`message ${String(i)}`)
      expect(await received(i, i + 1)).toEqual([`"message ${String(i)}"`])
    }
  })

  test('20,000 messages arrive, in order; removed scripts leave nothing behind', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => i)
    const { received, seen } = await cometPage(
      Enumerator.of<Json>(...numbers)
        .through(comet(options))
        .andThen(never)
    )
    expect(await received(0, 20_000)).toEqual(json(numbers))
    const { scripts, elements, nodes } = await seen()
    const written = options.batch === true ? Math.ceil(20_000 / 64) : 20_000
    expect(scripts).toBe(options.removeScripts === true ? 0 : written)
    if (options.removeScripts !== true) return
    expect(elements).toBeLessThanOrEqual(3)
    expect(nodes).toBeLessThan(100)
  })
})

test('the frame that is taken out of the page ends the run', async () => {
  const source = told<string>()
  const { page, ends, received } = await cometPage(source.enumerator.through(comet()))
  ;(await source.channels.next()).push('kiki')
  await received(0, 1)
  await page.evaluate('hangUp()')
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 2 } })
  expect(source.released).toBe(1)
})

test('a page that is closed ends the run', async () => {
  const source = told<string>()
  const { page, ends } = await cometPage(source.enumerator.through(comet()))
  await source.channels.next()
  await page.close()
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
  expect(source.released).toBe(1)
})

describe('a callback that throws', () => {
  const behave = `behave = (message) => { if (message === 2) throw new Error('the callback') }`

  test.each(kinds)('%s: the others run, and the error is one of the window', async (_, options) => {
    const source = told<Json>()
    const { page, received, seen } = await cometPage(source.enumerator.through(comet(options)))
    const channel = await source.channels.next()
    channel.push('begin')
    await received(0, 1)
    await page.evaluate(behave)
    await page.evaluate('watchErrors()')
    for (const message of [1, 2, 3]) channel.push(message)
    expect(await received(1, 4)).toEqual(json([1, 2, 3]))
    await page.evaluate('error()')
    expect((await seen()).errors).toEqual([expect.stringContaining('the callback')])
  })
})

describe('a content security policy', () => {
  const nonce = 'r4nd0m+/='
  const policy = { 'content-security-policy': `script-src 'nonce-${nonce}'` }
  const foreign = Html.raw('<p><script>parent.canary()</script><script nonce="other">parent.canary()</script>')

  test.each([
    ['plain', { nonce }],
    ['all', { nonce, batch: true, removeScripts: true }]
  ])('%s: scripts with the nonce run, no others', async (_, options) => {
    const source = told<Json>()
    const { received, seen } = await cometPage(
      source.enumerator.through(comet({ ...options, initialChunk: foreign })),
      { headers: policy }
    )
    const channel = await source.channels.next()
    for (const message of ['a', 'b', { c: 1 }]) channel.push(message)
    expect(await received(0, 3)).toEqual(json(['a', 'b', { c: 1 }]))
    expect((await seen()).canaries).toBe(0)
  })

  test('the canary sings where nothing holds it', async () => {
    const source = told<Json>()
    const { received, seen } = await cometPage(source.enumerator.through(comet({ initialChunk: foreign })))
    ;(await source.channels.next()).push('a')
    await received(0, 1)
    expect((await seen()).canaries).toBe(2)
  })
})
