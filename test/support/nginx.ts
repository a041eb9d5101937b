/** An nginx of one's own in front of a server. It is ended by its process, and writes nowhere but in a folder that goes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Nginx {
  readonly port: number
  readonly stop: () => Promise<void>
}

const open = new Set<Nginx>()

/** Passes everything on to the server at `upstream`; else as nginx is by default, but for these directives. */
export const nginx = async (upstream: number, directives = ''): Promise<Nginx> => {
  // somebody else may take the port in between
  for (let left = 5; ; left--) {
    const port = await freePort()
    const started = await start(port, upstream, directives)
    if (started.nginx !== undefined) return started.nginx
    if (left === 0 || !started.log.includes('Address already in use')) throw new Error(`nginx: ${started.log}`)
  }
}

/** To be called after each test that has one. */
export const closeNginx = async (): Promise<void> => {
  await Promise.all([...open].map((one) => one.stop()))
}

const start = async (port: number, upstream: number, directives: string): Promise<{ nginx?: Nginx; log: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-test-'))
  // its workers are no root
  chmodSync(folder, 0o755)
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, config(folder, port, upstream, directives))
  const child = spawn(process.env['NGINX_PATH'] || 'nginx', ['-p', folder, '-c', file, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)))
  const ended = Promise.race([failed, once(child, 'close').then(() => '')])
  const { log, listens } = await listening(child, ended)
  const stop = async (): Promise<void> => {
    open.delete(started)
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const started: Nginx = { port, stop }
  if (listens) {
    open.add(started)
    return { nginx: started, log }
  }
  rmSync(folder, { recursive: true, force: true })
  return { log }
}

/** It tells so, when the port is bound and before it takes the first connection. */
const listening = async (child: ChildProcess, ended: Promise<string>): Promise<{ log: string; listens: boolean }> => {
  let log = ''
  const listens = await Promise.race([
    new Promise<true>((resolve) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        log += text
        if (log.includes('start worker process ')) resolve(true)
      })
    }),
    ended.then((why) => {
      log += why
      return false
    })
  ])
  return { log, listens }
}

const config = (folder: string, port: number, upstream: number, directives: string): string => `
pid ${folder}/pid;
error_log stderr notice;
worker_processes 1;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${directives}
  server {
    listen 127.0.0.1:${String(port)};
    location / {
      proxy_pass http://127.0.0.1:${String(upstream)};
    }
  }
}
`

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
