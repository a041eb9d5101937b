import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { fromFile, throughDuplex } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type Duplex, PassThrough, Transform } from 'node:stream'
import { createGunzip, createGzip, gzipSync } from 'node:zlib'
import { exits, failure, leftOf } from '../support/exits'
import { fileOf, openings, removeFiles } from '../support/files'
import { listeners } from '../support/nodeStreams'
import { told } from '../support/told'
import { turns } from '../support/turns'

afterEach(removeFiles)

const whole = Iteratee.getChunks<Uint8Array>().map((chunks) => Buffer.concat(chunks))
const gunzip = throughDuplex(() => createGunzip())
const gzip = throughDuplex(() => createGzip())

test('compressed and back are the bytes, wherever they were cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array()), async (pieces) => {
      const there = gunzip(gzip(Enumerator.of(...pieces)))
      expect(await there.run(whole)()).toEqual(E.right(Buffer.concat(pieces)))
    })
  )
})

test('the lines of a compressed file, which is closed in the end, however that comes about', async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `line ${String(i)}`)
  const file = fileOf(gzipSync(lines.join('\n')))
  const unzipped = gunzip(fromFile(file, { chunkSize: 1000 })).through(CharEncoding.lines())
  expect(await unzipped.run(Iteratee.getChunks())()).toEqual(E.right(lines))
  for (const { run, error } of Object.values(exits)) {
    expect(leftOf(await run(unzipped))).toEqual(error)
    expect(openings(file) ?? 0).toBe(0)
  }
})

test('what is no gzip fails the run, after what was right before', async () => {
  const zipped = gzipSync('kiki\nfoo\n'.repeat(10_000))
  const broken = Buffer.concat([zipped.subarray(0, zipped.length - 8), Buffer.from('12345678')])
  const delivered = await Laws.delivered(gunzip(Enumerator.of<Uint8Array>(broken)))
  expect(delivered.failure).toBe('incorrect data check')
  expect(Buffer.concat(delivered.elements).toString()).toMatch(/^kiki\nfoo\n/)
  expect(leftOf(await gunzip(Enumerator.of(zipped.subarray(0, 20))).run(whole)())?.message).toBe(
    'unexpected end of file'
  )
})

test('each run has a stream of its own, with no listener of ours in the end', async () => {
  const made: Duplex[] = []
  const through = throughDuplex(() => {
    made.push(new PassThrough())
    return made.at(-1) as Duplex
  })(Enumerator.of('kiki'))
  expect(made).toEqual([])
  expect([await through.run(whole)(), await through.run(whole)()]).toEqual([
    E.right(Buffer.from('kiki')),
    E.right(Buffer.from('kiki'))
  ])
  await turns(2)
  const bare = listeners(new PassThrough())
  expect(made.map((stream) => [stream.destroyed, listeners(stream)])).toEqual([
    [true, bare],
    [true, bare]
  ])
})

test('backpressure goes through it', async () => {
  let made = 0
  const counting = Enumerator.range(1, 100_000).map(() => {
    made++
    return Buffer.alloc(1000)
  })
  const held = Iteratee.foldM(0, () => () => new Promise<number>(() => undefined))
  const controller = new AbortController()
  const run = throughDuplex(() => new PassThrough())(counting).run(held, { signal: controller.signal })()
  await turns(100)
  expect(made).toBeLessThan(100)
  controller.abort()
  await run
})

describe('the source is released, and the stream destroyed', () => {
  test.each(Object.entries(exits))('when it is left by %s', async (_, { run, error }) => {
    const source = told<string>()
    const made = new PassThrough()
    const running = run(throughDuplex(() => made)(Enumerator.of('a').andThen(source.enumerator)))
    expect(leftOf(await running)).toEqual(error)
    expect([made.destroyed, source.released]).toEqual([true, source.opened])
  })

  test('when the source fails', async () => {
    const made = new PassThrough()
    const failing = Enumerator.of('a').andThen(Enumerator.fail(failure))
    expect(leftOf(await throughDuplex(() => made)(failing).run(whole)())).toBe(failure)
    expect(made.destroyed).toBe(true)
  })

  test('when the stream fails, or is closed, while both are idle', async () => {
    for (const error of [undefined, failure]) {
      const source = told<string>()
      const made = new PassThrough()
      const run = throughDuplex(() => made)(source.enumerator).run(whole)()
      await source.channels.next()
      made.destroy(error)
      expect(leftOf(await run)?.message).toMatch(error?.message ?? /closed before its end/)
      expect(source.released).toBe(1)
    }
  })

  test('when the stream gives no more while the source goes on', async () => {
    const source = told<string>()
    const early = new Transform({
      transform(chunk, _, done) {
        this.push(chunk)
        this.push(null)
        done()
      }
    })
    const run = throughDuplex(() => early)(source.enumerator).run(whole)()
    const channel = await source.channels.next()
    channel.push('a')
    expect(await run).toEqual(E.right(Buffer.from('a')))
    expect([early.destroyed, source.released]).toEqual([true, 1])
  })
})

test('a stream that cannot be used fails the run', async () => {
  const ended = new PassThrough()
  ended.end()
  const none = undefined as unknown as Duplex
  expect(leftOf(await throughDuplex(() => ended)(Enumerator.of('a')).run(whole)())?.message).toMatch(/ended already/)
  expect(leftOf(await throughDuplex(() => none)(Enumerator.of('a')).run(whole)())?.message).toBe(
    'throughDuplex: expected a Duplex of Node, got undefined'
  )
})
