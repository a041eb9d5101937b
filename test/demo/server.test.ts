/** What the demo answers, how it starts and how it ends. */
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, unlink, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage, request } from 'node:http'
import { built, Client, Demo, type Ended, folder, pause } from '../support/demo'
import { type HttpMessage, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, rawClient, request as requestOf } from '../support/rawClient'

const hello =
  ' '.repeat(5 * 1024) +
  "<html><body><script>parent.cometMessage('kiki');</script><script>parent.cometMessage('foo');</script>" +
  "<script>parent.cometMessage('bar');</script>"

const hasCurl = spawnSync('curl', ['--version']).status === 0

beforeAll(built, 120_000)

afterEach(closeClients)

describe('what it answers', () => {
  let demo: Demo
  beforeAll(async () => {
    demo = await Demo.start()
  })
  afterAll(() => demo.kill())

  const raw = async (...request: string[]): Promise<HttpMessage> => {
    const client = await rawClient(demo.port)
    client.send(requestOf(...(request as [string])))
    await client.ended
    return parseMessage(client.received)
  }

  const answer = async (path: string, method = 'GET'): Promise<IncomingMessage & { body: string }> => {
    const asked = request(new URL(path, demo.url), { method, agent: false })
    asked.end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    let body = ''
    for await (const text of response.setEncoding('utf8')) body += String(text)
    return Object.assign(response, { body })
  }

  it("says hello in Play's very bytes, over HTTP/1.0 to the end of the connection", async () => {
    const { status, headers, body } = await raw('GET /comet/hello HTTP/1.0')
    expect(status).toBe('HTTP/1.1 200 OK')
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', connection: 'close' })
    expect(headers).not.toHaveProperty('transfer-encoding')
    expect(body).toBe(hello)
  })

  it('says hello over HTTP/1.1 in chunked coding', async () => {
    const answer = await raw('GET /comet/hello HTTP/1.1', 'Host: localhost', 'Connection: close')
    expect(answer).toMatchObject({ body: hello, terminated: true, rest: '' })
  })

  // the two tests above hold the same bytes on raw sockets: curl is a client that others wrote, where there is one
  const itWithCurl = hasCurl ? it : it.skip
  itWithCurl.each(['--http1.0', '--http1.1'])('says hello to curl %s', (version) => {
    expect(execFileSync('curl', ['-sSN', version, `${demo.url}comet/hello`], { encoding: 'utf8' })).toBe(hello)
  })

  it('sends the time at once, and goes on', async () => {
    const client = await Client.connect(demo.url)
    await client.until(({ messages }) => messages.length >= 2)
    const times = client.messages.map(({ kind, at }) => {
      expect(kind).toBe('clock')
      return Date.parse(at!)
    })
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(10_000)
    expect(times[1]! - times[0]!).toBeGreaterThan(500)
    expect(client.response.complete).toBe(false)
    await client.leave()
  })

  it('has a page that runs its own script and style only, with a nonce that is never the same', async () => {
    const nonces = await Promise.all(
      ['/', '/', '/?x=y'].map(async (path) => {
        const { statusCode, headers, body } = await answer(path)
        expect(statusCode).toBe(200)
        const policy = String(headers['content-security-policy'])
        expect(policy).toContain("default-src 'none'")
        expect(policy).toContain("frame-src 'self'")
        expect(policy).not.toContain('unsafe')
        const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
        expect(body.match(/<(script|style)\b[^>]*>/g)).toEqual([
          `<style nonce="${nonce}">`,
          `<script type="module" nonce="${nonce}">`
        ])
        expect(body).not.toMatch(/\b(?:src|href)="(?!data:|\/)/)
        return nonce
      })
    )
    expect(new Set(nonces).size).toBe(3)
  })

  it('has no body for HEAD, and no stream', async () => {
    for (const path of ['/', '/comet', '/comet/hello', '/nothing']) {
      const { statusCode, body } = await answer(path, 'HEAD')
      expect({ path, statusCode, body }).toEqual({ path, statusCode: path === '/nothing' ? 404 : 200, body: '' })
    }
  })

  it.each(['/nothing', '/comet/', '//', '/%', '/__proto__'])('has nothing at %s', async (path) => {
    const asked = get({ host: '127.0.0.1', port: demo.port, path, agent: false })
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    response.resume()
    expect(response.statusCode).toBe(404)
    await once(response, 'end')
  })

  it.each(['POST', 'DELETE', 'OPTIONS'])('does not take %s', async (method) => {
    const { statusCode, headers } = await answer('/comet', method)
    expect(statusCode).toBe(405)
    expect(headers.allow).toBe('GET, HEAD')
  })

  it('says nothing of clients that come and go', async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => Client.connect(demo.url)))
    await Promise.all(clients.map((client) => client.until(({ messages }) => messages.length > 0)))
    await Promise.all(clients.map((client) => client.leave()))
    const { stderr } = await (await restart()).ended
    expect(stderr).toBe('')
  })

  /** so that all its output is there */
  const restart = async (): Promise<Demo> => {
    const old = demo
    await old.signal('SIGTERM')
    demo = await Demo.start()
    return old
  }
})

