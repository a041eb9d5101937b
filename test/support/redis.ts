/** A Redis of one's own, with its append-only file in a folder that goes. It listens on a socket, and on no port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as Client } from 'ioredis'

export interface Redis {
  readonly path: string
  /** A client for a hub: it does not connect by itself. */
  readonly client: () => Client
  /** A client for the test, which is closed with the server. */
  readonly commands: Client
  readonly signal: (signal: NodeJS.Signals) => void
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>
  /** Starts it again, with the data that it has written. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const redis = async (...directives: ReadonlyArray<string>): Promise<Redis> => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-test-'))
  const path = join(folder, 'socket')
  const config = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '', '--appendonly', 'yes']
  let server: ChildProcess

  const start = async (): Promise<void> => {
    server = spawn(process.env['REDIS_PATH'] || 'redis-server', [...config, '--appendfsync', 'always', ...directives], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    await listening(server)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const closed = once(server, 'close')
    server.kill(signal)
    await closed
  }

  await start()
  const commands = new Client(path)
  return {
    path,
    client: () => new Client(path, { lazyConnect: true }),
    commands,
    signal: (signal) => {
      server.kill(signal)
    },
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      commands.disconnect()
      if (server.exitCode === null && server.signalCode === null) await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

const listening = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = ''
    server.once('error', reject)
    server.once('close', () => {
      reject(new Error(`redis-server: ${log}`))
    })
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('Ready to accept connections') || log.includes('ready to accept connections')) resolve()
    })
  })
