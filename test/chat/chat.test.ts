/** The chat in one process, with nothing installed. */
import { type Chat, chat, chatProgram, closeListeners, type Form, listening, portOf, post, say } from '../support/chat'
import { built } from '../support/demo'
import { closePrograms } from '../support/program'
import { dataOf } from '../support/subscriber'

beforeAll(built, 120_000)

let server: Chat

beforeEach(async () => {
  server = await chat()
})

afterEach(async () => {
  await closeListeners()
  await closePrograms()
})

const forms: ReadonlyArray<Form> = ['text/event-stream', 'text/html']

const listen = (form: Form, room: string, after?: string) =>
  listening({ urls: [server.url], form, room, read: ({ who, text }) => `${who}: ${text}`, ...(after && { after }) })

test.each(forms)('%s: rooms do not hear each other, all in one hear the same', async (form) => {
  const lobby = forms.map((form) => listen(form, 'lobby'))
  const comet = listen(form, 'comet')
  await say(server.url, 'kiki', 'hello')
  await say(server.url, 'foo', 'elsewhere', 'comet')
  await say(server.url, 'bar', 'hello kiki')
  await Promise.all([...lobby.map(({ until }) => until(3)), comet.until(2)])
  for (const { handed } of lobby) expect(dataOf(handed)).toEqual(['gap', 'kiki: hello', 'bar: hello kiki'])
  expect(dataOf(comet.handed)).toEqual(['gap', 'foo: elsewhere'])
})

test.each(forms)('%s: who was cut off has what was said meanwhile, once, and no gap', async (form) => {
  const first = listen(form, 'lobby')
  await say(server.url, 'kiki', '1')
  await first.until(2)
  first.leave()
  await first.result
  await say(server.url, 'kiki', '2')
  await say(server.url, 'kiki', '3')
  const again = listen(form, 'lobby', first.lastId())
  await again.until(2)
  await say(server.url, 'kiki', '4')
  await again.until(3)
  expect(dataOf(again.handed)).toEqual(['kiki: 2', 'kiki: 3', 'kiki: 4'])
})

test.each(forms)('%s: who was cut off before anything was said has an id all the same', async (form) => {
  const first = listen(form, 'lobby')
  await first.until(1)
  first.leave()
  await first.result
  await say(server.url, 'kiki', '1')
  const again = listen(form, 'lobby', first.lastId())
  await again.until(1)
  expect(dataOf(again.handed)).toEqual(['kiki: 1'])
})

test('a newcomer hears the last 200 messages, after a gap', async () => {
  for (let n = 1; n <= 210; n++) await say(server.url, 'kiki', String(n))
  const late = listen('text/event-stream', 'lobby')
  await late.until(201)
  expect(dataOf(late.handed)).toEqual(['gap', ...Array.from({ length: 200 }, (_, i) => `kiki: ${String(i + 11)}`)])
})

test('what is said arrives as it is', async () => {
  const texts = [
    '</script><script>parent.canary()</script>',
    '<!--<script>',
    `'"\\\`\${1}`,
    'a\u2028\u2029b',
    '😀',
    '\ud800'
  ]
  const listeners = forms.map((form) => listening({ urls: [server.url], form, read: ({ who, text }) => who + text }))
  for (const text of texts) await say(server.url, text.slice(0, 40), text)
  await Promise.all(listeners.map(({ until }) => until(texts.length + 1)))
  for (const { handed } of listeners)
    expect(dataOf(handed)).toEqual(['gap', ...texts.map((text) => text.slice(0, 40) + text)])
})

