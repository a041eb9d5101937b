/** The chat in several processes on one Redis. */
import {
  type Chat,
  asNumber,
  chat,
  chatProgram,
  closeListeners,
  listening,
  numbersTo,
  portOf,
  post,
  say
} from '../support/chat'
import { built } from '../support/demo'
import { closePrograms, type Program } from '../support/program'
import { expectAllHanded, publishing } from '../support/publishing'
import { type Redis, redis } from '../support/redis'
import { dataOf } from '../support/subscriber'

beforeAll(built, 120_000)

let on: Redis

beforeEach(async () => {
  on = await redis()
})

afterEach(async () => {
  await closeListeners()
  await closePrograms()
  await on.stop()
})

const processes = (): Promise<[Chat, Chat]> => Promise.all([chat({ REDIS_URL: on.path }), chat({ REDIS_URL: on.path })])

/** The same, at the same address. */
const again = async ({ url }: Chat): Promise<Program> => {
  const program = chatProgram(['--port', portOf(url)], { REDIS_URL: on.path })
  expect(await program.line()).toBe(url)
  return program
}

test('what is said in one process is heard in the other, by all in the same order', async () => {
  const [one, two] = await processes()
  const urls = [one.url, two.url]
  const listeners = (['text/event-stream', 'text/html'] as const).flatMap((form) =>
    urls.map((url) => listening({ urls: [url], form, read: ({ text, process }) => ({ text, process }) }))
  )
  const elsewhere = listening({ urls, room: 'comet', read: ({ text }) => text })
  await Promise.all([...listeners, elsewhere].map(({ until }) => until(1)))
  const speaking = urls.map(async (url, i) => {
    for (let n = 0; n < 20; n++) await say(url, 'kiki', `${String(i)} ${String(n)}`)
  })
  await Promise.all([...speaking, say(two.url, 'kiki', 'elsewhere', 'comet')])
  await Promise.all([...listeners.map(({ until }) => until(41)), elsewhere.until(2)])
  const [heard = [], ...others] = listeners.map(({ handed }) => handed)
  for (const other of others) expect(other).toEqual(heard)
  const said = dataOf(heard).flatMap((one) => (one === 'gap' ? [] : [one]))
  for (const i of [0, 1]) {
    const own = said.filter(({ text }) => text.startsWith(String(i)))
    expect(own.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, n) => `${String(i)} ${String(n)}`))
    expect(new Set(own.map(({ process }) => process)).size).toBe(1)
  }
  expect(new Set(said.map(({ process }) => process)).size).toBe(2)
  expect(dataOf(elsewhere.handed)).toEqual(['gap', 'elsewhere'])
})

test('one process killed under load, then the other: its clients go on, and have all once, in order, without a gap', async () => {
  const [one, two] = await processes()
  const [there, back] = [
    [one.url, two.url],
    [two.url, one.url]
  ]
  const after = await say(one.url, 'kiki', '0')
  const listeners = [there, there, back, back].flatMap((urls) =>
    (['text/event-stream', 'text/html'] as const).map((form) => listening({ urls, form, after, read: asNumber }))
  )
  const publishers = [publishing(numbersTo(...there), 1), publishing(numbersTo(...back), 1_000_000)]
  const more = (n: number) => Promise.all(publishers.map((publisher) => publisher.more(n)))
  await more(60)
  await one.program.kill()
  await more(40)
  const restarted = await again(one)
  await two.program.kill()
  await more(40)
  await expectAllHanded(numbersTo(one.url), publishers, listeners)
  // each has lost a process at least once
  for (const { connections } of listeners) expect(connections()).toBeGreaterThan(1)
  expect(await restarted.signal('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
})

test('Redis does not answer: saying something fails and tells why, listeners stay, and all goes on when it is back', async () => {
  const { url, program } = await chat({ REDIS_URL: on.path })
  const heard = listening({ urls: [url], read: ({ text }) => text })
  await say(url, 'kiki', '1')
  await heard.until(2)
  await on.kill()
  // the first may have been sent already when the connection breaks
  const first = await post(url, { who: 'kiki', text: '2' })
  expect([first.status, await first.text()]).toEqual([
    503,
    expect.stringMatching(/^it (was not said; |may have been said or not; )/)
  ])
  const answer = await post(url, { who: 'kiki', text: '2' })
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await answer.text()).toMatch(
    /^it was not said; say it again in a moment \(publish: there was no connection to Redis within 3000 ms .*; the event is not stored\)\n$/
  )
  await on.start()
  while ((await post(url, { who: 'kiki', text: '3' })).status !== 201);
  await heard.until(3)
  expect(dataOf(heard.handed)).toEqual(['gap', '1', '3'])
  expect(heard.connections()).toBe(1)
  const { code, stderr } = await program.signal('SIGTERM')
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^(Redis: .*\n)+$/)])
})

test('workers behind one port: one that dies is replaced, and nothing is missing; they end together', async () => {
  const program = chatProgram([], { REDIS_URL: on.path, WORKERS: '2' })
  const url = await program.line()
  const pid = async (): Promise<number> => Number(/^process (\d+) listens$/.exec(await program.line())![1])
  const workers = [await pid(), await pid()]
  const after = await say(url, 'kiki', '0')
  const listeners = Array.from({ length: 6 }, () => listening({ urls: [url], after, read: asNumber }))
  const publishers = [publishing(numbersTo(url), 1), publishing(numbersTo(url), 1_000_000)]
  const more = (n: number) => Promise.all(publishers.map((publisher) => publisher.more(n)))
  for (const worker of workers) {
    await more(30)
    process.kill(worker, 'SIGKILL')
    expect(workers).not.toContain(await pid())
  }
  await more(30)
  await expectAllHanded(numbersTo(url), publishers, listeners)
  for (const { connections } of listeners) expect(connections()).toBeGreaterThan(1)
  const ended = Promise.all(listeners.map(({ untilCut }) => untilCut()))
  expect(await program.signal('SIGTERM')).toEqual({ code: 0, stderr: '' })
  await ended
})
