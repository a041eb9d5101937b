/** Pages of the chat in a real Chromium, connected to several processes on one Redis. */
import { closeBrowser, closePages, launch } from '../../support/browser'
import { chat, chatProgram, portOf, say } from '../../support/chat'
import { chatPage, firstNote } from '../../support/chatPage'
import { built } from '../../support/demo'
import { closePrograms } from '../../support/program'
import { type Redis, redis } from '../../support/redis'

jest.setTimeout(90_000)

let on: Redis

beforeAll(async () => {
  await built()
  await launch()
}, 120_000)

afterAll(closeBrowser)

beforeEach(async () => {
  on = await redis()
})

afterEach(async () => {
  await closePages()
  await closePrograms()
  await on.stop()
})

const expectEnd = async (ended: Promise<unknown>): Promise<void> => {
  expect(await ended).toEqual({ code: 0, stderr: '' })
}

test('two processes on two ports: each page shows what is said in the other; one killed, its page goes on without loss', async () => {
  const env = { REDIS_URL: on.path }
  const [one, two] = await Promise.all([chat(env), chat(env)])
  const [sse, comet, other] = [await chatPage(one.url), await chatPage(one.url), await chatPage(two.url)]
  await comet.page.check('[value=comet]')
  await comet.isIn('live')
  const pages = [sse, comet, other]

  await sse.say('kiki', 'from one')
  await other.until(2)
  await other.say('foo', 'from two')
  await Promise.all(pages.map(({ until }) => until(3)))
  expect(new Set(await other.page.locator('.said .by').allTextContents()).size).toBe(2)

  await one.program.kill()
  await sse.isIn('connecting')
  await other.say('foo', 'while one is gone')
  const restarted = chatProgram(['--port', portOf(one.url)], env)
  await restarted.line()
  await Promise.all(pages.map(({ until }) => until(4)))
  await comet.say('bar', 'one is back')
  await Promise.all(pages.map(({ until }) => until(5)))
  const said = ['kiki: from one', 'foo: from two', 'foo: while one is gone', 'bar: one is back']
  for (const { rows, complaints } of pages) {
    expect(await rows()).toEqual([firstNote, ...said])
    expect(complaints).toEqual([])
  }
  await closePages()
  await expectEnd(restarted.signal('SIGTERM'))
  await expectEnd(two.program.signal('SIGTERM'))
})

test('two workers behind one port, killed one after the other: pages go on at what is there, without loss', async () => {
  const program = chatProgram([], { REDIS_URL: on.path, WORKERS: '2' })
  const url = await program.line()
  const pid = async (): Promise<number> => Number(/^process (\d+) listens$/.exec(await program.line())![1])
  const workers = [await pid(), await pid()]
  const pages = [await chatPage(url), await chatPage(url), await chatPage(url)]
  await pages[2]!.page.check('[value=comet]')
  await pages[2]!.isIn('live')
  let n = 0
  const speak = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await say(url, 'kiki', String(n++)).catch(() => n--)
  }
  for (const worker of workers) {
    await speak()
    process.kill(worker, 'SIGKILL')
    await pid()
    await speak()
  }
  await say(url, 'kiki', 'last')
  for (const { page, rows, complaints } of pages) {
    await page.waitForFunction(() => document.querySelector('.said:last-child .text')?.textContent === 'last')
    expect(await rows()).toEqual([
      firstNote,
      ...Array.from({ length: n }, (_, i) => `kiki: ${String(i)}`),
      'kiki: last'
    ])
    expect(complaints).toEqual([])
  }
  await closePages()
  await expectEnd(program.signal('SIGTERM'))
})