test.each([
  ['no JSON', '{', 400, /^SyntaxError: .*; send such as \{"who":"kiki","text":"hello"\}\n$/],
  ['a number', '3', 400, /^Invalid value 3 supplied to : a message; send such as/],
  ['nobody', '{"text":"hello"}', 400, /^who: expected a text of 1 to 40 characters; send such as/],
  [
    'blanks',
    '{"who":" ","text":""}',
    400,
    /^who: expected .*; text: expected a text of 1 to 2000 characters; send such as/
  ],
  [
    'a long text',
    JSON.stringify({ who: 'kiki', text: 'x'.repeat(2001) }),
    400,
    /^text: expected a text of 1 to 2000 characters/
  ],
  [
    'a megabyte',
    JSON.stringify({ who: 'kiki', text: 'x'.repeat(1_000_000) }),
    413,
    /^more than 16384 bytes; say less at a time\n$/
  ]
])('what is no message is refused: %s', async (_, body, status, why) => {
  const answer = await post(server.url, body)
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(why)])
  const heard = listen('text/event-stream', 'lobby')
  await say(server.url, 'kiki', 'x'.repeat(2000))
  await heard.until(2)
  expect(dataOf(heard.handed)).toEqual(['gap', `kiki: ${'x'.repeat(2000)}`])
})

test('forms of other pages are refused, and so are rooms and methods that there are not', async () => {
  const address = (path: string) => new URL(path, server.url)
  const form = await fetch(address('/rooms/lobby'), { method: 'POST', body: new URLSearchParams({ who: 'a' }) })
  expect([form.status, await form.text()]).toEqual([415, 'expected content-type: application/json\n'])
  const other = await post(server.url, { who: 'kiki', text: 'hello' }, 'nowhere')
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  const nothing = await fetch(address('/rooms/nowhere'))
  expect([nothing.status, await nothing.text()]).toEqual([
    404,
    'there is / and /rooms/lobby, /rooms/fp-ts, /rooms/comet\n'
  ])
  const put = await fetch(address('/rooms/lobby'), { method: 'PUT', body: '{}' })
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
})

test('the page runs its own scripts and styles only', async () => {
  const [page, again] = await Promise.all([fetch(server.url), fetch(server.url)])
  const policy = page.headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toBe(again.headers.get('content-security-policy'))
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
  const html = await page.text()
  expect(html.match(/<(script|style)\b[^>]*>/g)).toEqual([
    `<style nonce="${nonce}">`,
    `<script type="module" nonce="${nonce}" src="/page/main.js">`
  ])
})

test.each(['SIGTERM', 'SIGINT'] as const)('on %s listeners are told when to come back, and it ends', async (signal) => {
  const listeners = forms.map((form) => listen(form, 'lobby'))
  await Promise.all(listeners.map(({ until }) => until(1)))
  const cut = listeners.map(({ untilCut }) => untilCut())
  expect(await server.program.signal(signal)).toEqual({ code: 0, stderr: '' })
  await Promise.all(cut)
  const [events, comet] = listeners.map(({ received }) => received())
  expect(events).toMatch(/\n\nretry: 1000\n\n$/)
  const [, script = ''] = /<script>([^<]*)<\/script>$/.exec(comet!)!
  expect(script).toContain('cometRetry?.(1000)')
})

test('a port that is in use, workers without a Redis, and other options that cannot be', async () => {
  const refused = (why: string) => ({ code: 1, stderr: `${why}\n` })
  const port = portOf(server.url)
  expect(await chatProgram(['--port', port]).ended).toEqual(
    refused(`port ${port} is in use; choose another one with --port`)
  )
  expect(await chatProgram([], { WORKERS: '2' }).ended).toEqual(
    refused('2 processes are one chat by a Redis only: set REDIS_URL, such as redis://localhost')
  )
  expect(await chatProgram(['--workers', '0']).ended).toEqual(
    refused('--workers: expected a whole number from 1 to 64, got "0"')
  )
  expect(await chatProgram([], { PORT: '1e3' }).ended).toEqual(
    refused('PORT: expected a whole number from 0 to 65535, got "1e3"')
  )
  expect(await chatProgram(['--prot', '1']).ended).toEqual(refused("Unknown option '--prot'; see --help"))
})
