/** Programs in processes of their own, on the library as it is built: ES modules that jest cannot load run so. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const running = new Set<Program>()

export class Program {
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
  private readonly lines: AsyncIterator<string, undefined>

  constructor(file: string, args: ReadonlyArray<string> = [], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [join(root, file), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    this.child = child
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    this.ended = new Promise((resolve) => child.once('close', (code: number | null) => resolve({ code, stderr })))
    this.lines = linesOf(child.stdout.setEncoding('utf8'))
    running.add(this)
    void this.ended.then(() => running.delete(this))
  }

  private readonly child: ChildProcess

  /** The next line that it prints. */
  async line(): Promise<string> {
    const next = await this.lines.next()
    if (next.done !== true) return next.value
    throw new Error(`the program has ended: ${JSON.stringify(await this.ended)}`)
  }

  /** Resolves when it has ended. */
  signal(signal: NodeJS.Signals): typeof this.ended {
    this.child.kill(signal)
    return this.ended
  }

  async kill(): Promise<void> {
    await this.signal('SIGKILL')
  }
}

/** To be called after each test that runs one. */
export const closePrograms = async (): Promise<void> => {
  await Promise.all([...running].map((program) => program.kill()))
}

async function* linesOf(stdout: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let held = ''
  for await (const text of stdout) {
    const lines = (held + text).split('\n')
    held = lines.pop() ?? ''
    yield* lines
  }
  return undefined
}
