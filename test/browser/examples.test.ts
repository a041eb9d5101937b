/** The examples of the documentation that are for a page, in one. */
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { Enumerator } from 'fp-ts-iteratee'
import { closeBrowser, closePages, launch } from '../support/browser'
import { asModule, type Example, examples } from '../support/examples'
import { framePage } from '../support/framePage'
import { type Message, toFrame } from '../support/frameServer'
import { closeServers } from '../support/server'

beforeAll(launch)
afterAll(closeBrowser)
afterEach(async () => {
  await closePages()
  await closeServers()
})

const root = join(__dirname, '../..')

const bundled = (example: Example): string =>
  buildSync({
    stdin: { contents: asModule(example), loader: 'ts', resolveDir: root },
    bundle: true,
    format: 'iife',
    globalName: 'shown',
    alias: {
      'node:assert/strict': join(root, 'test/support/pageAssert.ts'),
      'fp-ts-iteratee/client': join(root, 'src/client/index.ts')
    },
    write: false
  }).outputFiles[0]!.text

test.each(examples.filter(({ needs }) => needs === 'a browser').map((example) => [example.at, example] as const))(
  '%s runs',
  async (_, example) => {
    const messages: ReadonlyArray<Message> = ['kiki', 'foo', 'bar'].map((value) => ({ value }))
    const { page, ends } = await framePage({ stream: () => Enumerator.of(...messages).through(toFrame()) })
    await page.evaluate(`${bundled(example)};shown.example()`)
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
    expect(await page.evaluate('errors')).toEqual([])
  }
)
