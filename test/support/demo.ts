/** The demo as a process of its own, and clients that read its streams as a browser would. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'

const root = join(__dirname, '../..')

/** Builds the library unless that has been done; the demo runs on what is published. */
export const built = async (): Promise<void> => {
  // suites run side by side, and a build begins by removing the last one
  const lock = join(root, 'node_modules/.demo-build.lock')
  while (!acquire(lock)) await pause(100)
  try {
    const build = spawnSync(process.execPath, [join(root, 'scripts/build-if-stale.mjs')], { encoding: 'utf8' })
    if (build.status !== 0) throw new Error(`the library does not build:\n${build.stdout}${build.stderr}`)
  } finally {
    rmSync(lock)
  }
}

const acquire = (lock: string): boolean => {
  try {
    const file = openSync(lock, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch {
    if (isLeft(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** Whether the process that made it has ended and could not remove it. */
const isLeft = (lock: string): boolean => {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for what nothing tells of, such as the state of another process; fails after 20 seconds. */
export const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 20_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`this does not come about: ${String(holds)}`)
    await pause(10)
  }
}

/** A folder for the files of one test, removed by `remove`. */
export const folder = (): { file: (name: string) => string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'demo-test-'))
  return { file: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) }
}

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export class Demo {
  readonly ended: Promise<Ended>
  url = ''

  private constructor(readonly child: ChildProcess) {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
    })
  }

  static run(args: ReadonlyArray<string>, env: Record<string, string> = {}): Demo {
    const child = spawn(process.execPath, [join(root, 'examples/demo/server.mjs'), ...args], {
      cwd: root,
      env: { ...process.env, PORT: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    return new Demo(child)
  }

  /** Resolves when it listens. */
  static async start(args: ReadonlyArray<string> = [], port = 0): Promise<Demo> {
    const demo = Demo.run(['--port', String(port), ...args])
    const listening = once(demo.child.stdout!, 'data').then(([line]) => String(line))
    const line = await Promise.race([listening, demo.ended])
    if (typeof line !== 'string') throw new Error(`the demo has ended: ${JSON.stringify(line)}`)
    demo.url = line.trim()
    return demo
  }

  get port(): number {
    return Number(new URL(this.url).port)
  }

  get pid(): number {
    return this.child.pid!
  }

  signal(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }

  /** for the end of a test, whatever has become of it */
  async kill(): Promise<void> {
    await this.signal('SIGKILL')
  }
}

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

export interface Message {
  readonly kind: string
  readonly at?: string
  readonly text?: string
}

/** Runs the scripts of a Comet stream as they arrive, and keeps what they say. */
export class Client {
  readonly messages: Message[] = []
  readonly lines: string[] = []
  readonly closed: Promise<void>
  private text = ''
  /** how many lines have been expected so far */
  private expected = 0
  private wake: () => void = () => {}

  private constructor(readonly response: IncomingMessage) {
    const page = createContext({
      document: { currentScript: { remove: () => {} } },
      parent: {
        cometMessage: (message: Message) => {
          this.messages.push(message)
          if (message.text !== undefined) this.lines.push(message.text)
        }
      }
    })
    response.setEncoding('utf8').on('data', (text: string) => {
      const scripts = (this.text + text).split('</script>')
      this.text = scripts.pop()!
      for (const script of scripts) runInContext(script.replace(/^[^]*?<script[^>]*>/, ''), page)
      this.wake()
    })
    this.closed = new Promise((resolve) => {
      response
        .on('error', () => {})
        .on('close', () => {
          this.wake()
          resolve()
        })
    })
  }

  static async connect(url: string): Promise<Client> {
    const request = get(new URL('/comet', url))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    return new Client(response)
  }

  /** Resolves when `holds` does, which is asked after each arrival. */
  async until(holds: (client: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.response.closed) throw new Error(`the stream has ended after ${JSON.stringify(this.messages.slice(-5))}`)
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  /** Resolves when one more line is there for each of these, and they are these. */
  async expect(...expected: ReadonlyArray<string>): Promise<void> {
    const from = this.expected
    this.expected += expected.length
    await this.until(({ lines }) => lines.length >= this.expected)
    expect(this.lines.slice(from)).toEqual(expected)
  }

  /** Resolves when so many more ticks of the server's clock have come: it has had time for whatever it does. */
  async ticks(n: number): Promise<void> {
    const ticks = (): number => this.messages.length - this.lines.length
    const enough = ticks() + n
    await this.until(() => ticks() >= enough)
  }

  async leave(): Promise<void> {
    this.response.destroy()
    await this.closed
  }
}
