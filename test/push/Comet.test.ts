import { Comet, CometMessage, Enumerator, Html, Iteratee } from 'fp-ts-iteratee'
import { htmlOf, written } from '../support/htmlOf'
import { told } from '../support/told'

const blanks = ' '.repeat(5 * 1024)
const { empty } = Html

describe("Play's own test, byte for byte", () => {
  test('strings', async () => {
    expect(await htmlOf(Comet('parent.cometMessage'), 'kiki', 'foo', 'bar')).toBe(
      `${blanks}<html><body>` +
        "<script>parent.cometMessage('kiki');</script>" +
        "<script>parent.cometMessage('foo');</script>" +
        "<script>parent.cometMessage('bar');</script>"
    )
  })

  test('JSON', async () => {
    expect(await htmlOf(Comet('parent.cometMessage', { message: CometMessage.json }), 'jsonString')).toBe(
      `${blanks}<html><body><script>parent.cometMessage("jsonString");</script>`
    )
  })
})

describe('initialChunk', () => {
  test('is an element of its own', async () => {
    const { parts } = await written(Enumerator.of('a'), Comet('cb'))
    expect(parts).toEqual([`${blanks}<html><body>`, "<script>cb('a');</script>"])
  })

  test('another one', async () => {
    expect(await htmlOf(Comet('cb', { initialChunk: Html.raw('<hr>') }), 'a')).toBe("<hr><script>cb('a');</script>")
  })

  test('Html.empty turns it off: not even an empty element', async () => {
    const { parts } = await written(Enumerator.of('a'), Comet('cb', { initialChunk: empty }))
    expect(parts).toEqual(["<script>cb('a');</script>"])
  })

  test('comes without any message', async () => {
    expect(await htmlOf(Comet('cb'))).toBe(`${blanks}<html><body>`)
  })

  test('comes before the source has anything', async () => {
    const source = told<string>()
    const parts: string[] = []
    const first = new Promise<void>((resolve) => {
      const collect = Iteratee.foreach<Html>((html) => {
        parts.push(html)
        resolve()
      })
      void source.enumerator.through(Comet('cb', { initialChunk: Html.raw('<p>') })).run(collect)()
    })
    await first
    expect(parts).toEqual(['<p>'])
    ;(await source.channels.next()).end()
  })

  test('comes once in each run, and not again where a stream goes on', async () => {
    const comet = Comet('cb', { initialChunk: Html.raw('<p>') })
    const chunks = comet.applyOn(Iteratee.getChunks<Html>())
    const fed = await Enumerator.of('a').apply(chunks)()
    const result = await Enumerator.of('b').run(fed.flatMap((inner) => Iteratee.done(inner)))()
    if (result._tag === 'Left') throw result.left
    const all = await result.right.run()
    expect(all).toEqual({
      _tag: 'Right',
      right: ['<p>', "<script>cb('a');</script>", "<script>cb('b');</script>"]
    })
    expect(await htmlOf(comet)).toBe('<p>')
    expect(await htmlOf(comet)).toBe('<p>')
  })
})

describe('options of the scripts', () => {
  const options = { initialChunk: empty }

  test('nonce: stands on every script', async () => {
    const comet = Comet('cb', { ...options, nonce: 'aB3+/_-==' })
    expect(await htmlOf(comet, 'a', 'b')).toBe(
      `<script nonce="aB3+/_-==">cb('a');</script><script nonce="aB3+/_-==">cb('b');</script>`
    )
  })

  test('removeScripts: each removes itself first, so that a callback that throws does not keep it there', async () => {
    expect(await htmlOf(Comet('cb', { ...options, removeScripts: true }), 'a')).toBe(
      "<script>document.currentScript.remove();cb('a');</script>"
    )
  })

  test('false is as if they were not there', async () => {
    const comet = Comet('cb', { ...options, removeScripts: false, batch: false })
    expect(await htmlOf(comet, 'a', 'b')).toBe("<script>cb('a');</script><script>cb('b');</script>")
  })

  test('the callback may hold quotes', async () => {
    expect(await htmlOf(Comet(`window["x"]['y'].z[0]`, options), 1)).toBe(`<script>window["x"]['y'].z[0](1);</script>`)
  })
})

describe('message', () => {
  test('a hand-written one says what code there is', async () => {
    const message: CometMessage<Date> = { toJavascriptMessage: (d) => `new Date(${String(d.getTime())})` }
    expect(await htmlOf(Comet('cb', { message, initialChunk: empty }), new Date(5))).toBe(
      '<script>cb(new Date(5));</script>'
    )
  })

  test('what could end the script is escaped, and means the same in a string', async () => {
    const message: CometMessage<string> = { toJavascriptMessage: (s) => `'${s}'` }
    expect(await htmlOf(Comet('cb', { initialChunk: empty, message }), 'a</script><b')).toBe(
      "<script>cb('a\\x3c/script><b');</script>"
    )
  })

  test.each(['</script>', '</SCRIPT x', '<!--', '<script', '<ScRiPt>'])(
    'a hand-written one cannot end the script either: %s',
    async (text) => {
      const message: CometMessage<string> = { toJavascriptMessage: (s) => `'${s}'` }
      for (const batch of [false, true]) {
        const html = await htmlOf(Comet('cb', { message, initialChunk: empty, batch }), text, text)
        expect(html.replace(/<script>|<\/script>/g, '')).not.toContain('<')
      }
    }
  )
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
    const { parts, failure } = await written(
      Enumerator.of<unknown>('a', 'b', bad, 'c').map((u) => u as string),
      Comet('cb', { initialChunk: empty })
    )
    expect(parts).toEqual(["<script>cb('a');</script>", "<script>cb('b');</script>"])
    expect(failure).toBeInstanceOf(TypeError)
  })

  test("what a hand-written message throws is the stream's failure", async () => {
    const thrown = new Error('mine')
    const message: CometMessage<string> = {
      toJavascriptMessage: () => {
        throw thrown
      }
    }
    const { parts, failure } = await written(Enumerator.of('a'), Comet('cb', { message, initialChunk: empty }))
    expect(parts).toEqual([])
    expect(failure).toBe(thrown)
  })
})