describe('the command line', () => {
  const places = folder()
  afterAll(places.remove)

  const refused = (why: string): Ended => ({ code: 1, signal: null, stdout: '', stderr: why + '\n' })

  it.each(['-1', '1.5', '65536', 'x', '', '0x50', '1e3', ' 80'])('refuses the port %j', async (port) => {
    const why = `expected a whole number from 0 to 65535, got ${JSON.stringify(port)}`
    expect(await Demo.run([`--port=${port}`]).ended).toEqual(refused(`--port: ${why}`))
    if (port !== '') expect(await Demo.run([], { PORT: port }).ended).toEqual(refused(`PORT: ${why}`))
  })

  it.each([
    [['--prot', '1'], "Unknown option '--prot'; see --help"],
    [['here'], "Unexpected argument 'here'; see --help"],
    [['--port'], "Option '--port <value>' argument missing; see --help"],
    [['--port', '-1'], "Option '--port' argument is ambiguous; see --help"],
    [['--help=x'], "Option '-h, --help' does not take an argument; see --help"],
    [['--follow', '/no/such/file'], '--follow: cannot read "/no/such/file": there is no such file'],
    [['--follow', __dirname], `--follow: cannot read "${__dirname}": it is not a regular file`],
    [['--follow', ''], '--follow: cannot read "": there is no such file']
  ])('refuses %j', async (args, why) => {
    expect(await Demo.run(args).ended).toEqual(refused(why))
  })

  it('prints help', async () => {
    const { code, stdout, stderr } = await Demo.run(['--help']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const option of ['--port', '--host', '--follow', '--help']) expect(stdout).toContain(option)
  })

  it('takes the port from the command line before the environment, and refuses one that is in use', async () => {
    const first = await Demo.start()
    const { port } = first
    expect(await Demo.run([], { PORT: String(port) }).ended).toEqual(
      refused(`port ${port} is in use; choose another one with --port`)
    )
    const second = Demo.run(['--port', '0'], { PORT: String(port) })
    const [line] = (await once(second.child.stdout!, 'data')) as [string]
    expect(line).toMatch(/^http:\/\/localhost:\d+\/\n$/)
    expect(line).not.toContain(String(port))
    await Promise.all([first.kill(), second.kill()])
  })

  it('refuses an address that is not its own', async () => {
    const { code, stderr } = await Demo.run(['--port', '0', '--host', '192.0.2.1']).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^cannot listen on 192\.0\.2\.1, port 0: .*\n$/)
  })
})

describe('the end', () => {
  it('cuts a stream that fails, and says so in one line', async () => {
    const places = folder()
    const log = places.file('the\nlog')
    await writeFile(log, 'line\n')
    const demo = await Demo.start(['--follow', log])
    const client = await Client.connect(demo.url)
    await client.expect('line')
    await unlink(log)
    await mkdir(log)
    await client.closed
    expect(client.response.complete).toBe(false)
    const { code, stderr } = await demo.signal('SIGTERM')
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `GET /comet failed: ${log.replace('\n', ' ')} is not a regular file\n`
    })
    places.remove()
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends all streams on %s, and then itself', async (signal) => {
    const demo = await Demo.start()
    const clients = await Promise.all([1, 2, 3].map(() => Client.connect(demo.url)))
    await Promise.all(clients.map((client) => client.until(({ messages }) => messages.length > 0)))
    const started = performance.now()
    const ended = await demo.signal(signal)
    expect(ended).toEqual({ code: 0, signal: null, stdout: `${demo.url}\n`, stderr: '' })
    expect(performance.now() - started).toBeLessThan(900)
    await Promise.all(clients.map(({ closed }) => closed))
    // whole, not cut
    expect(clients.map(({ response }) => response.complete)).toEqual([true, true, true])
  })

  it('does not wait for connections that are kept alive', async () => {
    const demo = await Demo.start()
    const client = await rawClient(demo.port)
    client.send(requestOf('GET /comet/hello HTTP/1.1', 'Host: localhost'))
    await client.until(isWhole)
    const started = performance.now()
    expect((await demo.signal('SIGINT')).code).toBe(0)
    expect(performance.now() - started).toBeLessThan(900)
  })

  it('waits no more than a second for a client that does not come to an end', async () => {
    const demo = await unfinished()
    expect(await demo.signal('SIGINT')).toMatchObject({ code: 0, stderr: '' })
  })

  it('ends at once when it is told twice', async () => {
    const demo = await unfinished()
    // two in a row are no second Ctrl-C: `npm start` makes two signals of one
    demo.child.kill('SIGINT')
    await pause(50)
    demo.child.kill('SIGINT')
    await pause(450)
    expect(demo.child.exitCode).toBe(null)
    expect((await demo.signal('SIGINT')).code).toBe(1)
  })

  /** A demo that is in the middle of a request. */
  const unfinished = async (): Promise<Demo> => {
    const demo = await Demo.start()
    const client = await rawClient(demo.port)
    client.send(requestOf('GET /comet/hello HTTP/1.1', 'Host: localhost'))
    await client.until(isWhole)
    client.send('GET / HTTP/1.1\r\nHost: localhost\r\n')
    // what is sent after it has been answered: it has been read
    const other = await rawClient(demo.port)
    other.send(requestOf('GET /comet/hello HTTP/1.1', 'Host: localhost'))
    await other.until(isWhole)
    return demo
  }
})
