import { Comet, Enumeratee, Enumerator, Html } from 'fp-ts-iteratee'
import { response } from 'fp-ts-iteratee/node'
import type { ServerResponse } from 'node:http'
import { hasHead, parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

describe('whatever fails: the client is not left waiting, and the error is that very one', () => {
  const thrown = new Error('mine')
  const fail = (): never => {
    throw thrown
  }
  type Run = (res: ServerResponse) => () => Promise<unknown>

  const ways: ReadonlyArray<readonly [string, Run]> = [
    ['the source, at once', (res) => Enumerator.repeat(fail).run(response(res))],
    ['the source, after an element', (res) => Enumerator.of('a').andThen(Enumerator.repeat(fail)).run(response(res))],
    ['a finaliser of the source', (res) => Enumerator.of('a').onDoneEnumerating(fail).run(response(res))],
    [
      'map',
      (res) =>
        Enumerator.of('a', 'b')
          .map((s) => (s === 'b' ? fail() : s))
          .run(response(res))
    ],
    [
      'mapM',
      (res) =>
        Enumerator.of('a')
          .mapM(() => async () => fail())
          .run(response(res))
    ],
    ['a transformed response', (res) => Enumerator.of('a').run(Enumeratee.map(fail).transform(response(res)))],
    [
      'a transformed response, later',
      (res) => Enumerator.tick(1).run(Enumeratee.map((n: number) => (n > 2 ? fail() : 'a')).transform(response(res)))
    ],
    [
      'a transformed response that has waited',
      (res) => Enumerator.of('a').run(Enumeratee.mapM((_: string) => async () => fail()).transform(response(res)))
    ],
    ['the source of a mapped response', (res) => Enumerator.repeat(fail).run(response(res).map((end) => end._tag))],
    [
      'the source of a transformed response',
      (res) => Enumerator.repeat<number>(fail).run(Enumeratee.map((n: number) => String(n)).transform(response(res)))
    ],
    [
      'the source of a piece',
      (res) => async () => {
        const fed = await Enumerator.of('a').apply(response(res))()
        return Enumerator.repeat(fail).run(fed)()
      }
    ],
    [
      'a piece',
      (res) => async () => {
        const fed = await Enumerator.repeat(fail).apply(response(res))()
        return fed.run()
      }
    ],
    ['the hook onOpen', (res) => Enumerator.of('a').run(response(res, { onOpen: fail }))],
    [
      'the hook onOpen of a mapped response',
      (res) => Enumerator.of('a').run(response(res, { onOpen: fail }).map((end) => end._tag))
    ]
  ]

  test.each(ways)('%s', async (_, run) => {
    const { port, ends } = await serve((_, res) => run(res))
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
    await client.ended
    if (hasHead(client.received)) expect(parseMessage(client.received).terminated).toBe(false)
  })

  test('a Comet message that is none', async () => {
    const comet = Comet('cb', { initialChunk: Html.empty })
    const { port, ends } = await serve((_, res) =>
      Enumerator.of('a', 1n as unknown as string).run(comet.transform(response(res)))
    )
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toMatchObject({ _tag: 'Left', left: { name: 'TypeError' } })
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ body: "<script>cb('a');</script>", terminated: false })
  })

  test.each([
    ['RangeError', 'an idle source', told<string>().enumerator],
    ['RangeError', 'elements', Enumerator.of('a')],
    ['RangeError', 'many elements', Enumerator.of('x'.repeat(100_000), 'y')],
    ['Error', 'elements, and then a failure', Enumerator.of('a').andThen(Enumerator.repeat(fail))]
  ])('a status that Node refuses is a Left, and not an error of the process: %s, of %s', async (name, _, source) => {
    const { port, ends } = await serve((_, res) => {
      res.statusCode = 99
      return source.run(response(res))
    })
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toMatchObject({ _tag: 'Left', left: { name } })
    await client.ended
  })
})
