import { Comet, Enumeratee, Enumerator, Html, Iteratee } from 'fp-ts-iteratee'
import { response, type ResponseEnd } from 'fp-ts-iteratee/node'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { hasHead } from '../support/httpMessage'
import { closeClients, get, rawClient, request } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'
import { turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const disconnected = (bytes: number, chunks: number, elements: number) => ({
  _tag: 'Right',
  right: { _tag: 'Disconnected', bytes, chunks, elements }
})

describe('while the source is idle', () => {
  test('the source is released at once, and once', async () => {
    const source = told<string>()
    const { port, ends, responses } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    const { socket } = await responses.next()
    const closed = once(socket as NonNullable<typeof socket>, 'close').then(() => performance.now())
    client.leave()
    expect(await ends.next()).toEqual(disconnected(0, 0, 0))
    expect((await source.releases.next()) - (await closed)).toBeLessThan(100)
    await turns(20)
    expect([source.opened, source.released]).toEqual([1, 1])
  })

  test('after some elements: they are counted', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    client.leave()
    expect(await ends.next()).toEqual(disconnected(4, 1, 1))
    expect(channel.push('foo')).toBe('closed')
  })

  const never = new Promise<never>(() => {})
  let returned = 0
  const iterable: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => never,
      return: async () => {
        returned++
        return { done: true, value: undefined }
      }
    })
  }

  const idle: ReadonlyArray<readonly [string, Enumerator<string>]> = [
    ['tick', Enumerator.tick(60_000).map(String)],
    ['generateM', Enumerator.generateM(() => never)],
    ['unfoldM', Enumerator.unfoldM(0, () => () => never)],
    ['fromAsyncIterable', Enumerator.fromAsyncIterable(iterable)],
    ['mapM', Enumerator.of('a').mapM(() => () => never)],
    ['flatMap', Enumerator.of('a').flatMap(() => Enumerator.generateM<string>(() => never))],
    ['andThen', Enumerator.of('a').andThen(Enumerator.tick(60_000).map(String))],
    [
      'interleave',
      Enumerator.tick(60_000)
        .map(String)
        .interleave(Enumerator.generateM<string>(() => never))
    ],
    ['through', Enumerator.tick(60_000).map(String).through(Enumeratee.take(3))]
  ]

  test.each(idle)('%s', async (_, enumerator) => {
    let released = 0
    const source = enumerator.onDoneEnumerating(() => released++)
    const { port, ends } = await serve((_, res) => source.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    client.leave()
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(released).toBe(1)
    expect(timers()).toBeLessThanOrEqual(before)
  })

  test('an async iterable is told so', () => {
    expect(returned).toBe(1)
  })
})

describe('iteratees that are made of a response notice it as well', () => {
  const comet = Comet('cb', { initialChunk: Html.raw('<p>') })
  type Made = (res: ServerResponse) => Iteratee<string, string>

  const made: ReadonlyArray<readonly [string, Made]> = [
    ['map', (res) => response(res).map((end) => end._tag)],
    ['flatMap', (res) => response(res).flatMap((end) => Iteratee.done(end._tag))],
    ['after another one', (res) => Iteratee.head().flatMap(() => response(res).map((end) => end._tag))],
    ['Comet', (res) => comet.transform(response(res)).map((end) => end._tag)],
    ['mapConcat', (res) => Enumeratee.mapConcat((s: string) => [s, s]).transform(response(res).map((end) => end._tag))],
    [
      'a long row',
      (res) =>
        comet
          .compose(Enumeratee.filter((html) => html !== ''))
          .compose(Enumeratee.map((html) => Buffer.from(html)))
          .transform(response(res))
          .map((end) => end._tag)
    ]
  ]

  test.each(made)('%s', async (name, make) => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(make(res)))
    const client = await rawClient(port)
    client.send(get)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until(name === 'after another one' ? hasHead : (bytes) => bytes.includes('kiki'))
    client.leave()
    expect(await ends.next()).toEqual({ _tag: 'Right', right: 'Disconnected' })
    expect(source.released).toBe(1)
  })

  test('one that wants more afterwards goes on with the source', async () => {
    const source = told<string>()
    const { port, ends, responses } = await serve((_, res) =>
      source.enumerator.run(response(res).flatMap(() => Iteratee.getChunks<string>()))
    )
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    const closed = once(await responses.next(), 'close')
    const channel = await source.channels.next()
    client.leave()
    await closed
    channel.push('a')
    channel.end()
    expect(await ends.next()).toEqual({ _tag: 'Right', right: ['a'] })
    expect(source.released).toBe(1)
  })

  test('applyOn', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => async () => {
      const fed = await source.enumerator.run(comet.applyOn(response(res)))()
      return fed._tag === 'Left' ? fed : fed.right.run()
    })
    const client = await rawClient(port)
    client.send(get)
    await client.until((bytes) => bytes.includes('<p>'))
    client.leave()
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 1 } })
    expect(source.released).toBe(1)
  })
})

describe('before', () => {
  test('the iteratee is attached: the source is not run', async () => {
    const source = told<string>()
    const asked: (() => void)[] = []
    const { port, ends } = await serve((_, res) => async () => {
      asked.shift()?.()
      await once(res, 'close')
      return source.enumerator.run(response(res))()
    })
    const client = await rawClient(port)
    const arrived = new Promise<void>((resolve) => asked.push(resolve))
    client.send(get)
    await arrived
    client.leave()
    expect(await ends.next()).toEqual(disconnected(0, 0, 0))
    expect(source.opened).toBe(source.released)
  })

  test('the first write: elements that come later are not taken', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get)
    const channel = await source.channels.next()
    client.leave()
    expect(await ends.next()).toEqual(disconnected(0, 0, 0))
    expect(channel.push('a')).toBe('closed')
  })

  test('the next piece: what was applied before is told when it goes on', async () => {
    const { port, ends } = await serve((_, res) => async () => {
      const fed = await Enumerator.of('kiki').apply(response(res))()
      await once(res, 'close')
      return Enumerator.of('foo').run(fed)()
    })
    const client = await rawClient(port)
    client.send(get)
    await client.until((bytes) => bytes.includes('kiki'))
    client.leave()
    expect(await ends.next()).toEqual(disconnected(4, 1, 1))
  })

  test('a piece that is being applied ends', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => async () => {
      const fed = await source.enumerator.apply(response(res))()
      return (await fed.step()) as { readonly _tag: string; readonly value: ResponseEnd }
    })
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    client.leave()
    expect(await ends.next()).toMatchObject({ _tag: 'Done', value: { _tag: 'Disconnected' } })
    expect(source.released).toBe(1)
  })

  test('its turn has come: a response that waits behind another one on the same connection', async () => {
    const source = told<string>()
    const { port, ends, responses } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await rawClient(port)
    client.send(get + get)
    await client.until(hasHead)
    await responses.next()
    await responses.next()
    client.leave()
    expect(await ends.next()).toEqual(disconnected(0, 0, 0))
    expect(await ends.next()).toEqual(disconnected(0, 0, 0))
    expect(source.released).toBe(2)
  })
})

test('a request body that has been read to its end is no disconnect', async () => {
  const source = told<string>()
  const { port, ends } = await serve((req, res) => {
    req.resume()
    return source.enumerator.run(response(res))
  })
  const client = await rawClient(port)
  client.send(`${request('POST / HTTP/1.1', 'Host: a', 'Content-Length: 4')}body`)
  await client.until(hasHead)
  await turns(20)
  const channel = await source.channels.next()
  channel.push('kiki')
  await client.until((bytes) => bytes.includes('kiki'))
  channel.end()
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
})
