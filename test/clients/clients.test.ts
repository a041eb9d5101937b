/** Clients that others wrote. */
import { Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { spawn, spawnSync } from 'node:child_process'
import { overConnection, closeClients } from '../support/rawClient'
import { closePrograms, Program } from '../support/program'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  await closePrograms()
  closeClients()
  await closeServers()
})

const served = async () => {
  const source = told<string>()
  const { port, ends } = await serve(chunked(source.enumerator, Writeable.eventStream))
  return { source, ends, url: `http://127.0.0.1:${String(port)}/` }
}

const disconnected = { _tag: 'Right', right: { _tag: 'Disconnected' } }

describe('eventsource, of npm', () => {
  test('is open before the first event, is told of each as it comes, and is gone when it leaves', async () => {
    const { source, ends, url } = await served()
    const client = new Program('test/clients/eventSource.mjs', [url])
    expect(await client.line()).toBe('open')
    const channel = await source.channels.next()
    channel.push('data: kiki\n\n')
    expect(await client.line()).toBe('message kiki ')
    channel.push(': a comment\n\nid: 7\ndata: foo\n\n')
    expect(await client.line()).toBe('message foo 7')
    channel.push('event: tick\ndata: bar\n\n')
    expect(await client.line()).toBe('tick bar')
    await client.kill()
    expect(await ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('comes back after the end, when it is told to', async () => {
    const { source, url } = await served()
    const client = new Program('test/clients/eventSource.mjs', [url])
    expect(await client.line()).toBe('open')
    const first = await source.channels.next()
    first.push('retry: 1\nid: 7\ndata: kiki\n\n')
    expect(await client.line()).toBe('message kiki 7')
    first.end()
    expect(await client.line()).toMatch(/^error /)
    expect(await client.line()).toBe('open')
    ;(await source.channels.next()).push('data: foo\n\n')
    expect(await client.line()).toBe('message foo 7')
  })
})

const hasCurl = spawnSync('curl', ['--version']).status === 0
// the other clients hold the same; curl is one more, where there is one
const testWithCurl = hasCurl ? test : test.skip

testWithCurl.each(['--http1.1', '--http1.0'])(
  'curl -N %s: each event as it comes, and gone when it ends',
  async (version) => {
    const { source, ends, url } = await served()
    const curl = spawn('curl', ['-sSN', version, url], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const output = overConnection(curl.stdout as never)
      const channel = await source.channels.next()
      channel.push('data: kiki\n\n')
      await output.until((text) => text === 'data: kiki\n\n')
      channel.push('data: foo\n\n')
      await output.until((text) => text === 'data: kiki\n\ndata: foo\n\n')
    } finally {
      curl.kill('SIGKILL')
    }
    expect(await ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  }
)

describe('fetch', () => {
  test('has the head before the first event, each event as it comes, and cancels', async () => {
    const { source, ends, url } = await served()
    const answer = await fetch(url)
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    const channel = await source.channels.next()
    for (const text of ['data: kiki\n\n', 'data: foo\n\n']) {
      channel.push(text)
      expect(await reader.read()).toEqual({ done: false, value: text })
    }
    await reader.cancel()
    expect(await ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('is aborted', async () => {
    const { source, ends, url } = await served()
    const leaving = new AbortController()
    const answer = await fetch(url, { signal: leaving.signal })
    leaving.abort()
    await expect(answer.text()).rejects.toThrow('aborted')
    expect(await ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('sees the end', async () => {
    const { source, url } = await served()
    const answer = await fetch(url)
    const channel = await source.channels.next()
    channel.push('data: kiki\n\n')
    channel.end()
    expect(await answer.text()).toBe('data: kiki\n\n')
  })
})
