import { Enumerator } from 'fp-ts-iteratee'
import { response, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import type { ServerResponse } from 'node:http'
import { hasHead } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers, connections, serve } from '../support/server'
import { turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const clients = 200

/** What keeps the process alive, by kind. */
const resources = (): Record<string, number> => {
  const count: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) count[kind] = (count[kind] ?? 0) + 1
  return count
}

const events = ['close', 'drain', 'error', 'finish'] as const

const listeners = (res: ServerResponse): ReadonlyArray<number> => events.map((event) => res.listenerCount(event))

test('200 clients leave an idle source: each is released once within 100 ms, and nothing is left', async () => {
  const released: number[][] = []
  const closedAt: number[] = []
  const before: (readonly [ServerResponse, ReadonlyArray<number>])[] = []
  const { port, server, ends } = await serve<Either<Error, ResponseEnd>>((_, res) => {
    const index = released.push([]) - 1
    res.socket?.once('close', () => (closedAt[index] = performance.now()))
    before.push([res, listeners(res)])
    const pushing = Enumerator.async<string>((channel) => {
      const timer = setInterval(() => channel.push('a'), 60_000)
      return () => {
        clearInterval(timer)
      }
    })
    return pushing
      .interleave(Enumerator.tick(60_000).map(String))
      .onDoneEnumerating(() => released[index]?.push(performance.now()))
      .run(response(res))
  })
  const resourcesBefore = resources()
  const all = await Promise.all(Array.from({ length: clients }, () => rawClient(port)))
  for (const client of all) client.send(get)
  await Promise.all(all.map((client) => client.until(hasHead)))
  expect(await connections(server)).toBe(clients)
  expect((resources()['Timeout'] ?? 0) - (resourcesBefore['Timeout'] ?? 0)).toBe(2 * clients)

  for (const client of all) client.leave()
  for (const _ of all)
    expect(await ends.next()).toEqual({
      _tag: 'Right',
      right: { _tag: 'Disconnected', bytes: 0, chunks: 0, elements: 0 }
    })
  while ((await connections(server)) > 0) await turns(1)
  await turns(5)

  expect(released.map((times) => times.length)).toEqual(Array.from({ length: clients }, () => 1))
  const late = released.map(([at = Infinity], i) => at - (closedAt[i] ?? -Infinity))
  expect(Math.max(...late)).toBeLessThan(100)
  for (const [res, counts] of before) expect(listeners(res)).toEqual(counts)
  const left = resources()
  for (const kind of ['Timeout', 'TCPSocketWrap', 'Immediate', 'TickObject'])
    expect([kind, (left[kind] ?? 0) - (resourcesBefore[kind] ?? 0)]).toEqual([kind, 0])
})

test('a connection that is used a thousand times keeps no listeners', async () => {
  const counts: (readonly [number, number])[] = []
  const { port } = await serve((_, res) => {
    const socket = res.socket
    const count = (): number => socket?.eventNames().reduce((n, name) => n + socket.listenerCount(name), 0) ?? 0
    counts.push([count(), res.listenerCount('close')])
    return Enumerator.of('kiki').run(response(res))
  })
  const client = await rawClient(port)
  for (let i = 1; i <= 1000; i++) {
    client.send(get)
    await client.until((bytes) => bytes.length > 0 && bytes.split('0\r\n\r\n').length === i + 1)
  }
  expect(counts).toHaveLength(1000)
  expect(counts.at(-1)).toEqual(counts.at(1))
})
