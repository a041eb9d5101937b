import * as fc from 'fast-check'
import { Comet, type CometOptions, Html } from 'fp-ts-iteratee'
import type { Json } from 'fp-ts/lib/Json.js'
import { hostileStrings, hostileValues } from '../support/hostile'
import { hostileJson, hostileString } from '../support/hostileJson'
import { htmlOf } from '../support/htmlOf'
import { runScripts, scriptsOf } from '../support/scriptPage'

const nonce = 'abc='

const kinds: ReadonlyArray<readonly [string, CometOptions]> = [
  ['plain', {}],
  ['batch', { batch: true }],
  ['nonce and removeScripts', { nonce, removeScripts: true }],
  ['all', { batch: true, nonce, removeScripts: true }]
]

/** Writes, checks the markup, and answers what the page was told. */
const toldBy = async (options: CometOptions, values: ReadonlyArray<Json>): Promise<ReadonlyArray<string>> => {
  const html = await htmlOf(Comet('cb', { initialChunk: Html.empty, ...options }), ...values)
  const scripts = scriptsOf(html, options.nonce === undefined ? '<script>' : `<script nonce="${nonce}">`)
  for (const script of scripts) {
    // neither another tag, a comment, nor anything that decoding a page changes
    expect(script).not.toMatch(/[<\0\r]/)
    expect(Buffer.from(script).toString()).toBe(script)
  }
  const ran = runScripts(scripts)
  expect(ran.reported).toEqual([])
  expect(ran.removed).toBe(options.removeScripts === true ? scripts.length : 0)
  return ran.messages
}

const json = (values: ReadonlyArray<unknown>): ReadonlyArray<string> => values.map((value) => JSON.stringify(value))

describe.each(kinds)('%s', (_, options) => {
  test('the corpus of strings arrives', async () => {
    expect(await toldBy(options, hostileStrings)).toEqual(json(hostileStrings))
  })

  test('the corpus of values arrives', async () => {
    expect(await toldBy(options, hostileValues as Json[])).toEqual(json(hostileValues))
  })

  test('any strings arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileString, { minLength: 1, maxLength: 5 }), async (texts) => {
        expect(await toldBy(options, texts)).toEqual(json(texts))
      }),
      { numRuns: 100 }
    )
  })

  test('any JSON values arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileJson, { minLength: 1, maxLength: 5 }), async (values) => {
        expect(await toldBy(options, values as Json[])).toEqual(json(values))
      }),
      { numRuns: 100 }
    )
  })
})
