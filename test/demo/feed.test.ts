/** One route, in each format: where a client goes on, and what it is told when the server ends. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { built, Demo } from '../support/demo'

beforeAll(built, 120_000)

let demo: Demo

beforeEach(async () => {
  demo = await Demo.start()
})

afterEach(async () => {
  expect(await demo.signal('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
})

class Reader {
  text = ''
  readonly ended: Promise<unknown>

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (text: string) => (this.text += text))
    this.ended = once(response, 'close')
  }

  static async of(accept: string, path = '/feed', headers: Record<string, string> = {}): Promise<Reader> {
    const [response] = (await once(
      get(new URL(path, demo.url), { headers: { accept, ...headers }, agent: false }),
      'response'
    )) as [IncomingMessage]
    return new Reader(response)
  }

  async until(found: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = found.exec(this.text)
      if (match !== null) return match
      await once(this.response, 'data')
    }
  }

  async leave(): Promise<void> {
    this.response.destroy()
    await this.ended
  }
}

const publishBurst = async (): Promise<unknown> => (await fetch(new URL('/burst', demo.url), { method: 'POST' })).json()

const event = '{"_tag":"Event","id":"([^"]+)","data":{"since":\\d+,"n":(\\d+)[^}]*}}'

const formats = [
  ['application/x-ndjson', new RegExp(`^${event}\n`, 'm')],
  ['*/*', new RegExp(`^${event}\n`, 'm')],
  ['text/event-stream', /^id: (.*)\ndata: \{"since":\d+,"n":(\d+),.*\}\n\n/m],
  [
    'text/html,*/*;q=0.8',
    new RegExp(
      `<script nonce="[^"]+">document.currentScript.remove\\(\\);frameElement.cometMessage\\(${event},'\\1'\\);</script>`
    )
  ]
] as const

it.each(formats)('sends %s, and goes on after the id that the client names', async (accept, message) => {
  const reader = await Reader.of(accept)
  const [, id, n] = await reader.until(message)
  await reader.leave()
  // while nobody listens, and more than what is published by itself before the next client comes
  await publishBurst()
  for (const again of [
    await Reader.of(accept, `/feed?lastEventId=${id!}`),
    await Reader.of(accept, '/feed?lastEventId=x', { 'last-event-id': id! })
  ]) {
    expect((await again.until(message))[2]).toBe(String(Number(n) + 1))
    expect(again.text).not.toMatch(/gap/i)
    await again.leave()
  }
})

it.each(formats.map(([accept]) => accept))('tells %s of a gap where it does not know the id', async (accept) => {
  const reader = await Reader.of(accept, '/feed?lastEventId=another')
  await reader.until(/"_tag":"Gap","after":"another"|event: gap\nid: .*\ndata: \{"after":"another"/)
  await reader.leave()
})

it('says goodbye to each format in its own way', async () => {
  const readers = await Promise.all(formats.map(([accept]) => Reader.of(accept)))
  const first = await Reader.of('text/html', '/comet')
  await Promise.all(readers.map((reader, i) => reader.until(formats[i]![1])))
  await first.until(/<\/script>/)
  await demo.signal('SIGTERM')
  await Promise.all([...readers, first].map(({ ended }) => ended))
  const [lines, any, events, comet] = readers
  for (const { text } of [lines!, any!]) expect(text).toMatch(/\}\n\{"_tag":"Retry","ms":1000\}\n$/)
  expect(events!.text).toMatch(/\n\nretry: 1000\n\n$/)
  for (const { text, response } of [comet!, first]) {
    const [, script] = /<\/script><script>([^<]*)<\/script>$/.exec(text)!
    expect(script).toContain('cometRetry?.(1000)')
    // the policy of the stream allows it, and no other without the nonce
    const hash = createHash('sha256').update(script!).digest('base64')
    const policy = response.headers['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[^' ]+' 'sha256-[^' ]+'; frame-ancestors 'self'$/)
    expect(policy).toContain(`'sha256-${hash}'`)
    expect(response.complete).toBe(true)
  }
})

it('refuses what it cannot send, and publishes bursts for POST only', async () => {
  const reader = await Reader.of('image/png')
  await reader.ended
  expect(reader.response.statusCode).toBe(406)
  expect((await fetch(new URL('/burst', demo.url))).status).toBe(404)
  expect(await publishBurst()).toEqual({ upTo: 32 })
})
