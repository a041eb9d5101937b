import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { atMost, type AtMostOptions, chunked } from 'fp-ts-iteratee/node'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, rawClient, request } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const asking = (...headers: string[]) => request('GET / HTTP/1.1', 'Host: a', ...headers)

const limited = async (max: number, options?: AtMostOptions) => {
  const source = told<string>()
  const served = await serve(atMost(max, chunked(source.enumerator, Writeable.eventStream), options))
  const ask = async (...headers: string[]) => {
    const client = await rawClient(served.port)
    client.send(asking(...headers))
    await client.until(hasHead)
    return client
  }
  return { ...served, source, ask }
}

const acceptsEvents = 'Accept: text/event-stream'

test('so many are answered, and no more', async () => {
  let refused = 0
  const { source, ask } = await limited(3, { onRefuse: () => refused++ })
  for (let i = 0; i < 3; i++) expect(parseMessage((await ask(acceptsEvents)).received).status).toBe('HTTP/1.1 200 OK')
  expect([source.opened, refused]).toEqual([3, 0])
  for (let i = 0; i < 4; i++) await (await ask(acceptsEvents)).until(isWhole)
  expect([source.opened, refused]).toEqual([3, 4])
})

test('who leaves makes room', async () => {
  const { source, ask, ends } = await limited(1)
  const first = await ask()
  first.leave()
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
  await ask()
  expect([source.opened, source.released]).toEqual([2, 1])
})

test('so does a handler that fails', async () => {
  const failing = atMost(1, () => () => Promise.reject(new Error('no')))
  const never = {} as Parameters<typeof failing>[0]
  const once = failing(never, {} as Parameters<typeof failing>[1])
  await expect(once()).rejects.toThrow('no')
  await expect(once()).rejects.toThrow('no')
})

describe('others are told when to come back', () => {
  test('an event stream by `retry`, within its bounds and not all the same', async () => {
    const { ask } = await limited(1, { retryMs: 2000 })
    await ask()
    const times = new Set<number>()
    for (let i = 0; i < 30; i++) {
      const client = await ask(`Accept: text/html, text/event-stream;q=0.9`)
      const { status, headers, body } = parseMessage(await client.until(isWhole))
      expect([status, headers['content-type']]).toEqual(['HTTP/1.1 200 OK', 'text/event-stream'])
      const [, ms] = /^retry: (\d+)\n\n$/.exec(body) ?? []
      times.add(Number(ms))
    }
    expect(Math.min(...times)).toBeGreaterThanOrEqual(2000)
    expect(Math.max(...times)).toBeLessThanOrEqual(4000)
    expect(times.size).toBeGreaterThan(5)
  })

  test.each([[], ['Accept: text/html']])('any other by 503: %j', async (...headers) => {
    const { ask } = await limited(1, { retryMs: 2000 })
    await ask()
    const message = parseMessage(await (await ask(...headers)).until(isWhole))
    expect(message.status).toBe('HTTP/1.1 503 Service Unavailable')
    expect(['2', '3', '4']).toContain(message.headers['retry-after'])
    expect(message.body).toBe(
      `too many streams are open; come back in ${String(message.headers['retry-after'])} seconds\n`
    )
  })
})

describe('what is refused', () => {
  const handler = chunked(Enumerator.empty, Writeable.text)

  test.each([0, -1, 1.5, NaN, Infinity])('at most %p', (max) => {
    expect(() => atMost(max, handler)).toThrow(RangeError)
  })

  test('a time that is none', () => {
    expect(() => atMost(1, handler, { retryMs: 0 })).toThrow(RangeError)
  })

  test('an unknown option', () => {
    expect(() => atMost(1, handler, { retry: 1 } as AtMostOptions)).toThrow(
      "atMost: unknown option 'retry'; there are retryMs, onRefuse"
    )
  })
})
