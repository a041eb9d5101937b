/** A server of streams for many clients, of which nothing may be left, and clients that stay all the time. */
import { type Channel, Enumerator } from 'fp-ts-iteratee'
import { type Closed, response, type ResponseOptions } from 'fp-ts-iteratee/node'
import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { held } from './heap'
import { hasHead, parseMessage } from './httpMessage'
import { Mailbox } from './mailbox'
import { connected, get, type RawClient, rawClient } from './rawClient'
import { connections, serve } from './server'
import { turns } from './turns'

export interface Stream {
  readonly res: ServerResponse
  readonly channel: Channel<string> | undefined
  /** how often its source was acquired, and released */
  readonly opened: number
  readonly released: number
  /** how often its response was opened, and what it was told at its end */
  readonly begun: number
  readonly closed: ReadonlyArray<Closed>
}

const events = ['close', 'drain', 'error', 'finish', 'timeout', 'socket'] as const

const listeners = (emitter: NodeJS.EventEmitter): ReadonlyArray<number> =>
  events.map((event) => emitter.listenerCount(event))

class Watched implements Stream {
  channel: Channel<string> | undefined
  opened = 0
  released = 0
  begun = 0
  readonly closed: Closed[] = []
  readonly before: ReadonlyArray<number>

  constructor(readonly res: ServerResponse) {
    this.before = listeners(res)
  }
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

/** The streams of `staying` clients have begun; `before` is awaited before any other. */
export const crowd = async (
  options: ResponseOptions = {},
  before = async (): Promise<void> => undefined,
  staying = 3
) => {
  const streams: Watched[] = []
  const begun = new Mailbox<Stream>()
  const { port, server, ends, responses } = await serve((_, res) => async () => {
    const stream = new Watched(res)
    if (streams.push(stream) > staying) await before()
    const source = Enumerator.async<string>((channel) => {
      stream.opened++
      stream.channel = channel
      begun.put(stream)
      const timer = setInterval(() => channel.push('tick'), 60_000)
      return () => {
        clearInterval(timer)
        stream.released++
      }
    })
    const hooks = { onOpen: () => stream.begun++, onClose: (closed: Closed) => void stream.closed.push(closed) }
    return source.run(response(res, { ...options, ...hooks }))()
  })
  const clients: RawClient[] = []
  for (let i = 0; i < staying; i++) {
    const client = await rawClient(port)
    client.send(get)
    await client.until(hasHead)
    await begun.next()
    clients.push(client)
  }
  const timersBefore = timers()

  let messages = 0
  /** each that stays is sent one more */
  const tell = (): void => {
    messages++
    for (const { channel } of streams.slice(0, staying)) channel?.push(`${String(messages)};`)
  }

  /** Resolves when all have left but those that stay; nothing of the others is there any more. */
  const allHaveLeft = async (): Promise<ReadonlyArray<Stream>> => {
    const left = streams.slice(staying)
    for (const _ of left) await ends.next()
    // nor here
    while (responses.size > 0) await responses.next()
    while (begun.size > 0) await begun.next()
    await noMoreThan(server, staying)
    await turns(5)
    for (const { res, opened, released, begun, closed, channel, before } of left) {
      expect([released, closed.length]).toEqual([opened, begun])
      expect(opened).toBeLessThanOrEqual(1)
      expect(begun).toBeLessThanOrEqual(1)
      expect(channel?.push('late') ?? 'closed').toBe('closed')
      // Node's own are the same, but for those that it takes off when it is over
      expect(listeners(res).map((count, i) => Math.max(0, count - (before[i] ?? 0)))).toEqual(events.map(() => 0))
    }
    // Node has one or two of its own, by and by
    expect(timers()).toBeLessThan(timersBefore + 5)
    streams.length = staying
    return left
  }

  /** Those that stay have lost nothing. */
  const nobodyElseHasSuffered = async (): Promise<void> => {
    const all = Array.from({ length: messages }, (_, i) => `${String(i + 1)};`).join('')
    for (const client of clients) {
      await client.until((bytes) => parseMessage(bytes).body.length >= all.length)
      expect(parseMessage(client.received)).toMatchObject({ body: all, terminated: false })
    }
    expect(streams.map(({ opened, released, closed }) => [opened, released, closed.length])).toEqual(
      clients.map(() => [1, 0, 0])
    )
  }

  return { port, server, begun, streams, tell, allHaveLeft, nobodyElseHasSuffered, clients }
}

const noMoreThan = async (server: Server, n: number): Promise<void> => {
  for (let i = 0; i < 100_000 && (await connections(server)) > n; i++) await turns(1)
  expect(await connections(server)).toBe(n)
}

/** `act`, `n` times, `atATime` of them beside each other. */
export const times = async (n: number, atATime: number, act: () => Promise<void>): Promise<void> => {
  for (let i = 0; i < n; i += atATime) await Promise.all(Array.from({ length: Math.min(atATime, n - i) }, act))
}

/** A socket that has asked, and is not read from. */
export const asked = async (port: number): Promise<Socket> => {
  const socket = (await connected({ port, host: '127.0.0.1', allowHalfOpen: true })).pause()
  socket.on('error', () => undefined)
  socket.write(get)
  return socket
}

/** How many bytes more are held after the second half of what is done than after the first. */
export const growth = async (half: () => Promise<void>): Promise<number> => {
  await half()
  const before = held()
  await half()
  return held() - before
}
