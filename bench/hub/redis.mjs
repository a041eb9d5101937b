/** A redis-server of one's own, on a socket in a folder that goes with it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = process.env.REDIS_PATH || 'redis-server'

const missing =
  `${program} does not start: the hub on Redis needs Redis 7 or later (Debian: apt-get install redis-server); ` +
  'REDIS_PATH says which one is meant'

const config = (folder, socket) => [
  ...['--port', '0', '--unixsocket', socket, '--dir', folder],
  // as Redis is where nothing is lost but the last second
  ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec']
]

const ready = (server) =>
  new Promise((resolve, reject) => {
    let log = ''
    server.once('error', () => reject(new Error(missing)))
    server.once('exit', () => reject(new Error(`redis-server: ${log}`)))
    server.stdout.setEncoding('utf8').on('data', (text) => {
      log += text
      const version = /Redis version=([\d.]+)/.exec(log)?.[1]
      if (/ready to accept connections/i.test(log)) resolve(version)
    })
  })

export const startRedis = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-redis-'))
  const path = join(folder, 'socket')
  const server = spawn(program, config(folder, path), { stdio: ['ignore', 'pipe', 'inherit'] })
  const end = () => server.kill('SIGKILL')
  process.once('exit', end)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const version = await ready(server)
    const stop = async () => {
      const closed = once(server, 'close')
      end()
      await closed
      process.off('exit', end)
      remove()
    }
    return { path, version, stop }
  } catch (error) {
    end()
    remove()
    throw error
  }
}
