import { Enumerator } from 'fp-ts-iteratee'
import { response, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { pieces, plenty, size, stalledClient } from '../support/pieces'
import { closeServers, serve } from '../support/server'
import { settled, turns } from '../support/turns'

afterEach(closeServers)

const digestOf = async (message: IncomingMessage): Promise<string> => {
  const hash = createHash('sha1')
  for await (const part of message) hash.update(part as Buffer)
  return hash.digest('hex')
}

type End = Either<Error, ResponseEnd>

describe('a client that stops reading', () => {
  test('the source is not asked any more, and little is held', async () => {
    const source = pieces(plenty)
    const served = await serve<End>((_, res) => source.enumerator.run(response(res)))
    await stalledClient(served)
    const res = await served.responses.next()
    const pulled = await settled(() => source.pulled)
    await turns(1000)
    expect(source.pulled).toBe(pulled)
    expect(pulled).toBeLessThan(plenty)
    expect(res.writableLength).toBeLessThan(4 * size)
    expect(res.listenerCount('drain')).toBe(1)
    expect(source.released).toBe(0)
  })

  test('when it reads on, everything comes, byte for byte', async () => {
    const source = pieces(400)
    const served = await serve<End>((_, res) => source.enumerator.run(response(res)))
    const message = await stalledClient(served)
    expect(await settled(() => source.pulled)).toBeLessThan(400)
    const received = await digestOf(message)
    expect(await served.ends.next()).toMatchObject({
      _tag: 'Right',
      right: { _tag: 'Finished', bytes: 400 * size, elements: 400 }
    })
    expect(received).toBe(source.digest())
    expect([source.pulled, source.released]).toEqual([400, 1])
  })

  test('small elements wait as well: text of which each turn has a few', async () => {
    let pulled = 0
    const source = Enumerator.unfold(0, (n) => {
      pulled++
      return n === 40_000 ? O.none : O.some([n + 1, `${'é'.repeat(500)}${String(n)}`] as const)
    })
    const served = await serve<End>((_, res) => source.run(response(res)))
    const message = await stalledClient(served)
    const res = await served.responses.next()
    const stalledAt = await settled(() => pulled)
    await turns(500)
    expect(pulled).toBe(stalledAt)
    expect(pulled).toBeLessThan(40_000)
    expect(res.writableLength).toBeLessThan(4 * size)
    message.destroy()
    expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
  })

  test('when it vanishes instead, everything ends and is released', async () => {
    const source = pieces(plenty)
    const served = await serve<End>((_, res) => source.enumerator.run(response(res)))
    const message = await stalledClient(served)
    const res = await served.responses.next()
    const pulled = await settled(() => source.pulled)
    message.destroy()
    const end = await served.ends.next()
    expect(end).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect([source.pulled, source.released]).toEqual([pulled, 1])
    expect(res.listenerCount('drain')).toBe(0)
  })

  test('when it vanishes while the last of it is on its way: Disconnected, not Finished', async () => {
    const source = pieces(plenty)
    const probe = await serve<End>((_, res) => source.enumerator.run(response(res)))
    await stalledClient(probe)
    const fits = await settled(() => source.pulled)
    expect(fits).toBeLessThan(plenty)

    const served = await serve<End>((_, res) => Enumerator.of(Buffer.alloc((fits + 100) * size)).run(response(res)))
    const message = await stalledClient(served)
    const res = await served.responses.next()
    await settled(() => res.writableLength)
    message.destroy()
    expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
  })

  test('does not slow another one', async () => {
    const served = await serve<End>((_, res) => pieces(100).enumerator.run(response(res)))
    const stalled = await stalledClient(served)
    const other = await stalledClient(served)
    let bytes = 0
    for await (const part of other) bytes += (part as Buffer).length
    expect(bytes).toBe(100 * size)
    stalled.destroy()
  })
})

describe('memory stays flat over 100 MB', () => {
  const held = (): number => {
    // the second collection finishes the sweep of array buffers that the first one began
    global.gc?.()
    global.gc?.()
    const { arrayBuffers, heapUsed } = process.memoryUsage()
    return arrayBuffers + heapUsed
  }

  test('the garbage collector can be called', () => {
    expect(global.gc).toBeDefined()
  })

  test('read by a client that rests after each MB', async () => {
    const source = pieces(1600)
    const served = await serve<End>((_, res) => source.enumerator.run(response(res)))
    const message = await stalledClient(served)
    const rssBefore = process.memoryUsage().rss
    const before = held()
    let most = 0
    let bytes = 0
    for await (const part of message) {
      const last = bytes
      bytes += (part as Buffer).length
      if (Math.floor(bytes / 2 ** 20) === Math.floor(last / 2 ** 20)) continue
      await turns(5)
      if (Math.floor(bytes / 2 ** 20) % 10 === 0) most = Math.max(most, held() - before)
    }
    expect(bytes).toBe(1600 * size)
    expect(most).toBeLessThan(4 * 2 ** 20)
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(100 * 2 ** 20)
    expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
  })

  test('ten clients that do not read', async () => {
    const before = held()
    const sources = Array.from({ length: 10 }, () => pieces(plenty))
    const left = [...sources]
    const served = await serve<End>((_, res) => (left.pop() ?? pieces(0)).enumerator.run(response(res)))
    const clients = await Promise.all(sources.map(() => stalledClient(served)))
    await settled(() => sources.reduce((sum, source) => sum + source.pulled, 0))
    expect(held() - before).toBeLessThan(8 * 2 ** 20)
    for (const client of clients) client.destroy()
    for (const _ of sources) expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    expect(sources.map((source) => source.released)).toEqual(sources.map(() => 1))
  })
})
